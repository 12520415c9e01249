using MlCi.Findings;

namespace MlCi.Adapters.Tests.Stages;

/// <summary>A pipeline whose program needs what cannot be had is skipped, and that never counts as passed.</summary>
public sealed class RequiredPackagesTests(EngineSetup setup) : EngineTest(setup)
{
    private const string Lacking = "needs Microsoft.ML 5.0.0, which cannot be had (NU1101)";

    [Fact]
    public void PackageThatCannotBeHad_SkipsThePipeline_AndTheOthersRun()
    {
        Require("Microsoft.ML", available: false);
        Repository.AddPipeline("other");
        Repository.LeaveEarlierVerdict();

        (int code, string output) = Run("Gate");

        Assert.Equal(ExitCodes.Passed, code);
        AssertSaid(output, $"– tiny skipped: {Lacking}", "PASSED other");
        Assert.DoesNotContain("PASSED tiny", output, StringComparison.Ordinal);
        Assert.Empty(Repository.Verdict());
        Assert.False(Directory.Exists(Repository.Artifact("model")));
    }

    [Fact]
    public void Skipping_TakesNothingFromTheOthersExitCode()
    {
        Require("Microsoft.ML", available: false);
        Repository.AddPipeline("other");
        Repository.Edit("pipelines/other/pipeline.yml", "mode: good", "mode: crash");

        Assert.Equal(ExitCodes.Negative, Run("Gate").ExitCode);
    }

    [Fact]
    public void SkippedPipeline_IsToldOfWhereItIsQuiet()
    {
        Require("Microsoft.ML", available: false);
        Repository.AddPipeline("other");

        (_, string output) = Run("Gate", options => options with { Quiet = true });

        string[] lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(2, lines.Length);
        Assert.Equal($"– tiny skipped: {Lacking}", lines[0].TrimEnd());
    }

    [Fact]
    public void PipelineAskedForByName_IsAFault()
    {
        Require("Microsoft.ML", available: false);
        Repository.AddPipeline("other");
        Repository.LeaveEarlierVerdict();

        (int code, string output) = Run("Gate", options => options with { Pipelines = ["tiny", "other"] });

        Assert.Equal(ExitCodes.OutOfReach, code);
        AssertSaid(output, $"error pipelines/tiny/pipeline.yml:15:12: tiny {Lacking}; nothing was done", "PASSED other");
        Assert.Empty(Repository.Verdict());
    }

    [Fact]
    public void EveryPipelineSkipped_IsAFault()
    {
        Require("Microsoft.ML", available: false);

        AssertNoVerdict(ExitCodes.OutOfReach, $"– tiny skipped: {Lacking}", "error every pipeline was skipped; nothing was done");
    }

    [Fact]
    public void PackageThatCanBeHad_IsNoObstacle()
    {
        Require("Microsoft.ML", available: true);

        AssertPasses();
    }

    [Fact]
    public void WithoutTheBuildsRecord_ThePackageCannotBeHad()
    {
        Require("Microsoft.ML", available: true);
        File.Delete(Repository.Path(".nuke/temp/feed/packages.json"));

        AssertNoVerdict(ExitCodes.OutOfReach, "– tiny skipped: needs Microsoft.ML, of which no build has asked yet whether it can be had");
    }

    [Fact]
    public void EveryPackageThatIsMissing_IsNamed()
    {
        Require("Microsoft.ML, Octokit", available: false);

        AssertNoVerdict(ExitCodes.OutOfReach, $"– tiny skipped: {Lacking}, and Octokit, of which no build has asked yet whether it can be had");
    }

    [Fact]
    public void Promotion_NeedsNoProgram()
    {
        AssertPasses();
        Run("Register");
        Require("Microsoft.ML", available: false);

        (int code, string output) = Run("Promote", options => options with { To = "production", Why = "the test says so" });

        Assert.True(code == ExitCodes.Passed, output);
    }

    private void Require(string ids, bool available)
    {
        Repository.EditPipeline("params:\n", $"requires: [{ids}]\nparams:\n");
        Repository.Write(".nuke/temp/feed/packages.json", $$"""
            [
              { "id": "Microsoft.ML", "version": "5.0.0", "available": {{(available ? "true" : "false")}}, "standIn": "none", "reason": "NU1101: Unable to find package" }
            ]
            """);
    }
}
