using System.Text.Json.Nodes;
using MlCi.Adapters.Scaffolding;
using MlCi.Findings;
using MlCi.IntegrationTests.Samples;
using MlCi.Metrics;
using MlCi.Testing;
using Spectre.Console;
using Xunit.Abstractions;

namespace MlCi.IntegrationTests.Stages;

/// <summary>What <c>mlci init</c> writes for real data builds, trains at once, and is gated: it passes or fails for a true reason.</summary>
public sealed class InitGateTests(ITestOutputHelper output) : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void LoansInCSharp_Pass()
    {
        using SampleRepository repository = Init(Sample("lending-club"), "Class", TrainerFamily.CSharp, PredictionTask.Binary);

        JsonNode report = Gate(repository, ExitCodes.Passed);

        Assert.Equal("passed", Verdict(report, "auc"));
    }

    [Fact]
    public void DiamondsInCSharp_Pass()
    {
        using SampleRepository repository = Init(Sample("diamond-price"), "price", TrainerFamily.CSharp, PredictionTask.Regression);

        JsonNode report = Gate(repository, ExitCodes.Passed);

        Assert.Equal(["passed", "passed"], new[] { "r2", "mae" }.Select(id => Verdict(report, id)));
    }

    [Fact]
    public void CutsOfDiamondsInCSharp_AreSeveralClasses_AndPass()
    {
        using SampleRepository repository = Init(Sample("diamond-price", rows: 6000), "cut", TrainerFamily.CSharp, PredictionTask.Multiclass);

        JsonNode report = Gate(repository, ExitCodes.Passed);

        Assert.Equal("passed", Verdict(report, "log_loss"));
    }

    [SkippableFact]
    public void CustomersInPython_Pass()
    {
        Sklearn.SkipWithout();
        using SampleRepository repository = Init(Sample("telco-churn"), "churn", TrainerFamily.Python, PredictionTask.Binary);

        JsonNode report = Gate(repository, ExitCodes.Passed);

        Assert.Equal(["passed", "passed", "passed"], new[] { "auc", "log_loss", "accuracy" }.Select(id => Verdict(report, id)));
    }

    [SkippableTheory]
    [InlineData("price", PredictionTask.Regression)]
    [InlineData("cut", PredictionTask.Multiclass)]
    public void DiamondsInPython_Pass(string label, PredictionTask task)
    {
        Sklearn.SkipWithout();
        using SampleRepository repository = Init(Sample("diamond-price", rows: 6000), label, TrainerFamily.Python, task);

        Gate(repository, ExitCodes.Passed);
    }

    // Labels that nothing tells of: the limits come from the labels, not from a model, so that there is something to fail.
    [SkippableFact]
    public void LabelsByChance_Fail_AsTheModelIsNoBetterThanACoin()
    {
        Sklearn.SkipWithout();
        string[] lines = File.ReadAllLines(Sample("telco-churn"));
        string[] labels = [.. lines.Skip(1).Select(line => line[..line.IndexOf(',', StringComparison.Ordinal)])];
        new Random(1).Shuffle(labels);
        string data = folder.Write("telco-churn.csv", string.Join('\n', lines.Skip(1).Select((line, row) => labels[row] + line[line.IndexOf(',', StringComparison.Ordinal)..]).Prepend(lines[0])) + "\n");
        using SampleRepository repository = Init(data, "churn", TrainerFamily.Python, PredictionTask.Binary);

        JsonNode report = Gate(repository, ExitCodes.Negative);

        Assert.Matches(@"^auc 0\.\d+ \[0\.\d+, 0\.\d+\] misses ≥ 0\.55", (string)report["reason"]!);
    }

    private SampleRepository Init(string data, string label, TrainerFamily trainer, PredictionTask task)
    {
        SampleRepository repository = SampleRepository.Without(Path.GetFileNameWithoutExtension(data), withSources: trainer != TrainerFamily.Python);
        using var told = new StringWriter();
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, Out = new AnsiConsoleOutput(told) });

        string name = Scaffold.Write(new ScaffoldRequest { Root = repository.Root, Data = data, Label = label, Trainer = trainer }, console);

        output.WriteLine(told.ToString());
        Assert.Equal(repository.Pipeline, name);
        Assert.Contains($"task      {PredictionTasks.NameOf(task)}: ", told.ToString(), StringComparison.Ordinal);
        return repository;
    }

    private JsonNode Gate(SampleRepository repository, int expected)
    {
        (int code, string printed) = repository.Run("Gate");
        output.WriteLine(printed);
        Assert.True(code == expected, printed);
        JsonNode report = JsonNode.Parse(File.ReadAllText(repository.Artifact("gate.json")))!;
        // Whatever the verdict: its own tests passed, and it trained.
        Assert.All(report["stages"]!.AsArray().Where(stage => (string?)stage!["name"] is "ValidateData" or "TestPreprocessing" or "Train"), stage => Assert.Equal("passed", (string?)stage!["status"]));
        return report;
    }

    private static string? Verdict(JsonNode report, string id) => (string?)report["gates"]!.AsArray().Single(gate => (string?)gate!["id"] == id)!["verdict"];

    // The samples' own training data, as a file that somebody has.
    private string Sample(string pipeline, int rows = int.MaxValue) => folder.Write(
        $"{pipeline}.csv", string.Join('\n', File.ReadLines(Path.Combine(RepositoryRoot.Path, "pipelines", pipeline, "data", "train.csv")).Take(rows == int.MaxValue ? rows : rows + 1)) + "\n");
}
