using System.Text.Json.Nodes;
using MlCi.Adapters.Runs;
using MlCi.Findings;
using MlCi.Runs;
using MlCi.Testing;

namespace MlCi.Cli.Tests;

/// <summary>The command <c>runs</c>.</summary>
[Collection(ConsoleTests.Name)]
public sealed class RunsCommandTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public RunsCommandTests()
    {
        // Three models of one pipeline, and one of another.
        foreach ((int minute, double auc, double l2, string pipeline) in new[] { (1, .85, 1.0, "churn"), (2, .75, 10, "churn"), (3, .8, 100, "churn"), (4, .9, 1, "other") })
        {
            DateTimeOffset started = new(2026, 10, 3, 14, minute, 0, TimeSpan.Zero);
            bool passes = auc >= .8;
            new RunStore(folder.Root).Write(new RunRecord
            {
                Id = RunId.Of(started, 0xa0000000u + (uint)minute),
                Pipeline = pipeline,
                Started = started,
                Verdict = passes ? RunVerdict.Passed : RunVerdict.Failed,
                ExitCode = passes ? 0 : 1,
                Reason = passes ? "all 1 gates passed" : "auc misses ≥ 0.8",
                Stages = [],
                Params = ParameterPaths.Of(new JsonObject { ["l2"] = l2 }),
                Seed = 1,
                Metrics = [new RunMetric("auc", auc, auc - .01, auc + .01, .9)],
                Gates = [],
                Digests = new RunDigests(null, null, null, null, null, null),
                Host = new RunHost("Linux", "X64", ".NET", 2, "0.1.0"),
            });
        }
    }

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("", "a0000004 a0000003 a0000002 a0000001")]
    [InlineData("--pipeline churn", "a0000003 a0000002 a0000001")]
    [InlineData("--pipeline churn,other --limit 1", "a0000004")]
    [InlineData("--sort auc", "a0000002 a0000003 a0000001 a0000004")]
    [InlineData("--sort auc --descending --limit 2", "a0000004 a0000001")]
    [InlineData("--sort params.l2", "a0000004 a0000001 a0000002 a0000003")]
    [InlineData("--descending", "a0000004 a0000003 a0000002 a0000001")]
    [InlineData("--sort started", "a0000001 a0000002 a0000003 a0000004")]
    [InlineData("--where auc>=0.8 --where params.l2=1.0", "a0000004 a0000001")]
    [InlineData("--where verdict!=passed", "a0000002")]
    public void List_SortsAndFilters(string options, string expected)
    {
        string[] line = options.Length == 0 ? [] : options.Split(' ');
        (int code, string output, string errors) = Runs(["list", .. line]);

        Assert.Equal((ExitCodes.Passed, ""), (code, errors));
        string[] rows = output.Split('\n', StringSplitOptions.RemoveEmptyEntries)[1..];
        Assert.Equal(expected.Split(' '), rows.Select(row => row.Split(' ')[0].Split('-')[2]));
        Assert.Equal(expected.Split(' '), JsonNode.Parse(Runs(["list", "--json", .. line]).Output)!.AsArray().Select(run => ((string)run!["id"]!).Split('-')[2]));
    }

    [Fact]
    public void List_ShowsWhatWasMeasured_AndTheParametersThatDiffer()
    {
        string output = Runs(["list", "--where", "pipeline=churn"]).Output;

        Assert.Equal(
            "20261003-140300-a0000003 2026-10-03 14:03:00 churn passed 0.800 [0.790, 0.810] 100 –",
            string.Join(' ', output.Split('\n')[1].Split(' ', StringSplitOptions.RemoveEmptyEntries)));
        Assert.Matches("^run +started.* +pipeline +verdict +auc +params.l2 +commit", output);
    }

    [Fact]
    public void Show_PrintsOne()
    {
        (int code, string output, _) = Runs(["show", "a0000002"]);

        Assert.Equal(ExitCodes.Passed, code);
        Assert.StartsWith("20261003-140200-a0000002 churn: failed (exit 1)", output, StringComparison.Ordinal);
        Assert.Contains("Metrics, 90 % intervals", output, StringComparison.Ordinal);
        Assert.Equal("20261003-140400-a0000004", (string?)JsonNode.Parse(Runs(["show", "latest", "--json"]).Output)!["id"]);
        Assert.Equal("20261003-140300-a0000003", (string?)JsonNode.Parse(Runs(["show", "latest", "--json", "--pipeline", "churn"]).Output)!["id"]);
    }

    [Fact]
    public void Compare_MarksWhatDiffers()
    {
        (int code, string output, _) = Runs(["compare", "a0000001", "a0000002"]);

        Assert.Equal(ExitCodes.Passed, code);
        Assert.Matches(@"\n≠ auc +0\.850 \[0\.840, 0\.860\] +0\.750 \[0\.740, 0\.760\]", output);
        Assert.Matches(@"\n  seed +1 +1", output);
        Assert.Contains("intervals side by side are no test", output, StringComparison.Ordinal);
        Assert.Equal(2, JsonNode.Parse(Runs(["compare", "a0000001", "a0000002", "--json"]).Output)!["runs"]!.AsArray().Count);
    }

    [Fact]
    public void Plot_PrintsOrWritesAFile()
    {
        (int code, string output, _) = Runs(["plot", "--metric", "auc", "--x", "params.l2", "--pipeline", "churn"]);
        Assert.Equal(ExitCodes.Passed, code);
        Assert.Contains("●", output, StringComparison.Ordinal);

        string file = folder.Path("plots", "auc.svg");
        Assert.Equal(ExitCodes.Passed, Runs(["plot", "--out", file]).ExitCode);
        Assert.StartsWith("<svg ", File.ReadAllText(file), StringComparison.Ordinal);
    }

    [Fact]
    public void Export_SaysWhatItWrote_AndHowToLookAtIt()
    {
        string store = folder.Path("mlruns");

        Assert.StartsWith($"exported 4 runs to {store}{Environment.NewLine}to look at them: MLFLOW_ALLOW_FILE_STORE=true mlflow ui --backend-store-uri {store}", Runs(["export", "--mlflow", store]).Output, StringComparison.Ordinal);
        Assert.StartsWith($"exported 0 runs to {store}; 3 there already", Runs(["export", "--mlflow", store, "--pipeline", "churn"]).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Prune_KeepsTheNewest()
    {
        Assert.Equal($"removed 2 runs, kept 2{Environment.NewLine}", Runs(["prune", "--keep", "1"]).Output);
        Assert.Equal(2, JsonNode.Parse(Runs(["list", "--json"]).Output)!.AsArray().Count);
    }

    [Fact]
    public void DamagedRecord_IsAWarning_AndTheRestIsListed()
    {
        folder.Write(".mlci/runs/20261003-140500-a0000005.json", "{");

        (int code, string output, string errors) = Runs(["list", "--json"]);

        Assert.Equal((ExitCodes.Passed, 4), (code, JsonNode.Parse(output)!.AsArray().Count));
        Assert.StartsWith("warning .mlci/runs/20261003-140500-a0000005.json: found no record of a run", errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("list --where acu>0.8", "found 'acu' in --where 'acu>0.8', which no run has; expected 'auc', or one of id,")]
    [InlineData("list --sort acu", "found 'acu' in --sort, which no run has; expected 'auc', or one of id,")]
    [InlineData("list --limit 0", "found '0' for '--limit', expected a whole number from 1 to 2147483647")]
    [InlineData("list --where verdict=passd", "found 'passd' in --where 'verdict=passd', expected 'passed', or one of passed, failed, none")]
    [InlineData("list --where dirty=yes", "found 'yes' in --where 'dirty=yes', expected one of true, false")]
    [InlineData("list --where started>2026-13-45", "found '2026-13-45' in --where 'started>2026-13-45', expected a time or its beginning")]
    [InlineData("list --pipeline chrun", "found no run of a pipeline 'chrun', expected 'churn', or one of churn, other")]
    [InlineData("list --force", "found '--force', which list does not use; expected it to be left out")]
    [InlineData("show", "found 0 runs to show, expected one: an id of 'mlci runs list', the beginning of one, or latest")]
    [InlineData("show a", "found 4 runs that begin with 'a', expected one: 20261003-140100-a0000001,")]
    [InlineData("compare latest", "found 1 run to compare, expected two or more")]
    [InlineData("plot --metric acu", "found no run with 'acu' and 'started', expected --metric one of auc")]
    [InlineData("export", "found nothing to export to, expected --mlflow FOLDER")]
    [InlineData("prune", "found nothing to keep, expected --keep N")]
    [InlineData("lst", "found command 'lst', expected 'list', or one of list, show, compare, plot, export, prune")]
    public void Fault_IsOneClearMessage(string line, string fault)
    {
        (int code, string output, string errors) = Runs(line.Split(' '));

        Assert.Equal((ExitCodes.Misconfigured, ""), (code, output));
        Assert.StartsWith($"error {fault}", errors, StringComparison.Ordinal);
        Assert.Single(errors.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public void WithoutRuns_SaysWhatLeavesOne()
    {
        using var empty = new TemporaryFolder();

        Assert.StartsWith("no runs yet: Gate, Compare, Evaluate and Train leave one each", MlciRun.Run("runs", "list", "--root", empty.Root, "--sort", "auc").Output, StringComparison.Ordinal);
        Assert.Equal("[]", MlciRun.Run("runs", "list", "--root", empty.Root, "--json").Output.Trim());
        Assert.Contains("there is none yet", MlciRun.Run("runs", "show", "latest", "--root", empty.Root).Errors, StringComparison.Ordinal);
    }

    // Every line of the help that looks like a command is one; 7f3a is nobody's id here.
    [Fact]
    public void ExamplesOfTheHelp_Run()
    {
        string[] examples =
        [
            .. MlciRun.Run("runs", "list", "--help").Output.Split(Environment.NewLine).Select(line => line.Trim())
                .Where(line => line.StartsWith("mlci runs ", StringComparison.Ordinal)).Select(line => line.Split("   ")[0].Trim()),
        ];

        Assert.Equal(10, examples.Length);
        foreach (string example in examples)
        {
            string[] words = [.. example.Replace("telco-churn", "churn", StringComparison.Ordinal).Replace("7f3a", "a0000001", StringComparison.Ordinal)
                .Replace("\"", "", StringComparison.Ordinal).Split(' ')[2..].Select(word => word is "auc.svg" or "mlruns" ? folder.Path(word) : word)];
            (int code, _, string errors) = Runs(words);
            Assert.True(code == ExitCodes.Passed, $"{example}: {errors}");
        }
    }

    [Theory]
    [InlineData("runs --help", ExitCodes.Passed)]
    [InlineData("runs show --help", ExitCodes.Passed)]
    [InlineData("runs export --help", ExitCodes.Passed)]
    [InlineData("runs", ExitCodes.Misconfigured)]
    public void Help_HasExamples(string line, int exitCode)
    {
        (int code, string output, string errors) = MlciRun.Run(line.Split(' '));

        Assert.Equal((exitCode, ""), (code, errors));
        Assert.Contains("mlci runs compare 7f3a latest", output, StringComparison.Ordinal);
    }

    private (int ExitCode, string Output, string Errors) Runs(string[] line) => MlciRun.Run(["runs", .. line, "--root", folder.Root]);
}
