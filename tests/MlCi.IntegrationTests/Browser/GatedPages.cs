using MlCi.Adapters.Stages;
using MlCi.Findings;
using MlCi.Pipelines;
using MlCi.Reports;
using MlCi.Testing;
using Spectre.Console;

namespace MlCi.IntegrationTests.Browser;

/// <summary>gate.html as real gates write it, of every task and end, and those of the sample reports.</summary>
public sealed class GatedPages : IDisposable
{
    private const string Data = "data: {train: data/train.csv, holdout: data/holdout.csv";
    private const string RegressionGates = "  - {metric: rmse, max: 1.5}\n  - {metric: mae, max: 1.5, slices: all}";
    private const string ClassGates = "  - {metric: macro_f1, min: 0.4}\n  - {metric: log_loss, max: 1, slices: all}";

    private static readonly Dictionary<string, Action<TinyRepository>> Gates = new(StringComparer.Ordinal)
    {
        ["passed"] = _ => { },
        ["failed"] = repository => repository.SetMode("reversed"),
        ["not evaluated"] = repository => repository.SetMode("crash"),
        ["regression"] = repository => repository.SetTask("regression", "number", RegressionGates, "rmse"),
        ["several classes"] = repository => repository.SetTask("multiclass", "classes", ClassGates, "log_loss"),
        ["weighted"] = repository =>
        {
            repository.SetTask("multiclass", "blind-classes", ClassGates, "log_loss");
            repository.EditPipeline(Data, $"{Data}, weight: w");
        },
        ["hostile names"] = repository => repository.Write("pipelines/tiny/data/holdout.csv", File.ReadAllText(repository.Path("pipelines/tiny/data/holdout.csv"))
            .Replace(",even,", $",\"{Hostile}\",", StringComparison.Ordinal)),
    };

    private readonly TinyRepository repository = new();
    private readonly Dictionary<string, string> pages = new(StringComparer.Ordinal);

    /// <summary>A name that opens a box, if it is ever read as more than text.</summary>
    public const string Hostile = "</script><script>alert(1)</script><img src=x onerror=alert(2)>' onmouseover='alert(3) https://evil.example/a.png";

    /// <summary>The names of all pages.</summary>
    public static IEnumerable<string> Names => [.. Gates.Keys, .. SamplePages.Reports.Keys];

    /// <summary>A page.</summary>
    /// <param name="name">Its name.</param>
    public string this[string name] => SamplePages.Reports.TryGetValue(name, out GateReport? report) ? SamplePages.Write(report)
        : pages.TryGetValue(name, out string? page) ? page : pages[name] = Gate(name);

    public void Dispose() => repository.Dispose();

    private string Gate(string name)
    {
        repository.AddPipeline(TinyRepository.Pipeline);
        Gates[name](repository);
        using var output = new StringWriter();
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, Out = new AnsiConsoleOutput(output) });
        using var engine = new Engine(new RunOptions { Root = repository.Root }, console);
        foreach (StageInfo step in StagePlan.For(["Gate"]))
            engine.Run(step.Name);
        Assert.True(engine.ExitCode == (name is "failed" or "not evaluated" or "weighted" ? ExitCodes.Negative : ExitCodes.Passed), $"{name}: {output}");
        return File.ReadAllText(repository.Artifact("gate.html"));
    }
}
