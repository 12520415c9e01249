using MlCi.Build.Tests.Feed;
using MlCi.Testing;

namespace MlCi.Build.Tests;

/// <summary>What build.sh says on a machine that cannot build.</summary>
public sealed class BootstrapTests
{
    [SkippableFact]
    public async Task FeedOutOfReach_Exits3AndNamesPackageCodeAndMessage()
    {
        Skip.If(OperatingSystem.IsWindows(), "build.sh is not for Windows");
        using Questioner questioner = new("Octokit 14.0.0");
        questioner.UseSource("/there/is/no/such/folder");

        ChildProcess run = await questioner.Bootstrap();

        Assert.Equal(3, run.ExitCode);
        Assert.Contains(
            "The package feed cannot be asked for Octokit 14.0.0: NU1301: The local source '/there/is/no/such/folder' doesn't exist.",
            run.Output,
            StringComparison.Ordinal);
        Assert.Empty(questioner.Records());
    }

    [SkippableFact]
    public async Task MissingSdk_Exits3AndNamesTheVersion()
    {
        Skip.If(OperatingSystem.IsWindows(), "build.sh is not for Windows");
        using TemporaryFolder tools = new();
        foreach (string tool in new[] { "dirname", "sed" })
            File.CreateSymbolicLink(tools.Path(tool), new[] { "/usr/bin/", "/bin/" }.Select(folder => folder + tool).First(File.Exists));
        using Questioner questioner = new("Octokit 14.0.0");

        ChildProcess run = await questioner.Bootstrap(path: tools.Root);

        Assert.Equal(3, run.ExitCode);
        Assert.Equal(
            "error: .NET SDK 10.0.100 is needed (global.json), and there is no dotnet on the PATH; see https://dotnet.microsoft.com/download",
            run.Output.Trim());
    }
}
