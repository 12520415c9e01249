using MlCi.Adapters.Snapshots;
using MlCi.Models;

namespace MlCi.Adapters.Registry;

/// <summary>Tells where a registry holds the data that pointers stand for.</summary>
internal static class DataLinks
{
    /// <summary>The file with the manifest of its snapshot, where it was pushed.</summary>
    /// <param name="place">The registry.</param>
    /// <param name="file">The file.</param>
    /// <exception cref="Findings.FaultException">The registry is damaged (exit 3).</exception>
    public static RegisteredSnapshot Of(IRegistryPlace place, TrackedFile file)
    {
        string tag = RegistryName.DataTag(file.Pointer.Digest);
        foreach (string name in place.Pipelines())
        {
            IRepository registry = place.Repository(name);
            if (registry.Exists() && registry.Resolve(tag) is { } manifest)
                return new RegisteredSnapshot(file.Shown, file.Pointer.Digest, name, manifest.Digest);
        }

        return new RegisteredSnapshot(file.Shown, file.Pointer.Digest, null, null);
    }
}
