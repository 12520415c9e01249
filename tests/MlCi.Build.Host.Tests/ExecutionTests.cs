namespace MlCi.Build.Host.Tests;

/// <summary>What becomes of targets, and of the process.</summary>
public sealed class ExecutionTests
{
    [Fact]
    public void ThrowingTarget_EndsTheBuildWith255()
    {
        (int exitCode, SampleBuild build, string output) = SampleBuild.Run("AfterBroken");

        Assert.Equal(255, exitCode);
        Assert.Equal(["Restore 1"], build.Log);
        Assert.True(build.IsFailing);
        Assert.Contains("[ERR] Target Broken has thrown an exception", output, StringComparison.Ordinal);
        Assert.Contains("Broken             Failed        < 1sec   // InvalidDataException: no such", output, StringComparison.Ordinal);
        Assert.Contains("AfterBroken        NotRun", output, StringComparison.Ordinal);
    }

    [Fact]
    public void TargetWhoseConditionFails_IsSkippedAndTheNextGoesOn()
    {
        (int exitCode, SampleBuild build, string output) = SampleBuild.Run("AfterUnready", "Unready");

        Assert.Equal(2, exitCode);
        Assert.Equal("AfterUnready", build.Log[^1]);
        Assert.True(build.IsSucceeding);
        Assert.Contains("Unready            Succeeded     < 1sec   // Exit: 2", output, StringComparison.Ordinal);
    }

    [Fact]
    public void SkippedTarget_SaysWhichConditionFailed()
    {
        SampleBuild build = new() { Ready = false, Arguments = new(["Guarded"]) };
        using StringWriter writer = new();

        int exitCode = Nuke.Common.Execution.BuildManager.Execute(build, [], writer);

        Assert.Equal(0, exitCode);
        Assert.Empty(build.Log);
        Assert.Contains("Guarded            Skipped                // OnlyWhen: Ready", writer.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Headings_AreDrawnAsNukeDrawsThem() => Assert.StartsWith(
        """

        ╬════════════
        ║ Restore
        ╬═══

        """.ReplaceLineEndings(),
        SampleBuild.Run("Restore").Output,
        StringComparison.Ordinal);
}
