using MlCi.Findings;

namespace MlCi.Modeling.Tests;

public sealed class ParametersTests
{
    private static Parameters Read(string json) => new(json, "params.json");

    [Fact]
    public void Values_AreTyped_AndFallBackWhereAbsent()
    {
        Parameters parameters = Read("""{"rate": 0.25, "trees": 100, "bagging": true, "drop": ["b", "b"], "trainer": "tree", "file": "a.zip"}""");

        Assert.Equal(0.25, parameters.Number("rate", 1));
        Assert.Equal(100, parameters.Integer("trees", 1));
        Assert.True(parameters.Flag("bagging", false));
        Assert.Equal(["b"], parameters.Names("drop", ["a", "b"]));
        Assert.Equal(1.5, parameters.Number("l2", 1.5));
        Assert.Equal(3, parameters.Integer("depth", 3));
        Assert.Empty(parameters.Names("keep", ["a"]));
        Assert.Equal(("tree", "line"), (parameters.Choice("trainer", "line", ["line", "tree"]), parameters.Choice("other", "line", ["line", "tree"])));
        Assert.Equal(("a.zip", "b.zip"), (parameters.Text("file", "b.zip"), parameters.Text("none", "b.zip")));
        parameters.RefuseFaults();
    }

    [Fact]
    public void EveryFault_IsListed()
    {
        Parameters parameters = Read(
            """{"rate": "fast", "trees": 1.5, "bagging": 1, "drop": "a", "keep": ["c"], "depth": 99, "trainer": "trees", "file": "", "other": null}""");
        parameters.Number("rate", 1);
        parameters.Integer("trees", 1, minimum: 1);
        parameters.Flag("bagging", false);
        parameters.Names("drop", ["a", "b"]);
        parameters.Names("keep", ["a", "b"]);
        parameters.Integer("depth", 3, 1, 10);
        Assert.Null(parameters.Choice("trainer", "line", ["line", "tree"]));
        Assert.Equal("b.zip", parameters.Text("file", "b.zip"));

        FaultException e = Assert.Throws<FaultException>(parameters.RefuseFaults);

        Assert.Equal(ExitCodes.Misconfigured, e.ExitCode);
        Assert.Equal(
            [
                "params.json: parameter 'rate': found \"fast\", expected a number",
                "params.json: parameter 'trees': found 1.5, expected a whole number from 1 to 2147483647",
                "params.json: parameter 'bagging': found 1, expected true or false",
                "params.json: parameter 'drop': found \"a\", expected a list of names",
                "params.json: parameter 'keep': found \"c\", expected one of a, b",
                "params.json: parameter 'depth': found 99, expected a whole number from 1 to 10",
                "params.json: parameter 'trainer': found \"trees\", expected one of line, tree",
                "params.json: parameter 'file': found \"\", expected a text",
                "params.json: found parameter 'other', expected one of bagging, depth, drop, file, keep, rate, trainer, trees",
            ],
            e.Faults.Select(fault => fault.Message));
    }

    [Theory]
    [InlineData("[1]", "params.json: found [1], expected a JSON object of parameters")]
    [InlineData("", "params.json: not JSON: ")]
    [InlineData("{\"a\": 1, \"a\": 2}", "params.json: not JSON: Duplicate property 'a'")]
    public void TextThatIsNoObject_IsRefused(string json, string message) =>
        Assert.StartsWith(message, Assert.Throws<FaultException>(() => Read(json)).Message, StringComparison.Ordinal);

    [Fact]
    public void ProgramWithoutParameters_SaysSo() =>
        Assert.Equal(
            "params.json: found parameter 'a', expected no parameters",
            Assert.Throws<FaultException>(Read("""{"a": 1}""").RefuseFaults).Message);
}
