using MlCi.Findings;
using MlCi.Testing;

namespace MlCi.Adapters.Tests.Stages;

/// <summary>The whole way on few rows: no verdict, and none of what a verdict leaves.</summary>
public sealed class SmokeTests(EngineSetup setup) : EngineTest(setup)
{
    [Fact]
    public void SmokeRun_GoesTheWholeWay_AndGivesNoVerdict()
    {
        Repository.Write("pipelines/tiny/data/train.csv", TinyRepository.Rows(first: 2000, count: 5000));
        Repository.LeaveEarlierVerdict();

        (int code, string output) = Smoke();

        Assert.True(code == ExitCodes.Passed, output);
        AssertSaid(output, "500 + 300 rows", "– tiny Gate", "smoke run, no verdict: every stage ran on at most 500 rows of each file");
        Assert.DoesNotContain("PASSED", output, StringComparison.Ordinal);
        Assert.Empty(Repository.Verdict("tiny/smoke"));
        Assert.True(File.Exists(Repository.Artifact("smoke/predictions.csv")));
        // What a whole run left says what it said: of this one nothing is beside it.
        Assert.Equal(4, Repository.Verdict().Count);
        Assert.False(Directory.Exists(Repository.Path(".mlci/registry")), "a smoke run uses no holdout");
    }

    [Fact]
    public void ModelThatMissesItsLimits_IsNoFailureOfASmokeRun()
    {
        Repository.SetMode("reversed");

        (int code, string output) = Smoke();

        Assert.Equal(ExitCodes.Passed, code);
        AssertSaid(output, "✓ tiny Evaluate", "smoke run, no verdict");
        // Nobody counts this look at the holdout, so it shows nothing.
        Assert.DoesNotContain("auc", output, StringComparison.Ordinal);
        Assert.False(File.Exists(Repository.Artifact("smoke/evaluation.json")));
    }

    [Fact]
    public void ProgramThatCrashes_FailsASmokeRun()
    {
        Repository.SetMode("train-crash");

        (int code, string output) = Smoke();

        Assert.Equal(ExitCodes.Negative, code);
        AssertSaid(output, "✗ tiny Train", "smoke run, no verdict, and Train did not run to its end");
    }

    [Fact]
    public void Register_IsRefused()
    {
        (int code, string output) = Run("Register", options => options with { Smoke = true });

        Assert.Equal(ExitCodes.Misconfigured, code);
        AssertSaid(output, "error found --smoke with Register, expected a whole run: a smoke run gives no verdict");
    }

    [Fact]
    public void NoCache_LeavesNothingBehind_AndLooksAtNothing()
    {
        (int code, string output) = Run("Gate", options => options with { NoCache = true, Explain = true });

        Assert.True(code == ExitCodes.Passed, output);
        AssertSaid(output, "Train ran: --no-cache", "Evaluate ran: --no-cache");
        Assert.Empty(Repository.Cached("Train"));
        Assert.Empty(Repository.Unfinished());
        AssertPasses();
        (_, output) = Run("Gate", options => options with { NoCache = true });
        Assert.DoesNotContain("unchanged", output, StringComparison.Ordinal);
    }

    private (int ExitCode, string Output) Smoke() => Run("Gate", options => options with { Smoke = true });
}
