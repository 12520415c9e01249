namespace MlCi.Tests.Pipelines;

public sealed class ParametersTests
{
    [Theory]
    [InlineData("1", "1")]
    [InlineData("-7", "-7")]
    [InlineData("1.0", "1")]
    [InlineData("0.25", "0.25")]
    [InlineData(".5", "0.5")]
    [InlineData("1e-3", "0.001")]
    [InlineData("0x1F", "31")]
    [InlineData("true", "true")]
    [InlineData("False", "false")]
    [InlineData("yes", "\"yes\"")]
    [InlineData("", "null")]
    [InlineData("~", "null")]
    [InlineData("null", "null")]
    [InlineData("\"1\"", "\"1\"")]
    [InlineData("'true'", "\"true\"")]
    [InlineData("!!str 1", "\"1\"")]
    [InlineData("1_000", "\"1_000\"")]
    [InlineData("2024-05-01", "\"2024-05-01\"")]
    [InlineData(".inf", "\".inf\"")]
    [InlineData("a text", "\"a text\"")]
    [InlineData("[1, a, [true]]", "[1,\"a\",[true]]")]
    [InlineData("{b: 1, a: {c: }}", "{\"b\":1,\"a\":{\"c\":null}}")]
    public void Value_BecomesJson_AsYaml12HasIt(string yaml, string json) =>
        Assert.Equal($"{{\"p\":{json}}}", Sample.Read(Sample.And($"params: {{p: {yaml}}}")).Parameters.ToJsonString());

    [Fact]
    public void Alias_IsWrittenOut() => Assert.Equal(
        """{"a":[1,2],"b":[1,2]}""", Sample.Read(Sample.And("params: {a: &x [1, 2], b: *x}")).Parameters.ToJsonString());

    [Theory]
    [InlineData("params: &x {a: *x}", "13:16: found alias '*x', expected the name of an anchor that ends before it")]
    [InlineData("params: {a: &x [1, *x]}", "13:20: found alias '*x', expected the name of an anchor that ends before it")]
    [InlineData("? &x {*x : 1}\n: 2", "13:7: found alias '*x', expected the name of an anchor that ends before it")]
    [InlineData("params: {a: &a [1,1,1,1,1,1,1,1,1,1], b: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a,*a], c: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b,*b], "
        + "d: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c,*c], e: [*d,*d,*d,*d,*d,*d,*d,*d,*d,*d]}",
        "13:160: found more than 20000 values, counting each alias as what it stands for; expected fewer")]
    public void Alias_ThatStandsForTooMuch_IsAFault(string lines, string fault) => Assert.Equal(fault, Sample.Faults(Sample.And(lines)));

    [Theory]
    [InlineData("params: {1: a, \"1\": b}", "13:16: found key '1' twice, expected it once")]
    [InlineData("params: {[a]: b}", "13:10: found a key that is no plain text, expected a name")]
    public void WrongKey_IsAFault(string lines, string fault) => Assert.Equal(fault, Sample.Faults(Sample.And(lines)));
}
