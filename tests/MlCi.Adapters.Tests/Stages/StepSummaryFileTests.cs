using MlCi.Findings;

namespace MlCi.Adapters.Tests.Stages;

/// <summary>What a run leaves on its page in GitHub Actions.</summary>
public sealed class StepSummaryFileTests(EngineSetup setup) : EngineTest(setup)
{
    private string Summary => Repository.Path("summary.md");

    [Fact]
    public void EachVerdict_IsAdded_BelowWhatStandsThere()
    {
        Repository.AddPipeline("zulu");
        Repository.Edit("pipelines/zulu/pipeline.yml", "mode: good", "mode: reversed");
        File.WriteAllText(Summary, "earlier\n");

        Run("Gate", options => options with { StepSummary = Summary });

        string failed = File.ReadAllText(Repository.Path("artifacts/zulu/gate.md"));
        string passed = File.ReadAllText(Repository.Artifact("gate.md"));
        Assert.Equal($"earlier\n{failed}\n{passed}\n", File.ReadAllText(Summary));
    }

    [Fact]
    public void PipelineThatGaveNoVerdict_IsNamed()
    {
        Repository.AddPipeline("broken");
        Repository.Edit("pipelines/broken/pipeline.yml", "version: 1", "version: 99");

        (int code, _) = Run("Gate", options => options with { StepSummary = Summary });

        Assert.Equal(ExitCodes.Misconfigured, code);
        AssertSaid(File.ReadAllText(Summary), "## ❌ 1 pipeline: 1 no verdict\n", "| ❌ | `broken` | no verdict: stopped: see its error above |\n", "## ✅ PASSED tiny");
    }

    [Fact]
    public void SmokeRun_IsNoPass()
    {
        Run("Gate", options => options with { StepSummary = Summary, Smoke = true });

        AssertSaid(File.ReadAllText(Summary), "## 1 pipeline: 1 no verdict\n", "| ➖ | `tiny` | no verdict: ");
    }

    [Fact]
    public void MergedVerdicts_AreATable()
    {
        Run("Gate");

        Run("Gate", options => options with { StepSummary = Summary, Merge = Repository.Path("artifacts") });

        AssertSaid(File.ReadAllText(Summary), "## 1 pipeline: 1 passed\n", "| ✅ | `tiny` | passed: all 3 gates passed |\n");
    }

    [Fact]
    public void FileThatCannotBeWritten_IsAWarning()
    {
        (int code, string output) = Run("Gate", options => options with { StepSummary = Repository.Root });

        Assert.Equal(ExitCodes.Passed, code);
        AssertSaid(output, "the step's summary (GITHUB_STEP_SUMMARY) was not written: ");
    }

    [Fact]
    public void RunWithoutGate_LeavesNothing()
    {
        Run("ValidateData", options => options with { StepSummary = Summary });

        Assert.False(File.Exists(Summary));
    }
}
