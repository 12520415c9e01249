using MlCi.Adapters.Containers;
using MlCi.Adapters.Storage;
using MlCi.Adapters.Training;
using MlCi.Testing;

namespace MlCi.IntegrationTests.Containers;

/// <summary>telco-churn's program, published from two copies of its sources in different folders; once for all tests, as it takes minutes.</summary>
public sealed class TelcoProgram : IDisposable
{
    private static readonly string Project = Path.Combine("pipelines", "telco-churn", "model", "TelcoChurn.csproj");
    private readonly Lazy<(string One, string Other)> programs;

    public TelcoProgram() => programs = new(() => (Publish("one"), Publish("another/and/deeper")));

    /// <summary>Where everything lies; two repositories among it.</summary>
    public TemporaryFolder Folder { get; } = new();

    /// <summary>The program as published from one folder.</summary>
    public string One => programs.Value.One;

    /// <summary>The program as published from another folder.</summary>
    public string Other => programs.Value.Other;

    public void Dispose() => Folder.Dispose();

    /// <summary>The program that is in a repository; says what it is doing.</summary>
    public string Get(string name, Action<string> progress)
    {
        string root = Folder.Path(name);
        string project = Path.Combine(root, Project);
        return SelfContainedProgram.Get(new StageCache(root), root, new KnownSources(root).DigestOf([project]), project, _ => { }, progress, CancellationToken.None);
    }

    // What the build reads by the list of sources, so that nothing else can be needed.
    private string Publish(string name)
    {
        foreach ((string path, _) in ProgramSources.Of(RepositoryRoot.Path, [Path.Combine(RepositoryRoot.Path, Project)]))
        {
            string copy = Path.Combine(Folder.Path(name), path);
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(Path.Combine(RepositoryRoot.Path, path), copy);
        }

        return Get(name, _ => { });
    }
}
