using System.Text;
using MlCi.Adapters.Registry;

namespace MlCi.IntegrationTests.Registry;

/// <summary>A process that writes to a registry: in each round one tag and one attachment to the same subject.</summary>
internal static class RegistryWriter
{
    public const string ArtifactType = "application/x";

    public static Descriptor Subject(IRepository registry)
    {
        Descriptor content = registry.PutBlob("text/plain", "subject"u8.ToArray());
        return registry.PutManifest(OciManifest.Of(ArtifactType, content, [content]));
    }

    public static int Run(string root, string writer, int rounds)
    {
        FolderRegistry registry = new(root, "telco");
        Descriptor subject = Subject(registry);
        for (int round = 0; round < rounds; round++)
        {
            Descriptor content = registry.PutBlob("text/plain", Encoding.UTF8.GetBytes($"{writer} {round}"));
            Descriptor attachment = registry.PutManifest(OciManifest.Of(ArtifactType, content, [content]) with { Subject = subject });
            using RegistryLock held = registry.Lock();
            registry.Publish(held, new Dictionary<string, Descriptor>(StringComparer.Ordinal) { [$"v{writer}.{round}"] = subject }, [attachment]);
            Console.WriteLine(round);
        }

        return 0;
    }
}
