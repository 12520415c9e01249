using System.Text.Json;
using MlCi.Adapters.Storage;
using MlCi.Data;
using MlCi.Findings;
using MlCi.Models;

namespace MlCi.Adapters.Registry;

/// <summary>
/// One pipeline's repository in a folder of one machine: an OCI image layout, readable with any OCI tool. Where the pipeline's
/// folder is absent, nothing was ever registered; a folder that is there and not whole is a fault (exit 3), never an empty answer.
/// </summary>
public sealed class FolderRegistry : IRepository
{
    private const int MaximumManifestBytes = 4 << 20;
    private readonly string lockPath;
    private readonly LayoutFiles files;
    private readonly BlobFolder blobs;

    /// <summary>Names the repository; nothing is read or made yet.</summary>
    /// <param name="root">The folder of all pipelines, such as <c>.mlci/registry</c>.</param>
    /// <param name="pipeline">The pipeline's name.</param>
    public FolderRegistry(string root, string pipeline)
    {
        Pipeline = RegistryName.Pipeline(pipeline);
        Folder = Path.Combine(root, Pipeline);
        lockPath = Path.Combine(root, $".{Pipeline}.lock");
        files = new LayoutFiles(Folder);
        blobs = new BlobFolder(Folder);
    }

    /// <summary>The pipeline's name.</summary>
    public string Pipeline { get; }

    /// <summary>The image layout's folder.</summary>
    public string Folder { get; }

    /// <inheritdoc/>
    public string Place => Folder;

    /// <inheritdoc/>
    public bool LocksOutOthers => true;

    /// <summary>How long to wait for another writer.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Whether anything was ever registered.</summary>
    public bool Exists() => Reach(files.Exists);

    /// <summary>Takes the right to move tags; the folder is made if need be.</summary>
    public RegistryLock Lock()
    {
        RegistryLock held = RegistryLock.Take(lockPath, Patience);
        try
        {
            return Reach(() =>
            {
                files.Create();
                return held;
            });
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    /// <summary>Stores bytes.</summary>
    public Descriptor PutBlob(string mediaType, ReadOnlyMemory<byte> bytes) => PutBlob(mediaType, stream => stream.Write(bytes.Span));

    /// <summary>Stores what is written to a stream; nothing is held in memory.</summary>
    /// <param name="mediaType">What it is.</param>
    /// <param name="write">Writes it.</param>
    /// <param name="expectedDigest">The digest that it must have, or null.</param>
    /// <exception cref="FaultException">The digest is another one, or the folder cannot be written (exit 3).</exception>
    public Descriptor PutBlob(string mediaType, Action<Stream> write, string? expectedDigest = null) => Reach(() =>
    {
        if (!files.Exists())
            Lock().Dispose();
        (string digest, long size) = blobs.Put(write, expectedDigest);
        return new Descriptor { MediaType = mediaType, Digest = digest, Size = size };
    });

    /// <summary>Stores a file, unless its content is there.</summary>
    /// <exception cref="FaultException">There is no such file (exit 2), or the folder cannot be written (exit 3).</exception>
    public Descriptor PutFile(string mediaType, string path)
    {
        if (!File.Exists(path))
            throw FaultException.Misconfigured($"{path}: found no such file, expected one to register");
        return Reach(() =>
        {
            string digest = FileDigests.OfFile(path);
            long size = new FileInfo(path).Length;
            if (files.Exists() && blobs.IsTaken(digest, size))
                return new Descriptor { MediaType = mediaType, Digest = digest, Size = size };
            using FileStream file = File.OpenRead(path);
            return PutBlob(mediaType, file.CopyTo, digest);
        });
    }

    /// <inheritdoc/>
    public bool TryMount(Descriptor descriptor, IRepository from) => false;

    /// <summary>Looks whether content is there in its full length, without reading it.</summary>
    /// <exception cref="FaultException">It is not (exit 3).</exception>
    public void CheckPresent(Descriptor descriptor) => Reach(() =>
    {
        blobs.CheckPresent(descriptor);
        return true;
    });

    /// <summary>Opens content for reading, at its start, its digest verified.</summary>
    /// <exception cref="FaultException">It is missing, cut off or changed (exit 3).</exception>
    public Stream OpenBlob(Descriptor descriptor) => Reach(() => blobs.Open(descriptor));

    /// <summary>Reads content whole, its digest verified.</summary>
    /// <exception cref="FaultException">It is missing, cut off or changed (exit 3).</exception>
    public byte[] ReadBlob(Descriptor descriptor)
    {
        using Stream stream = OpenBlob(descriptor);
        byte[] bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    /// <summary>Stores a manifest. Its digest finds it; what <see cref="Publish"/> then gives it, a tag or a subject, keeps it.</summary>
    public Descriptor PutManifest(OciManifest manifest) =>
        PutBlob(MediaTypes.Manifest, RegistryJson.Write(manifest)) with { ArtifactType = manifest.ArtifactType };

    /// <summary>Reads a manifest.</summary>
    /// <exception cref="FaultException">It is missing, changed or no manifest (exit 3).</exception>
    public OciManifest ReadManifest(Descriptor descriptor)
    {
        OciManifest manifest = ReadJson<OciManifest>(descriptor, "an OCI manifest");
        return manifest.SchemaVersion == 2 && manifest.MediaType is null or MediaTypes.Manifest
            ? manifest
            : throw Damaged(
                descriptor, $"schemaVersion {manifest.SchemaVersion}, media type '{manifest.MediaType}'", $"2, '{MediaTypes.Manifest}'");
    }

    /// <summary>
    /// Attaches manifests to their subjects and points tags at manifests, all in one step: a reader sees everything or nothing.
    /// </summary>
    /// <param name="held">The lock of this repository.</param>
    /// <param name="tags">Which tag shall point at which manifest.</param>
    /// <param name="attachments">Manifests with a subject; each becomes the latest that is attached to it.</param>
    public void Publish(RegistryLock held, IReadOnlyDictionary<string, Descriptor> tags, IReadOnlyList<Descriptor> attachments)
    {
        if (!held.IsOf(lockPath))
            throw new ArgumentException("the lock of another repository", nameof(held));
        Reach(() =>
        {
            OciIndex index = files.ReadIndex();
            foreach (Descriptor attachment in attachments)
                index = WithAttachment(index, attachment);
            foreach ((string tag, Descriptor manifest) in tags)
                index = index.WithTag(RegistryName.Tag(tag), manifest);
            files.WriteIndex(index);
            return true;
        });
    }

    /// <summary>Removes a manifest that another one has replaced under its tag, unless some tag still names it.</summary>
    /// <param name="held">The lock of this repository: whoever reads what may be replaced holds it, too.</param>
    /// <param name="manifest">The manifest.</param>
    public void RemoveReplaced(RegistryLock held, Descriptor manifest)
    {
        if (!held.IsOf(lockPath))
            throw new ArgumentException("the lock of another repository", nameof(held));
        Reach(() =>
        {
            if (files.ReadIndex().Manifests.All(entry => entry.Digest != manifest.Digest))
                File.Delete(blobs.PathOf(manifest.Digest));
            return true;
        });
    }

    /// <inheritdoc/>
    public IReadOnlyList<StoredBlob> Blobs() => Reach(() => files.Exists() ? blobs.All() : []);

    /// <inheritdoc/>
    public void Remove(RegistryLock held, IReadOnlyCollection<string> manifests, IReadOnlyList<StoredContent> unnamed)
    {
        if (!held.IsOf(lockPath))
            throw new ArgumentException("the lock of another repository", nameof(held));
        Reach(() =>
        {
            OciIndex index = files.ReadIndex();
            // The names first: whoever is stopped in between leaves blobs that nothing names, and no name of nothing.
            files.WriteIndex(index with { Manifests = [.. index.Manifests.Where(entry => !manifests.Contains(entry.Digest))] });
            foreach (string manifest in manifests)
                File.Delete(blobs.PathOf(manifest));
            foreach (StoredContent blob in unnamed)
                blobs.RemoveUnused(blob);
            return true;
        });
    }

    /// <summary>The manifest that a tag or digest names, or null where there is none.</summary>
    /// <param name="reference">A tag, or <c>sha256:…</c>.</param>
    public Descriptor? Resolve(string reference) => Reach(() =>
    {
        if (!Digest.IsWellFormed(reference))
            RegistryName.Tag(reference);
        if (!files.Exists())
            return null;
        OciIndex index = files.ReadIndex();
        if (!Digest.IsWellFormed(reference))
            return index.Tagged(reference)?.WithoutTag();
        if (index.Manifests.FirstOrDefault(entry => entry.Digest == reference) is { } listed)
            return listed.WithoutTag();
        // Attachments are listed by their subject alone, so a manifest may be there without an entry of its own.
        return blobs.SizeOf(reference) is { } size
            ? new Descriptor { MediaType = MediaTypes.Manifest, Digest = reference, Size = size }
            : null;
    });

    /// <summary>Every tag, in ordinal order, without those that only list attachments or decisions on a holdout, or name data.</summary>
    public IReadOnlyList<string> Tags() =>
        [.. AllTags().Where(RegistryName.IsShown)];

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, Descriptor> Tagged() => Reach(() =>
    {
        SortedDictionary<string, Descriptor> tagged = new(StringComparer.Ordinal);
        foreach (Descriptor entry in files.Exists() ? files.ReadIndex().Manifests : [])
        {
            if (entry.Annotation(AnnotationKeys.RefName) is { } tag)
                tagged[tag] = entry.WithoutTag();
        }

        return tagged;
    });

    /// <inheritdoc/>
    public IReadOnlyList<Descriptor> Referrers(string digest) =>
        Resolve(RegistryName.ReferrersTag(digest)) is { } list ? AttachmentOrder.Sort(ReadJson<OciIndex>(list, "an OCI index").Manifests) : [];

    /// <summary>What is attached to a manifest, the latest last.</summary>
    /// <param name="digest">The digest of the manifest.</param>
    /// <param name="artifactType">What kind to list.</param>
    public IReadOnlyList<Descriptor> Referrers(string digest, string artifactType) =>
        [.. Referrers(digest).Where(entry => entry.ArtifactType == artifactType)];

    /// <summary>The digests of all manifests that something is attached to.</summary>
    public IReadOnlyList<string> Subjects() =>
        [.. AllTags().Select(RegistryName.SubjectOf).Where(Digest.IsWellFormed)];

    /// <summary>What a message says of content that is not what it should be.</summary>
    public FaultException Damaged(Descriptor descriptor, string found, string expected) =>
        LayoutFaults.Damaged(Folder, blobs.PathOf(descriptor.Digest), found, expected);

    private IEnumerable<string> AllTags() => Reach(() => files.Exists() ? files.ReadIndex().Manifests : [])
        .Select(entry => entry.Annotation(AnnotationKeys.RefName)).OfType<string>().Order(StringComparer.Ordinal);

    private OciIndex WithAttachment(OciIndex index, Descriptor attachment)
    {
        OciManifest manifest = ReadManifest(attachment);
        string subject = manifest.Subject?.Digest ?? throw new ArgumentException("an attachment without a subject", nameof(attachment));
        string tag = RegistryName.ReferrersTag(subject);
        OciIndex list = index.Tagged(tag) is { } listed ? ReadJson<OciIndex>(listed.WithoutTag(), "an OCI index") : OciIndex.Empty;
        byte[] bytes = RegistryJson.Write(list.WithLatest(attachment with { Annotations = manifest.Annotations }));
        return index.WithTag(tag, PutBlob(MediaTypes.Index, bytes));
    }

    private T ReadJson<T>(Descriptor descriptor, string expected)
    {
        if (descriptor.Size > MaximumManifestBytes)
            throw Damaged(descriptor, $"{descriptor.Size} bytes", $"{expected} of at most {MaximumManifestBytes}");
        try
        {
            return RegistryJson.Read<T>(ReadBlob(descriptor));
        }
        catch (JsonException exception)
        {
            throw Damaged(descriptor, $"{descriptor.Size} bytes that cannot be read as one ({exception.Message.TrimEnd('.')})", expected);
        }
    }

    private T Reach<T>(Func<T> action) => LayoutFaults.Reach(Folder, action);
}
