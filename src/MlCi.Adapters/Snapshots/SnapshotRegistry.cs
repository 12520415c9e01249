using MlCi.Adapters.Registry;
using MlCi.Adapters.Stages;
using MlCi.Findings;

namespace MlCi.Adapters.Snapshots;

/// <summary>
/// Data in a registry: for each digest one artifact with one layer, under a tag of the digest, in the repository of the pipeline in whose
/// folder the data lie, or in <c>data</c>.
/// </summary>
/// <param name="root">The repository's folder.</param>
/// <param name="placeOf">Which registry is that of a file; null for a file that nobody knows.</param>
internal sealed class SnapshotRegistry(string root, Func<TrackedFile?, IRegistryPlace> placeOf)
{
    private const string OfNoPipeline = "data";

    /// <summary>The registry folder of this machine, whatever else is used.</summary>
    /// <param name="root">The repository's folder.</param>
    public SnapshotRegistry(string root)
        : this(root, _ => new FolderPlace(RegistryPlaces.FolderOf(root)))
    {
    }

    /// <summary>The registries that are used: MLCI_REGISTRY, else that of the pipeline; of labels that lie apart, MLCI_LABELS_REGISTRY.</summary>
    public static SnapshotRegistry Used(string root, CancellationToken interrupted)
    {
        var labels = new LabelFiles(root);
        return new SnapshotRegistry(root, file =>
        {
            string? pipelineFile = file is not null && PipelineOf(file) is { } pipeline ? Workspace.FileOf(root, pipeline) : null;
            return file is not null && labels.Holds(file) ? RegistryPlaces.OfLabels(root, pipelineFile, interrupted) : RegistryPlaces.OfFile(root, pipelineFile, interrupted);
        });
    }

    /// <summary>Where data are pushed to, as messages have it.</summary>
    public string Shown(TrackedFile file) => IsRemote(file) ? Place(file).Shown : ".mlci/registry";

    /// <summary>Whether a file's registry is asked over the network.</summary>
    public bool IsRemote(TrackedFile file) => Place(file) is not FolderPlace;

    /// <summary>Whether data were pushed, and are there in full length.</summary>
    /// <exception cref="FaultException">The registry is damaged or out of reach (exit 3).</exception>
    public bool Has(TrackedFile file) => Find(file) is not null;

    /// <summary>Whether data of a digest were pushed, from whatever place.</summary>
    /// <exception cref="FaultException">The registry is damaged (exit 3).</exception>
    public bool Has(string digest) => Find(file: null, digest) is not null;

    /// <summary>Opens data that were pushed, verified; null where they were not.</summary>
    /// <exception cref="FaultException">The registry is damaged or out of reach (exit 3).</exception>
    public Stream? Open(TrackedFile file) => Find(file) is var (registry, layer) ? registry.OpenBlob(layer) : null;

    /// <summary>Keeps data, unless they are there.</summary>
    /// <param name="file">The file.</param>
    /// <param name="from">The path of its bytes.</param>
    /// <param name="interrupted">Ends it; nothing is named then that is not whole.</param>
    /// <returns>Whether it was not there before.</returns>
    /// <exception cref="FaultException">The bytes have another digest, or the registry is damaged or cannot be written (exit 3).</exception>
    public bool Push(TrackedFile file, string from, CancellationToken interrupted) => Push(file, () => from, interrupted);

    /// <summary>The same, its bytes looked for only where they have to travel.</summary>
    /// <inheritdoc cref="Push(TrackedFile, string, CancellationToken)"/>
    public bool Push(TrackedFile file, Func<string> from, CancellationToken interrupted)
    {
        IRepository registry = Place(file).Repository(OwnName(file));
        (IRepository Registry, Descriptor Layer)? found = Find(file);
        // A folder is found by every pipeline; a remote repository may be read by others than its neighbour.
        if (found is var (holder, held) && (holder.Pipeline == registry.Pipeline || !registry.TryMount(held, holder)))
            return false;
        Descriptor layer = (found?.Layer ?? registry.PutBlob(MediaTypes.Dataset, stream => Copy(from(), stream, interrupted), file.Pointer.Digest))
            .With(AnnotationKeys.FilePath, file.Name).With(AnnotationKeys.Content, OfNoPipeline);
        Descriptor config = registry.PutBlob(MediaTypes.Empty, "{}"u8.ToArray());
        Descriptor manifest = registry.PutManifest(OciManifest.Of(MediaTypes.DataSnapshot, config, [layer]) with
        {
            Annotations = new(StringComparer.Ordinal) { [AnnotationKeys.Title] = registry.Pipeline },
        });
        // Until here nothing names what was written; from here on everything does.
        using RegistryLock moving = registry.Lock();
        registry.Publish(moving, new Dictionary<string, Descriptor>(StringComparer.Ordinal) { [RegistryName.DataTag(file.Pointer.Digest)] = manifest }, []);
        return true;
    }

    private (IRepository Registry, Descriptor Layer)? Find(TrackedFile file) => Find(file, file.Pointer.Digest);

    private (IRepository Registry, Descriptor Layer)? Find(TrackedFile? file, string digest)
    {
        string tag = RegistryName.DataTag(digest);
        foreach (IRepository registry in Repositories(file))
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
    // A remote registry may list none, so that those of this repository are asked for by their names.
    private IEnumerable<IRepository> Repositories(TrackedFile? file)
    {
        IRegistryPlace place = placeOf(file);
        string own = file is null ? OfNoPipeline : OwnName(file);
        yield return place.Repository(own);
        IEnumerable<string> others = [.. place.Pipelines(), .. Workspace.Names(root).Where(RegistryName.IsPipeline), OfNoPipeline];
        foreach (string other in others.Distinct(StringComparer.Ordinal).Where(name => name != own))
            yield return place.Repository(other);
    }

    private IRegistryPlace Place(TrackedFile file) => placeOf(file);

    private static string OwnName(TrackedFile file) => PipelineOf(file) ?? OfNoPipeline;

    private static string? PipelineOf(TrackedFile file) =>
        file.Shown.Split('/') is [Workspace.Folder, var pipeline, _, ..] && RegistryName.IsPipeline(pipeline) ? pipeline : null;

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
