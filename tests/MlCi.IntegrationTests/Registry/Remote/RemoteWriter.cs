using System.Text;
using MlCi.Adapters.Registry;
using MlCi.Testing;

namespace MlCi.IntegrationTests.Registry.Remote;

/// <summary>A process that attaches to one manifest of a remote registry again and again.</summary>
internal static class RemoteWriter
{
    /// <param name="where">The registry's address with its namespace, and the folder that the machine's processes share.</param>
    /// <param name="writer">The writer's name.</param>
    /// <param name="rounds">How often it attaches.</param>
    /// <param name="isAlone">Whether it is on a machine of its own.</param>
    public static int Run(string where, string writer, int rounds, bool isAlone)
    {
        using var own = new TemporaryFolder();
        string[] parts = where.Split(' ');
        int slash = parts[0].LastIndexOf('/');
        IRepository repository = RemoteTest.Place(parts[0][..slash], isAlone ? own.Root : parts[1], parts[0][(slash + 1)..], new() { DockerFolder = "/nonexistent" }).Repository("telco");
        Descriptor subject = RegistryWriter.Subject(repository);
        for (int round = 0; round < rounds; round++)
        {
            Descriptor content = repository.PutBlob("text/plain", Encoding.UTF8.GetBytes($"{writer} {round}"));
            Descriptor attachment = repository.PutManifest(OciManifest.Of(RegistryWriter.ArtifactType, content, [content]) with { Subject = subject });
            using RegistryLock held = repository.Lock();
            repository.Publish(held, new Dictionary<string, Descriptor>(StringComparer.Ordinal), [attachment]);
            Console.WriteLine(round);
        }

        return 0;
    }
}
