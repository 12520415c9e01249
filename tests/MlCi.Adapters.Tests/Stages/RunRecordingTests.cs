using MlCi.Adapters.Runs;
using MlCi.Adapters.Stages;
using MlCi.Findings;
using MlCi.Gates;
using MlCi.Pipelines;
using MlCi.Runs;
using MlCi.Testing;
using Spectre.Console;

namespace MlCi.Adapters.Tests.Stages;

/// <summary>What a run leaves in <c>.mlci/runs</c>.</summary>
public sealed class RunRecordingTests(EngineSetup setup) : EngineTest(setup)
{
    private static readonly string[] GateStages = ["ValidateData", "TestPreprocessing", "Train", "Evaluate", "Compare", "Gate"];

    [Fact]
    public void Gate_LeavesOneRecord_OfWhatItWasGivenAndWhatCameOfIt()
    {
        DateTimeOffset before = DateTimeOffset.UtcNow;
        AssertPasses();

        RunRecord run = Assert.Single(Runs());
        Assert.Equal((RunVerdict.Passed, 0, "all 3 gates passed", "tiny", 7), (run.Verdict, run.ExitCode, run.Reason, run.Pipeline, run.Seed));
        Assert.Equal(GateStages, run.Stages.Select(stage => stage.Name));
        Assert.Equal((StageStatus.Passed, false), (run.Stages[2].Status, run.Stages[2].Reused));
        Assert.True(run.Stages[2].Seconds > 0);
        Assert.InRange(run.Started, before.AddSeconds(-1), DateTimeOffset.UtcNow);
        Assert.Equal(("mode", "good"), (run.Params.Single().Key, RunRecord.Text(run.Params.Single().Value)));
        System.Text.Json.Nodes.JsonNode report = Report();
        Assert.Equal((string?)report["digests"]!["model"], run.Digests.Model);
        Assert.Equal((string?)report["digests"]!["data"], run.Digests.Data);
        Assert.Equal((string?)report["digests"]!["holdout"], run.Digests.Holdout);
        Assert.Equal((string?)report["digests"]!["rules"], run.Digests.Rules);
        Assert.NotNull(run.Digests.Sources);
        System.Text.Json.Nodes.JsonNode auc = Gate(report, "auc");
        RunMetric metric = run.Metrics.Single(one => one.Name == "auc");
        Assert.Equal(((double)auc["estimate"]!, (double)auc["lower"]!, (double)auc["upper"]!, .9), (metric.Estimate, metric.Lower, metric.Upper, metric.Level));
        Assert.Equal(["auc", "accuracy@group=even", "accuracy@group=odd"], run.Gates.Select(gate => gate.Id));
        Assert.Equal((.7, GateVerdict.Passed), (run.Gates[0].Threshold, run.Gates[0].Verdict));
        Assert.DoesNotContain(Environment.MachineName, File.ReadAllText(Repository.Path($".mlci/runs/{run.Id}.json")), StringComparison.OrdinalIgnoreCase);
        Assert.Empty(Repository.Unfinished());
    }

    [Fact]
    public void UnchangedGate_LeavesNone_AForcedOneDoes_AndSoDoesAChange()
    {
        AssertPasses();
        AssertPasses();
        Assert.Single(Runs());

        Run("Gate", options => options with { Force = true });
        Assert.Equal(2, Runs().Count);

        Repository.EditPipeline("min: 0.7", "min: 0.71");
        AssertPasses();
        AssertPasses();
        Assert.Equal(3, Runs().Count);
        Assert.True(Runs()[2].Stages.Single(stage => stage.Name == "Train").Reused);
    }

    [Fact]
    public void RunThatWasRemoved_IsRecordedAnew()
    {
        AssertPasses();
        File.Delete(Repository.Path($".mlci/runs/{Runs()[0].Id}.json"));

        AssertPasses();

        Assert.Single(Runs());
    }

    [Fact]
    public void FailedGate_IsRecordedAsFailed()
    {
        Repository.SetMode("reversed");
        Assert.Equal(ExitCodes.Negative, Run("Gate").ExitCode);

        RunRecord run = Assert.Single(Runs());
        Assert.Equal((RunVerdict.Failed, ExitCodes.Negative, (string?)Report()["reason"]), (run.Verdict, run.ExitCode, run.Reason));
        Assert.Equal(GateVerdict.Failed, run.Gates[0].Verdict);
    }

    [Fact]
    public void CrashedTraining_IsRecordedAsFailed_WithoutModelAndMetrics()
    {
        Repository.SetMode("train-crash");
        Run("Gate");

        RunRecord run = Assert.Single(Runs());
        Assert.Equal((RunVerdict.Failed, (string?)null), (run.Verdict, run.Digests.Model));
        Assert.Equal("Train: the program's train ended with exit code 3, expected 0", run.Reason);
        Assert.Empty(run.Metrics);
        Assert.All(run.Gates, gate => Assert.Equal(GateVerdict.NotEvaluated, gate.Verdict));
    }

    [Theory]
    [InlineData("Train", 2)]
    [InlineData("Evaluate", 3)]
    [InlineData("Compare", 4)]
    public void RunWithoutGate_GivesNoVerdict_AndUnchangedNoSecondRecord(string stage, int stages)
    {
        Assert.Equal(ExitCodes.Passed, Run(stage).ExitCode);

        RunRecord run = Assert.Single(Runs());
        Assert.Null(run.Verdict);
        Assert.Equal((ExitCodes.Passed, $"no verdict: the run ended with {stage}"), (run.ExitCode, run.Reason));
        Assert.Equal(stages, run.Stages.Count);
        Assert.Equal(stage != "Train", run.Metrics.Count > 0);
        Run(stage);
        Assert.Single(Runs());
    }

    [Fact]
    public void FailedEvaluation_GivesNoVerdictEither_AndSaysWhatFailed()
    {
        Repository.SetMode("reversed");
        Run("Evaluate");

        RunRecord run = Assert.Single(Runs());
        Assert.Equal(((RunVerdict?)null, ExitCodes.Negative), (run.Verdict, run.ExitCode));
        Assert.StartsWith("Evaluate: auc ", run.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void ValidateDataAlone_LeavesNone()
    {
        Run("ValidateData");
        Assert.Empty(Runs());
    }

    [Fact]
    public void RunThatStops_IsRecordedWithoutAVerdict()
    {
        // The registry is a file: Gate, before it gives its verdict, finds the holdout's ledger out of reach.
        Repository.Write(".mlci/registry", "no folder");
        int code = Run("Gate").ExitCode;

        Assert.NotEqual(ExitCodes.Passed, code);
        Assert.Empty(Repository.Verdict());
        RunRecord run = Assert.Single(Runs());
        Assert.Equal(((RunVerdict?)null, code), (run.Verdict, run.ExitCode));
        Assert.StartsWith("stopped after Compare with exit code 3", run.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void InterruptedRun_IsRecordedWithoutAVerdict()
    {
        using var interrupted = new CancellationTokenSource();
        using var output = new StringWriter();
        using var engine = new Engine(
            new RunOptions { Root = Repository.Root, VerdictStage = "Gate" },
            AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, Out = new AnsiConsoleOutput(output) }), interrupted.Token);
        foreach (StageInfo step in StagePlan.For(["Gate"]))
        {
            engine.Run(step.Name);
            if (step.Name == "Train")
                interrupted.Cancel();
        }

        RunRecord run = Assert.Single(Runs());
        Assert.Equal(((RunVerdict?)null, ExitCodes.Interrupted, "interrupted after Train"), (run.Verdict, run.ExitCode, run.Reason));
    }

    [Fact]
    public void WhatFollowsTheVerdict_IsAdded()
    {
        Run("Register");

        RunRecord run = Assert.Single(Runs());
        Assert.Equal([.. GateStages, "BuildContainer", "Register"], run.Stages.Select(stage => stage.Name));
        Assert.Equal(RunVerdict.Passed, run.Verdict);
    }

    [Fact]
    public void EachPipeline_HasItsOwn()
    {
        Repository.AddPipeline("other");
        AssertPasses();
        Assert.Equal(["other", "tiny"], Runs().Select(run => run.Pipeline).Order());

        Run("Gate");
        Assert.Equal(2, Runs().Count);
    }

    [Fact]
    public void CommitAndChanges_AreThoseOfTheStart()
    {
        AssertPasses();
        Assert.Equal(((string?)null, (bool?)null), (Runs()[0].Commit, Runs()[0].Dirty));

        // Neither .mlci nor artifacts is ignored here: what MlCi writes is no change of anybody's.
        GitRepository git = GitRepository.Begin(Repository.Root);
        git.Run("add", "model", "pipelines");
        git.Run("commit", "--quiet", "-m", "first");
        AssertPasses();
        RunRecord clean = Runs()[^1];
        Assert.Equal((40, (bool?)false), (clean.Commit?.Length, clean.Dirty));

        Repository.EditPipeline("seed: 7", "seed: 8");
        AssertPasses();
        Assert.Equal((clean.Commit, (bool?)true), (Runs()[^1].Commit, Runs()[^1].Dirty));
        Assert.Equal(3, Runs().Count);
    }

    private IReadOnlyList<RunRecord> Runs()
    {
        (IReadOnlyList<RunRecord> records, IReadOnlyList<Fault> faults) = new RunStore(Repository.Root).Read();
        Assert.Empty(faults);
        // Runs of one second are told apart by when they started.
        return [.. records.OrderBy(record => record.Started)];
    }
}
