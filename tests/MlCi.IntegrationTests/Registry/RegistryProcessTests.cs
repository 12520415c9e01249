using MlCi.Adapters.Registry;
using MlCi.Testing;

namespace MlCi.IntegrationTests.Registry;

/// <summary>Several processes at one registry folder, and processes that are killed.</summary>
public sealed class RegistryProcessTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private FolderRegistry Registry => new(folder.Path("registry"), "telco");

    private WriterProcesses Writers => new("write-registry", folder.Path("registry"));

    public void Dispose() => folder.Dispose();

    [Fact]
    public void ProcessesThatWriteAtOnce_LoseNothing()
    {
        const int Count = 4, Rounds = 20;
        Writers.RunAtOnce(Count, Rounds);

        Assert.Equal(Count * Rounds, Registry.Tags().Count);
        Assert.Equal(Count * Rounds, Registry.Referrers(RegistryWriter.Subject(Registry).Digest, RegistryWriter.ArtifactType).Count);
    }

    [Fact]
    public void KilledWriter_LeavesAWholeRegistry_AndNoLock()
    {
        Writers.KillInTurn(5, said =>
        {
            FolderRegistry registry = Registry;
            registry.Lock().Dispose();
            IReadOnlyList<Descriptor> attached = registry.Referrers(RegistryWriter.Subject(registry).Digest, RegistryWriter.ArtifactType);
            Assert.True(attached.Count >= said, $"{attached.Count} attachments of at least {said}");
            Assert.Equal(attached.Count, registry.Tags().Count);
            foreach (Descriptor attachment in attached)
                Assert.NotEmpty(registry.ReadBlob(registry.ReadManifest(attachment).Layers[0]));
        });
    }
}
