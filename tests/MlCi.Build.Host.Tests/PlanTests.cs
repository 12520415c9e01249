using Nuke.Common;
using Nuke.Common.Execution;

namespace MlCi.Build.Host.Tests;

/// <summary>Which targets are executed, and in which order.</summary>
public sealed class PlanTests
{
    [Theory]
    [InlineData("", "Clean, Restore 1, Compile")] // the default target
    [InlineData("Compile", "Clean, Restore 1, Compile")]
    [InlineData("compile Restore", "Clean, Restore 1, Compile")]
    [InlineData("Lint Compile", "Clean, Restore 1, Compile, Lint")]
    [InlineData("Lint", "Lint")] // 'after' orders, it does not invoke
    [InlineData("All", "Clean, Restore 1, Compile, Lint")]
    [InlineData("Restore+Clean", "Clean, Restore 1")]
    [InlineData("--target Restore", "Restore 1")]
    [InlineData("Compile --skip restore", "Clean, Compile")]
    [InlineData("Compile --skip", "Compile")]
    public void Targets_RunInTheOrderOfTheirDependencies(string arguments, string expected)
    {
        (int exitCode, SampleBuild build, _) = SampleBuild.Run(arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries));

        Assert.Equal((0, expected), (exitCode, string.Join(", ", build.Log)));
    }

    [Fact]
    public void Plan_IsShownAndNotExecuted()
    {
        (int exitCode, SampleBuild build, string output) = SampleBuild.Run("All", "--plan");

        Assert.Equal(0, exitCode);
        Assert.Empty(build.Log);
        Assert.Equal(["Clean", "Restore", "Compile", "Lint", "All"], output.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public void TargetsInACircle_AreAFailure()
    {
        using StringWriter writer = new();

        int exitCode = BuildManager.Execute<CircularBuild>(new CircularBuild(), [x => x.Egg], writer);

        Assert.Equal(255, exitCode);
        Assert.Contains("Circular dependencies between targets: Egg, Hen", writer.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void UnknownTarget_IsAFailure()
    {
        (int exitCode, SampleBuild build, string output) = SampleBuild.Run("Restore", "Nonsense");

        Assert.Equal(255, exitCode);
        Assert.Empty(build.Log);
        Assert.Contains("Target with name 'Nonsense' does not exist", output, StringComparison.Ordinal);
    }

    private sealed class CircularBuild : NukeBuild
    {
        public Target Egg => _ => _.DependsOn(Hen);

        private Target Hen => _ => _.DependsOn(Egg);
    }
}
