using System.Text.RegularExpressions;
using MlCi.Testing;

namespace MlCi.Build.Tests;

/// <summary>The build as a program, on whichever host it was compiled with, in a repository that holds nothing.</summary>
public sealed partial class BuildProcessTests
{
    [Fact]
    public async Task UnknownTarget_Exits2BeforeAnythingRuns()
    {
        ChildProcess run = await Run("Gat");

        Assert.Equal(2, run.ExitCode);
        Assert.StartsWith("error found target 'Gat', expected 'Gate', or one of ", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Status", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TargetsAfterAFault_AreSkippedAndTheFaultsExitCodeStays()
    {
        ChildProcess run = await Run("Report", "Promote");

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("found no GITHUB_EVENT_PATH in the environment", run.Output, StringComparison.Ordinal);
        Assert.Contains(" Succeeded < 1sec // Exit: 2, wrong configuration", run.Output, StringComparison.Ordinal);
        Assert.Contains(" Skipped // OnlyWhen: CanContinue", run.Output, StringComparison.Ordinal);
        Assert.EndsWith("exit 2, wrong configuration", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OwnTargetThatCannotWork_FailsInOneLine()
    {
        ChildProcess run = await Run("Benchmark");

        Assert.Equal(2, run.ExitCode);
        Assert.Contains(
            "[ERR] Target Benchmark has thrown an exception there is no benchmarks/MlCi.Benchmarks/MlCi.Benchmarks.csproj in the tree ",
            run.Output,
            StringComparison.Ordinal);
        Assert.DoesNotContain(" at Build", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task QuietBuild_PrintsNothingOfTheHosts()
    {
        ChildProcess run = await Run("Doctor", "--quiet");

        Assert.Equal(0, run.ExitCode);
        Assert.DoesNotContain("Duration", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("exit 0", run.Output, StringComparison.Ordinal);
    }

    private static async Task<ChildProcess> Run(params string[] arguments)
    {
        using TemporaryFolder repository = new();
        Directory.CreateDirectory(repository.Path(".nuke"));
        string configuration = AppContext.BaseDirectory.Contains("Release", StringComparison.Ordinal) ? "Release" : "Debug";
        string build = Path.Combine(RepositoryRoot.Path, "build", "bin", configuration, "_build.dll");
        ChildProcess run = await ChildProcess.Run(
            "dotnet",
            [build, .. arguments, "--root", repository.Root],
            repository.Root,
            new Dictionary<string, string> { ["TERM"] = "dumb", ["NUKE_TELEMETRY_OPTOUT"] = "1" });
        return run with { Output = Space().Replace(Escape().Replace(run.Output, ""), " ").Trim() };
    }

    /// <summary>NUKE fills its table with blanks that do not break, and empty lines with those of no width.</summary>
    [GeneratedRegex(@"[\s\u200b]+")]
    private static partial Regex Space();

    [GeneratedRegex(@"\x1b\[[0-9;]*m")]
    private static partial Regex Escape();
}
