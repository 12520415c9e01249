using MlCi.Adapters.Storage;
using MlCi.Adapters.Training;
using MlCi.Testing;

namespace MlCi.Adapters.Tests.Stages;

/// <summary>
/// What all tests of the engine share: the tiny program, built once, and a folder of temporary files that nobody else uses, so
/// that a file left behind is seen. The tests run one after the other, and none beside them: that folder is the whole process's.
/// </summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class EngineSetup : IDisposable, ICollectionFixture<EngineSetup>
{
    public const string Name = "engine";

    private static readonly string[] TemporaryVariables = ["TMPDIR", "TMP", "TEMP"];
    private readonly TemporaryFolder temporary = new();
    private readonly Dictionary<string, string?> before = TemporaryVariables.ToDictionary(name => name, Environment.GetEnvironmentVariable);
    private readonly TinyRepository builder;
    private readonly string digest;

    public EngineSetup()
    {
        foreach (string name in TemporaryVariables)
            Environment.SetEnvironmentVariable(name, temporary.Root);
        builder = new TinyRepository();
        string project = builder.Path("model/Tiny.csproj");
        digest = ProgramSources.DigestOf(builder.Root, [project], ProgramSources.Of(builder.Root, [project]));
        ProgramBuild.Get(new StageCache(builder.Root), builder.Root, digest, project, tests: null, log: _ => { }, progress: _ => { }, CancellationToken.None);
    }

    /// <summary>A repository whose program is built already.</summary>
    public TinyRepository NewRepository()
    {
        var repository = new TinyRepository();
        string to = repository.Path($".mlci/cache/Build/{Folder}");
        Directory.CreateDirectory(to);
        FolderCopy.Into(to, builder.Path($".mlci/cache/Build/{Folder}"));
        return repository;
    }

    public void Dispose()
    {
        builder.Dispose();
        foreach ((string name, string? value) in before)
            Environment.SetEnvironmentVariable(name, value);
        temporary.Dispose();
    }

    private string Folder => digest["sha256:".Length..];
}
