using System.Text.Json.Nodes;
using MlCi.Data;
using MlCi.Findings;
using MlCi.Testing;
using Telco;

namespace MlCi.Modeling.Tests;

public sealed class ExplanationTests : IDisposable
{
    private static readonly string TelcoData = Path.Combine(RepositoryRoot.Path, "pipelines", "telco-churn", "data");
    private readonly TemporaryFolder folder = new();
    private readonly StringWriter log = new() { NewLine = "\n" };

    public void Dispose()
    {
        folder.Dispose();
        log.Dispose();
    }

    // explanation_values.py made the values, with scikit-learn and numpy.
    [Fact]
    public async Task TelcoChurn_SaysWhatScikitLearnsCoefficientsSay_AndItAddsUpToTheScore()
    {
        folder.Write("params.json", "{\"l2\": 1.0}");
        Assert.Equal(0, await ModelProgram.Run(new TelcoChurn(), ["train", "--data", Path.Combine(TelcoData, "train.csv"), "--params", folder.Path("params.json"), "--seed", "1", "--out", folder.Path("model")], log));
        Assert.Equal(0, await ModelProgram.Run(new TelcoChurn(), ["explain", "--model", folder.Path("model"), "--data", Path.Combine(TelcoData, "holdout.csv"), "--out", folder.Path("lines.jsonl")], log));
        JsonNode[] lines = [.. File.ReadLines(folder.Path("lines.jsonl")).Select(line => JsonNode.Parse(line)!)];
        JsonNode expected = JsonNode.Parse(File.ReadAllText(Path.Combine(RepositoryRoot.Path, "tests", "MlCi.ModelProgram.Tests", "explanation_values.json")))!;

        Assert.Equal(Enumerable.Range(0, lines.Length), lines.Select(line => (int)line["row"]!));
        foreach (JsonNode row in expected["rows"]!.AsArray().OfType<JsonNode>())
        {
            JsonNode line = lines[(int)row["row"]!];
            Assert.Equal(("score", "log-odds"), ((string?)line["output"], (string?)line["scale"]));
            Assert.Equal((double)expected["base"]!, (double)line["base"]!, 1e-6);
            Assert.Equal((double)row["score"]!, (double)line["prediction"]!, 1e-6);
            JsonObject contributions = line["contributions"]!.AsObject();
            Assert.Equal(row["contributions"]!.AsObject().Select(one => one.Key).Order(), contributions.Select(one => one.Key).Order());
            foreach ((string column, JsonNode? value) in row["contributions"]!.AsObject())
                Assert.Equal((double)value!, (double)contributions[column]!, 1e-5);
        }

        foreach (JsonNode line in lines)
        {
            double sum = (double)line["base"]! + line["contributions"]!.AsObject().Sum(one => (double)one.Value!);
            Assert.Equal((double)line["prediction"]!, 1 / (1 + Math.Exp(-sum)), 1e-12);
        }
    }

    [Fact]
    public async Task ModelThatCannotSayIt_SaysSo()
    {
        folder.Write("rows.csv", "x\n1\n");
        Directory.CreateDirectory(folder.Path("model"));
        JsonModel.Save(folder.Path("model"), new FactorModel.Saved(0.1));

        Assert.Equal(ExitCodes.Misconfigured, await Explain(new FactorModel()));
        Assert.Equal("explain: this model does not say what its predictions are made of: its predictor is no IExplains\n", log.ToString());
        Assert.False(File.Exists(folder.Path("out.jsonl")));
    }

    [Theory]
    [InlineData(ExplanationScale.Prediction, 0.25, 0.25)]
    [InlineData(ExplanationScale.LogOdds, 0, 0.5)]
    [InlineData(ExplanationScale.Logarithm, -0.6931471805599453, 0.5)]
    public async Task ExplanationsAddUp_OnTheirScale(ExplanationScale scale, double contribution, double prediction)
    {
        folder.Write("rows.csv", "x\n1\n");
        Directory.CreateDirectory(folder.Path("model"));

        Assert.Equal(ExitCodes.Passed, await Explain(new SaidModel(prediction, new Explanation(scale, 1, [new("x", contribution - 1)]))));
        Assert.Equal(contribution, (double)JsonNode.Parse(File.ReadAllText(folder.Path("out.jsonl")))!["sum"]!, 1e-15);
    }

    [Fact]
    public async Task ExplanationOfAnotherNumber_IsABug()
    {
        folder.Write("rows.csv", "x\n1\n");
        Directory.CreateDirectory(folder.Path("model"));

        Assert.Equal(ModelProgram.Bug, await Explain(new SaidModel(0.5, new Explanation(ExplanationScale.LogOdds, 0, [new("x", 0.001)]))));
        Assert.Contains("row 0: the model's explanation adds up to 0.50024", log.ToString(), StringComparison.Ordinal);
        Assert.False(File.Exists(folder.Path("out.jsonl")));
    }

    [Fact]
    public void LinearTerms_AddUpTheFeaturesOfAColumn_AgainstTheirMeans()
    {
        double[][] rows = [[1, 0, 2], [3, 1, 4]];
        Assert.Equal([2, 0.5, 3], LinearTerms.MeansOf(rows));

        Explanation told = new LinearTerms(10, [1, 2, -1], LinearTerms.MeansOf(rows), ["a", "b", "a"]).Explain(rows[0], ExplanationScale.Prediction);

        Assert.Equal(10, told.Base);
        Assert.Equal([new Contribution("a", -1 + 1), new Contribution("b", -1)], told.Contributions);
        Assert.Equal(10 + 1 - 2, told.Sum);
    }

    private Task<int> Explain(IModel model) =>
        ModelProgram.Run(model, ["explain", "--model", folder.Path("model"), "--data", folder.Path("rows.csv"), "--out", folder.Path("out.jsonl")], log);

    private sealed class SaidModel(double prediction, Explanation explanation) : IModel, IExplains
    {
        public void Train(TrainingRun run) => throw new NotSupportedException();

        public IPredictor Load(string folder) => this;

        public double[] Predict(Table rows) => [prediction];

        public IReadOnlyList<Explanation> Explain(Table rows) => [explanation];
    }
}
