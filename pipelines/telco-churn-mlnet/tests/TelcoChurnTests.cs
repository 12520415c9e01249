using MlCi.Data;
using MlCi.Findings;
using MlCi.Modeling;

namespace Telco.Tests;

public sealed class TelcoChurnTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("telco-churn-mlnet-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("SdcaLogisticRegression")]
    [InlineData("LbfgsLogisticRegression")]
    [InlineData("FastTree")]
    public void TrainingTwice_GivesTheSameBytes(string trainer)
    {
        string parameters = $$"""{"trainer": "{{trainer}}"}""";

        Assert.Equal(Trained("a", parameters), Trained("b", parameters));
    }

    [Fact]
    public void LoadedModel_NeedsNoLabel()
    {
        Trained("model", """{"trainer": "LbfgsLogisticRegression"}""");
        IPredictor model = new TelcoChurn().Load(Path.Combine(folder, "model"));

        double[] scores = model.Predict(Some());

        Assert.Equal(scores, model.Predict(Some().Without("churn")));
        Assert.InRange(scores[0], 0.5, 1);
        Assert.InRange(scores[^1], 0, 0.5);
    }

    [Fact]
    public void UnknownParameters_AreRefusedBeforeTraining()
    {
        FaultException e = Assert.Throws<FaultException>(() => Trained("model", """{"trainer": "LbfgsLogisticRegression", "l2": 1}"""));

        Assert.StartsWith("params.json: found parameter 'l2', expected one of historySize, ", e.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(folder, "model")));
    }

    private static Table Some() => Customers.Table([.. Enumerable.Range(0, 12).SelectMany(i => new[]
    {
        $"churn=Yes,contract=Month-to-month,tenure={i}", $"churn=No,contract=Two year,tenure={70 - i}",
    })]);

    private byte[] Trained(string name, string parameters)
    {
        string output = Directory.CreateDirectory(Path.Combine(folder, name)).FullName;
        new TelcoChurn().Train(new TrainingRun(Some(), new Parameters(parameters, "params.json"), 1, output, _ => { }));
        return File.ReadAllBytes(Path.Combine(output, "model.zip"));
    }
}
