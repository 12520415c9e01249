using System.Diagnostics;
using MlCi.Adapters.Registry;
using MlCi.Testing;

namespace MlCi.IntegrationTests.Registry;

/// <summary>Several processes at one registry folder, and processes that are killed.</summary>
public sealed class RegistryProcessTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private FolderRegistry Registry => new(folder.Path("registry"), "telco");

    public void Dispose() => folder.Dispose();

    [Fact]
    public void ProcessesThatWriteAtOnce_LoseNothing()
    {
        const int Rounds = 20;
        Process[] writers = [.. Enumerable.Range(0, 4).Select(writer => Start($"{writer}", Rounds))];
        foreach (Process writer in writers)
        {
            writer.StandardOutput.ReadToEnd();
            writer.WaitForExit();
            Assert.Equal(0, writer.ExitCode);
            writer.Dispose();
        }

        Assert.Equal(writers.Length * Rounds, Registry.Tags().Count);
        Assert.Equal(writers.Length * Rounds, Registry.Referrers(RegistryWriter.Subject(Registry).Digest, RegistryWriter.ArtifactType).Count);
    }

    [Fact]
    public void KilledWriter_LeavesAWholeRegistry_AndNoLock()
    {
        int said = 0;
        for (int kill = 0; kill < 5; kill++)
        {
            using Process writer = Start($"{kill}", 100_000);
            // Killed at another point each time: after a few rounds and a few milliseconds.
            for (int line = 0; line <= kill; line++)
                writer.StandardOutput.ReadLine();
            Thread.Sleep(kill * 3);
            writer.Kill();
            said += kill + 1;
            writer.WaitForExit();

            FolderRegistry registry = Registry;
            registry.Lock().Dispose();
            IReadOnlyList<Descriptor> attached = registry.Referrers(RegistryWriter.Subject(registry).Digest, RegistryWriter.ArtifactType);
            Assert.True(attached.Count >= said, $"{attached.Count} attachments of at least {said}");
            Assert.Equal(attached.Count, registry.Tags().Count);
            foreach (Descriptor attachment in attached)
                Assert.NotEmpty(registry.ReadBlob(registry.ReadManifest(attachment).Layers[0]));
        }
    }

    private Process Start(string writer, int rounds)
    {
        string assembly = typeof(RegistryWriter).Assembly.Location;
        return Process.Start(new ProcessStartInfo("dotnet", ["exec", assembly, "write-registry", folder.Path("registry"), writer, $"{rounds}"])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
        })!;
    }
}
