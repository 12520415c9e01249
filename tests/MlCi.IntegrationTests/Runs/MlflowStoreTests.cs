using System.Diagnostics;
using System.Text.Json.Nodes;
using MlCi.Adapters.Runs;
using MlCi.Adapters.Stages;
using MlCi.Pipelines;
using MlCi.Runs;
using MlCi.Testing;
using Spectre.Console;

namespace MlCi.IntegrationTests.Runs;

/// <summary>Runs of the engine, exported, and read by another implementation of MLflow's rules.</summary>
public sealed class MlflowStoreTests : IDisposable
{
    private const string Python = "/usr/bin/python3";
    private readonly TinyRepository repository = new();

    public void Dispose() => repository.Dispose();

    [SkippableFact]
    public void Store_HoldsEveryRun_WithItsMetricsAndIntervals()
    {
        Skip.IfNot(File.Exists(Python) && Run("-c", "import yaml").ExitCode == 0, $"{Python} has no yaml (Debian: python3-yaml)");
        repository.EditPipeline("mode: good", "mode: good\n  tree: {depth: 3, \"odd/name\": 1}");
        Gate();
        repository.SetMode("reversed");
        Gate();
        repository.EditPipeline("mode: reversed", "mode: train-crash");
        Gate();
        RunRecord[] records = [.. new RunStore(repository.Root).Read().Records.OrderBy(record => record.Started)];
        Assert.Equal(3, records.Length);

        string store = repository.Path("mlruns");
        MlflowExport.Write(records, store);
        (int code, string output) = Run(Path.Combine(RepositoryRoot.Path, "tests", "MlCi.IntegrationTests", "Runs", "mlflow_store.py"), store);

        Assert.True(code == 0, output);
        JsonNode experiments = JsonNode.Parse(output)!;
        Assert.Equal(["Default", "tiny"], experiments.AsObject().Select(one => one.Key).Order());
        JsonNode[] runs = [.. experiments["tiny"]!.AsArray().Select(run => run!).OrderBy(run => (long)run["start"]!)];
        Assert.Equal(["FINISHED", "FAILED", "FAILED"], runs.Select(run => (string?)run["status"]));
        Assert.Equal(["passed", "failed", "failed"], runs.Select(run => (string?)run["tags"]!["mlci.verdict"]));
        foreach ((RunRecord record, JsonNode run) in records.Zip(runs))
        {
            Assert.Equal((record.Id, record.Id, record.Started.ToUnixTimeMilliseconds()), ((string)run["name"]!, (string)run["record"]!, (long)run["start"]!));
            Assert.Equal(record.Digests.Model, (string?)run["tags"]!["mlci.digest.model"]);
            foreach (RunMetric metric in record.Metrics)
            {
                Assert.Equal(metric.Estimate, (double?)run["metrics"]![metric.Name]);
                Assert.Equal(metric.Lower, (double?)run["metrics"]![metric.Name + "_lower"]);
                Assert.Equal(metric.Upper, (double?)run["metrics"]![metric.Name + "_upper"]);
            }
        }

        Assert.Equal(("good", "3", "1", "7"), (
            (string)runs[0]["params"]!["mode"]!, (string)runs[0]["params"]!["tree.depth"]!, (string)runs[0]["params"]!["tree.odd_name"]!, (string)runs[0]["params"]!["seed"]!));
        Assert.NotNull(runs[0]["metrics"]!["gates/accuracy_group_even_lower"]);
        Assert.NotNull(runs[0]["metrics"]!["seconds/Train"]);
    }

    private void Gate()
    {
        using var engine = new Engine(
            new RunOptions { Root = repository.Root, VerdictStage = "Gate" },
            AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, Out = new AnsiConsoleOutput(TextWriter.Null) }));
        foreach (StageInfo step in StagePlan.For(["Gate"]))
            engine.Run(step.Name);
    }

    private static (int ExitCode, string Output) Run(params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(Python, arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, process.ExitCode == 0 ? output : error.GetAwaiter().GetResult());
    }
}
