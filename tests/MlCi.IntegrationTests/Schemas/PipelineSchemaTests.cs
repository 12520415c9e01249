using MlCi.Findings;
using MlCi.Pipelines;
using MlCi.Testing;

namespace MlCi.IntegrationTests.Schemas;

/// <summary>What editors say of a pipeline.yml is what the product says.</summary>
public sealed class PipelineSchemaTests : IDisposable
{
    private const string Schema = "Pipelines/pipeline.schema.json";
    private const string Right = """
        version: 1
        task: binary
        data: {train: train.csv, holdout: holdout.csv}
        label: {column: churn, positive: "Yes"}
        tests: none
        train: {project: model.csproj}
        slices: [contract, {name: age_band, column: age, bins: [30, 50]}]
        gates: [{metric: auc, min: 0.8}, {metric: log_loss, max: 1.7, slices: all}]
        compare: [{metric: auc, margin: 0.01}]

        """;

    private static readonly (string Old, string Replacement)[] Wrong =
    [
        ("version: 1", "version: 2"), ("version: 1\n", ""), ("task: binary", "task: regression"), ("task: binary", "task:"),
        ("train: train.csv, ", ""), ("train: train.csv", "train: [a]"), ("holdout.csv}", "holdout.csv, test: x}"), ("tests: none", ""),
        (", positive: \"Yes\"", ""), ("{project: model.csproj}", "{}"), ("model.csproj}", "model.csproj, timeout: 5}"),
        ("model.csproj}", "model.csproj, timeout: 5 minutes}"), ("task: binary", "task: binary\ngate: []"), ("task: binary", "task: binary\nfairness: {}"),
        ("task: binary", "task: binary\nseed: -1"), ("task: binary", "task: binary\nseed: 1.5"), ("task: binary", "task: binary\nseed: 2147483648"),
        ("task: binary", "task: binary\nalpha: 0.5"), ("task: binary", "task: binary\nalpha: 0"), ("task: binary", "task: binary\npower: 1"),
        ("task: binary", "task: binary\ndecision: 1.5"), ("task: binary", "task: binary\nchampion: none"), ("task: binary", "task: binary\nparams: 7"),
        ("min: 0.8", "min: 1.7"), ("min: 0.8", "min: -0.1"), (", min: 0.8", ""),
        ("min: 0.8", "min: 0.8, max: 0.9"), ("min: 0.8", "min: 0.8, planned: 2"), ("min: 0.8", "min: 0.8, when_inconclusive: ignore"),
        ("min: 0.8", "min: 0.8, slice: contract"), ("slices: all", "slices: []"), ("slices: all", "slices: contract"),
        ("[{metric: auc, min: 0.8}, {metric: log_loss, max: 1.7, slices: all}]", "[]"), ("bins: [30, 50]", "bins: []"), ("bins: [30, 50]", "bins: 30"),
        ("bins: [30, 50]", "edges: [30]"), ("column: age, ", ""), ("metric: auc, margin", "metric: f1, margin"), ("margin: 0.01", "margin: 0"),
        ("margin: 0.01", "margin: 1"), ("margin: 0.01", "planned: 2"), ("margin: 0.01", "min: 0.8"),
    ];

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [SkippableFact]
    public void EverySample_IsValid()
    {
        string[] samples = Directory.GetFiles(Path.Combine(RepositoryRoot.Path, "pipelines"), "pipeline.yml", SearchOption.AllDirectories);

        Assert.NotEmpty(samples);
        Assert.All(PythonSchema.Validate(Schema, samples), answer => Assert.Equal("valid", answer));
    }

    [SkippableFact]
    public void RightFile_IsTakenByBoth()
    {
        PipelineFile.Read(Right, "pipeline.yml", "churn");

        Assert.Equal(["valid"], PythonSchema.Validate(Schema, folder.Write("right.yml", Right)));
    }

    [SkippableFact]
    public void WrongFile_IsRefusedByBoth()
    {
        string[] texts = [.. Wrong.Select(change => Right.Replace(change.Old, change.Replacement, StringComparison.Ordinal))];
        string[] answers = PythonSchema.Validate(Schema, [.. texts.Select((text, i) => folder.Write($"{i:00}.yml", text))]);

        Assert.Equal(texts.Length, answers.Length);
        foreach ((string text, string answer) in texts.Zip(answers))
        {
            Assert.NotEqual(Right, text);
            Assert.True(answer != "valid", $"the schema takes\n{text}");
            FaultException refused = Assert.Throws<FaultException>(() => PipelineFile.Read(text, "pipeline.yml", "churn"));
            Assert.Equal(ExitCodes.Misconfigured, refused.ExitCode);
        }
    }
}
