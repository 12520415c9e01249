using System.Text.Json.Nodes;
using MlCi.Adapters.Stages;
using MlCi.Findings;
using MlCi.Pipelines;
using MlCi.Testing;
using Spectre.Console;

namespace MlCi.Adapters.Tests.Stages;

/// <summary>The real engine on a real repository.</summary>
[Collection(EngineSetup.Name)]
public abstract class EngineTest(EngineSetup setup) : IAsyncLifetime
{
    protected TinyRepository Repository { get; } = setup.NewRepository();

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync()
    {
        Repository.Dispose();
        return Task.CompletedTask;
    }

    /// <summary>Runs a stage after those that it depends on; gives the exit code and what was printed.</summary>
    protected (int ExitCode, string Output) Run(string stage, Func<RunOptions, RunOptions>? with = null)
    {
        using var output = new StringWriter();
        int code = Run(stage, output, CancellationToken.None, with);
        return (code, output.ToString());
    }

    protected int Run(string stage, TextWriter output, CancellationToken interrupted, Func<RunOptions, RunOptions>? with = null)
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, Out = new AnsiConsoleOutput(output) });
        var options = new RunOptions { Root = Repository.Root, VerdictStage = StagePlan.VerdictOf([stage]) };
        using var engine = new Engine(with is null ? options : with(options), console, interrupted);
        engine.Run([.. StagePlan.For([stage]).Select(step => step.Name)]);
        return engine.ExitCode;
    }

    /// <summary>Gates where an earlier run has passed; the run must give no verdict, leave nothing, and say why.</summary>
    protected void AssertNoVerdict(int exitCode, params string[] messages)
    {
        Repository.LeaveEarlierVerdict();

        (int code, string output) = Run("Gate");

        AssertSaid(output, messages);
        Assert.Equal(exitCode, code);
        Assert.Empty(Repository.Verdict());
        Assert.Empty(Repository.Unfinished());
        Assert.DoesNotContain("PASSED", output, StringComparison.Ordinal);
    }

    /// <summary>Gates where an earlier run has passed; the run must fail, say why on the console and in gate.json, and leave nothing unfinished.</summary>
    protected JsonNode AssertFails(params string[] messages)
    {
        Repository.LeaveEarlierVerdict();

        (int code, string output) = Run("Gate");

        JsonNode report = AssertFailedReport();
        AssertSaid((string)report["reason"]!, messages);
        // The console quotes what follows a message's first line.
        AssertSaid(output.Replace("\n  | ", "\n", StringComparison.Ordinal), [.. messages.Select(WithoutStage)]);
        Assert.Equal(ExitCodes.Negative, code);
        Assert.Empty(Repository.Unfinished());
        return report;
    }

    protected void AssertPasses()
    {
        (int code, string output) = Run("Gate");
        Assert.True(code == ExitCodes.Passed, output);
        Assert.Equal("passed", (string?)Report()["verdict"]);
    }

    protected JsonNode Report() => JsonNode.Parse(File.ReadAllText(Repository.Artifact("gate.json")))!;

    /// <summary>How a stage ended, by gate.json.</summary>
    protected static string? StatusOf(JsonNode report, string stage) =>
        (string?)report["stages"]!.AsArray().Single(one => (string?)one!["name"] == stage)!["status"];

    /// <summary>Shows the whole text where a part is missing.</summary>
    protected static void AssertSaid(string text, params string[] parts) =>
        Assert.All(parts, part => Assert.True(text.Contains(part, StringComparison.Ordinal), $"not said: {part}\nbut: {text}"));

    /// <summary>A decision in gate.json.</summary>
    protected static JsonNode Gate(JsonNode report, string id) => report["gates"]!.AsArray().Single(gate => (string?)gate!["id"] == id)!;

    // The stage's line on the console begins with its name already.
    private static string WithoutStage(string message) => message[(message.IndexOf(": ", StringComparison.Ordinal) is > 0 and var at && StagePlan.Find(message[..at]) is not null ? at + 2 : 0)..];

    private JsonNode AssertFailedReport()
    {
        JsonNode report = Report();
        Assert.Equal("failed", (string?)report["verdict"]);
        Assert.Equal(ExitCodes.Negative, (int)report["exitCode"]!);
        Assert.StartsWith("## ❌", File.ReadAllText(Repository.Artifact("gate.md")), StringComparison.Ordinal);
        Assert.Matches("<(failure|error) ", File.ReadAllText(Repository.Artifact("gate.junit.xml")));
        return report;
    }
}
