using MlCi.Adapters.Containers;
using MlCi.Adapters.Storage;
using MlCi.Adapters.Training;
using MlCi.Findings;
using MlCi.Testing;

namespace MlCi.IntegrationTests.Containers;

/// <summary>What is told of programs that cannot be published.</summary>
public sealed class SelfContainedProgramTests : IDisposable
{
    private readonly TinyRepository repository = new();

    public void Dispose() => repository.Dispose();

    [Fact]
    public void CompileError_IsAFault()
    {
        repository.Write("model/Program.cs", "int x = \"one\";\nint y = ;\n");

        FaultException fault = Assert.Throws<FaultException>(Publish);

        Assert.Equal(ExitCodes.Negative, fault.ExitCode);
        Assert.StartsWith("Tiny.csproj does not build: model/Program.cs(2,9): error CS1525", fault.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(repository.Root, ".mlci", "cache", SelfContainedProgram.Stage)));
    }

    [Fact]
    public void FeedWithoutRuntimePacks_IsOutOfReach()
    {
        Directory.CreateDirectory(Path.Combine(repository.Root, "feed"));
        // What was restored before would be found in the user's folder, wherever that is.
        repository.Write("model/Directory.Build.props", "<Project><PropertyGroup><RestorePackagesPath>$(MSBuildThisFileDirectory)packages</RestorePackagesPath></PropertyGroup></Project>\n");
        repository.Write("nuget.config", """
            <configuration>
              <config><add key="globalPackagesFolder" value="packages" /></config>
              <packageSources><clear /><add key="empty" value="feed" /></packageSources>
            </configuration>
            """);

        FaultException fault = Assert.Throws<FaultException>(Publish);

        Assert.Equal(ExitCodes.OutOfReach, fault.ExitCode);
        Assert.StartsWith("the package feed lacks a part of .NET that Tiny.csproj is published with: ", fault.Message, StringComparison.Ordinal);
    }

    private string Publish()
    {
        string project = Path.Combine(repository.Root, "model", "Tiny.csproj");
        return SelfContainedProgram.Get(
            new StageCache(repository.Root), repository.Root, new KnownSources(repository.Root).DigestOf([project]), project, _ => { }, _ => { }, CancellationToken.None);
    }
}
