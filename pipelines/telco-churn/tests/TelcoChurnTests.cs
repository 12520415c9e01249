using MlCi.Data;
using MlCi.Findings;
using MlCi.Modeling;

namespace Telco.Tests;

public sealed class TelcoChurnTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("telco-churn-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void TrainingTwice_GivesTheSameBytes() =>
        Assert.Equal(Trained("a", "{}", seed: 1), Trained("b", """{"l2": 1.0, "drop": []}""", seed: 2));

    [Fact]
    public void LoadedModel_PredictsAsTheFittedOne_AndNeedsNoLabel()
    {
        Trained("model", "{}");
        IPredictor model = new TelcoChurn().Load(Path.Combine(folder, "model"));

        double[] scores = model.Predict(Some());

        Assert.Equal(scores, model.Predict(Some().Without(TelcoChurn.Label)));
        Assert.InRange(scores[0], 0.5, 1);
        Assert.InRange(scores[^1], 0, 0.5);
    }

    [Fact]
    public void Contributions_AddUpToTheLogOdds_AndCancelOutOverTheTrainingData()
    {
        Trained("model", "{}");
        var model = (IExplains)new TelcoChurn().Load(Path.Combine(folder, "model"));

        IReadOnlyList<Explanation> told = model.Explain(Some());

        Assert.Equal(Features.AllColumns, told[0].Contributions.Select(one => one.Column));
        Assert.Equal(model.Predict(Some()), told.Select(one => LogisticRegression.Probability(one.Sum)), (a, b) => Math.Abs(a - b) < 1e-12);
        Assert.All(Features.AllColumns, column => Assert.Equal(0, told.Sum(one => one.Contributions.Single(part => part.Column == column).Value), 1e-9));
        Assert.True(told[0].Contributions.Single(one => one.Column == "contract").Value > 0);
    }

    [Fact]
    public void UnknownParameters_AreRefusedBeforeTraining()
    {
        FaultException e = Assert.Throws<FaultException>(() => Trained("model", """{"L2": 1, "drop": ["contrakt"], "l2": -1}"""));

        Assert.Equal(3, e.Faults.Count);
        Assert.Contains("parameter 'l2': found -1, expected a number of 0 or more", e.Message, StringComparison.Ordinal);
        Assert.Contains("parameter 'drop': found \"contrakt\", expected one of tenure, ", e.Message, StringComparison.Ordinal);
        Assert.Contains("found parameter 'L2', expected one of drop, l2", e.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(folder, "model", JsonModel.FileName)));
    }

    [Theory]
    [InlineData("churn=Maybe", "data.csv:3: column 'churn': found 'Maybe', expected No or Yes")]
    [InlineData("churn=", "data.csv:3: column 'churn': found no value, expected No or Yes")]
    [InlineData("churn=No", "data.csv: column 'churn': found 'No' in all 2 rows, expected both No and Yes")]
    public void LabelsThatCannotBeLearntFrom_AreRefused(string change, string message)
    {
        Table data = Customers.Table("", change);

        FaultException e = Assert.Throws<FaultException>(() => Trained("model", "{}", data: data));

        Assert.Equal(message.Replace("data.csv", "customers.csv", StringComparison.Ordinal), e.Message);
    }

    private static Table Some() => Customers.Table(
        "churn=Yes,contract=Month-to-month,tenure=1", "churn=Yes,contract=Month-to-month,tenure=5", "churn=Yes,tenure=2",
        "churn=No,contract=Two year,tenure=70", "churn=No,contract=Two year,tenure=30", "churn=No,tenure=50");

    private byte[] Trained(string name, string parameters, long seed = 1, Table? data = null)
    {
        string output = Path.Combine(folder, name);
        new TelcoChurn().Train(new TrainingRun(data ?? Some(), new Parameters(parameters, "params.json"), seed, output, _ => { }));
        return File.ReadAllBytes(Path.Combine(output, JsonModel.FileName));
    }
}
