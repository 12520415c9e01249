using MlCi.Data;
using MlCi.Findings;
using MlCi.Modeling;

namespace Diamonds.Tests;

public sealed class DiamondPriceTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("diamond-price-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void TrainingTwice_GivesTheSameBytes() =>
        Assert.Equal(Trained("a", "{}", seed: 1), Trained("b", """{"l2": 1.0, "drop": []}""", seed: 2));

    [Fact]
    public void LoadedModel_PredictsDollars_AndNeedsNoLabel()
    {
        Trained("model", """{"l2": 0.001}""");
        IPredictor model = new DiamondPrice().Load(Path.Combine(folder, "model"));

        double[] prices = model.Predict(Some());

        Assert.Equal(PredictionColumns.Number, model.Columns);
        Assert.Equal(prices, model.Predict(Some().Without(DiamondPrice.Label)));
        Assert.Equal([500, 1000, 2000, 8000], prices, (a, b) => Math.Abs(a - b) < 0.01 * a);
    }

    [Fact]
    public void Contributions_AddUpToThePricesLogarithm()
    {
        Trained("model", """{"l2": 0.001}""");
        var model = (IExplains)new DiamondPrice().Load(Path.Combine(folder, "model"));

        IReadOnlyList<Explanation> told = model.Explain(Some());

        Assert.Equal(["carat", "x", "y", "z", "depth", "table", "cut", "color", "clarity", "carat × cut", "carat × color", "carat × clarity"], told[0].Contributions.Select(one => one.Column));
        Assert.Equal(model.Predict(Some()), told.Select(one => Math.Exp(one.Sum)), (a, b) => Math.Abs(a - b) < 1e-9 * a);
    }

    [Fact]
    public void UnknownParameters_AreRefusedBeforeTraining()
    {
        FaultException e = Assert.Throws<FaultException>(() => Trained("model", """{"L2": 1, "drop": ["carat"], "l2": 0}"""));

        Assert.Equal(3, e.Faults.Count);
        Assert.Contains("parameter 'l2': found 0, expected a number of ", e.Message, StringComparison.Ordinal);
        Assert.Contains("parameter 'drop': found \"carat\", expected one of x, ", e.Message, StringComparison.Ordinal);
        Assert.Contains("found parameter 'L2', expected one of drop, l2", e.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(folder, "model", JsonModel.FileName)));
    }

    [Theory]
    [InlineData("price=dear", "stones.csv:3: column 'price': found 'dear', expected a number more than 0")]
    [InlineData("price=", "stones.csv:3: column 'price': found no value, expected a number more than 0")]
    [InlineData("price=0", "stones.csv:3: column 'price': found '0', expected a number more than 0")]
    public void PricesThatCannotBeLearntFrom_AreRefused(string change, string message)
    {
        FaultException e = Assert.Throws<FaultException>(() => Trained("model", "{}", data: Stones.Table("", change)));

        Assert.Equal(message, e.Message);
        Assert.Equal(ExitCodes.Negative, e.ExitCode);
    }

    [Fact]
    public void NoRows_AreRefused()
    {
        FaultException e = Assert.Throws<FaultException>(() => Trained("model", "{}", data: Stones.Table()));

        Assert.Equal("stones.csv: found no row, expected some to learn from", e.Message);
    }

    // The price doubles with the weight's: a straight line in logarithms.
    private static Table Some() => Stones.Table(
        "price=500,carat=0.25,x=0,y=0,z=0", "price=1000,carat=0.5,x=0,y=0,z=0", "price=2000,carat=1,x=0,y=0,z=0", "price=8000,carat=4,x=0,y=0,z=0");

    private byte[] Trained(string name, string parameters, long seed = 1, Table? data = null)
    {
        string output = Path.Combine(folder, name);
        new DiamondPrice().Train(new TrainingRun(data ?? Some(), new Parameters(parameters, "params.json"), seed, output, _ => { }));
        return File.ReadAllBytes(Path.Combine(output, JsonModel.FileName));
    }
}
