using MlCi.Adapters.Registry;
using MlCi.Adapters.Stages;
using MlCi.Findings;

namespace MlCi.Adapters.Snapshots;

/// <summary>
/// Data in the registry folder: for each digest one artifact with one layer, under a tag of the digest, in the repository of the pipeline
/// in whose folder the data lie, or in <c>data</c>. A remote registry will take this place by the same three calls.
/// </summary>
/// <param name="root">The repository's folder.</param>
internal sealed class SnapshotRegistry(string root)
{
    private const string OfNoPipeline = "data";
    private readonly IRegistryPlace place = RegistryPlaces.Of(root);

    /// <summary>Whether data were pushed, and are there in full length.</summary>
    /// <exception cref="FaultException">The registry is damaged (exit 3).</exception>
    public bool Has(TrackedFile file) => Find(file) is not null;

    /// <summary>Whether data of a digest were pushed, from whatever place.</summary>
    /// <exception cref="FaultException">The registry is damaged (exit 3).</exception>
    public bool Has(string digest) => Find(OfNoPipeline, digest) is not null;

    /// <summary>Opens data that were pushed, verified; null where they were not.</summary>
    /// <exception cref="FaultException">The registry is damaged (exit 3).</exception>
    public Stream? Open(TrackedFile file) => Find(file) is var (registry, layer) ? registry.OpenBlob(layer) : null;

    /// <summary>Keeps data, unless they are there.</summary>
    /// <param name="file">The file.</param>
    /// <param name="from">The path of its bytes.</param>
    /// <param name="interrupted">Ends it; nothing is named then that is not whole.</param>
    /// <returns>Whether it was not there before.</returns>
    /// <exception cref="FaultException">The bytes have another digest, or the registry is damaged or cannot be written (exit 3).</exception>
    public bool Push(TrackedFile file, string from, CancellationToken interrupted)
    {
        if (Has(file))
            return false;
        IRepository registry = place.Repository(OwnName(file));
        Descriptor layer = registry.PutBlob(MediaTypes.Dataset, stream => Copy(from, stream, interrupted), file.Pointer.Digest)
            .With(AnnotationKeys.FilePath, file.Name).With(AnnotationKeys.Content, OfNoPipeline);
        Descriptor config = registry.PutBlob(MediaTypes.Empty, "{}"u8.ToArray());
        Descriptor manifest = registry.PutManifest(OciManifest.Of(MediaTypes.DataSnapshot, config, [layer]) with
        {
            Annotations = new(StringComparer.Ordinal) { [AnnotationKeys.Title] = registry.Pipeline },
        });
        // Until here nothing names what was written; from here on everything does.
        using RegistryLock held = registry.Lock();
        registry.Publish(held, new Dictionary<string, Descriptor>(StringComparer.Ordinal) { [RegistryName.DataTag(file.Pointer.Digest)] = manifest }, []);
        return true;
    }

    /// <summary>The message where a remote registry is asked for.</summary>
    public static FaultException NotRemote(string found) => FaultException.Misconfigured(
        $"found {found}, a remote registry, which this version does not reach yet; expected .mlci/registry, to which data are pushed, or a source: an address or a path");

    private (IRepository Registry, Descriptor Layer)? Find(TrackedFile file) => Find(OwnName(file), file.Pointer.Digest);

    private (IRepository Registry, Descriptor Layer)? Find(string own, string digest)
    {
        string tag = RegistryName.DataTag(digest);
        foreach (IRepository registry in Repositories(own))
        {
            if (!registry.Exists() || registry.Resolve(tag) is not { } descriptor)
                continue;
            OciManifest manifest = registry.ReadManifest(descriptor);
            if (manifest is not { ArtifactType: MediaTypes.DataSnapshot, Layers: [var layer] } || layer.Digest != digest)
                throw registry.Damaged(descriptor, $"an artifact of type '{manifest.ArtifactType}'", $"data of digest {digest}");
            registry.CheckPresent(layer);
            return (registry, layer);
        }

        return null;
    }

    // Its own first, then all others: the same data may have been pushed from another place.
    private IEnumerable<IRepository> Repositories(string own) =>
        place.Pipelines().Where(name => name != own).Prepend(own).Select(place.Repository);

    private static string OwnName(TrackedFile file) =>
        file.Shown.Split('/') is [Workspace.Folder, var pipeline, _, ..] && RegistryName.IsPipeline(pipeline) ? pipeline : OfNoPipeline;

    private static void Copy(string from, Stream to, CancellationToken interrupted)
    {
        using FileStream file = new(from, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 0, FileOptions.SequentialScan);
        byte[] buffer = new byte[1 << 20];
        for (int read = file.Read(buffer); read > 0; read = file.Read(buffer))
        {
            interrupted.ThrowIfCancellationRequested();
            to.Write(buffer, 0, read);
        }
    }
}
