using MlCi.Findings;
using MlCi.Models;

namespace MlCi.Adapters.Registry;

/// <summary>
/// One pipeline's repository: manifests and blobs by their digests, tags that point at manifests, and what is attached to them.
/// Where nothing was ever registered, it does not exist; what is there and not whole is a fault (exit 3), never an empty answer.
/// </summary>
public interface IRepository
{
    /// <summary>The pipeline's name.</summary>
    string Pipeline { get; }

    /// <summary>Where it is, as messages have it: a folder, or <c>host/namespace/pipeline</c>.</summary>
    string Place { get; }

    /// <summary>Whether anything was ever registered.</summary>
    bool Exists();

    /// <summary>Whether the lock keeps everybody away who could write here; else what others write at the same time must not be lost.</summary>
    bool LocksOutOthers { get; }

    /// <summary>Takes the right to move tags, as far as there is one.</summary>
    /// <exception cref="FaultException">Somebody else holds it too long, or the registry is out of reach (exit 3).</exception>
    RegistryLock Lock();

    /// <summary>Stores bytes.</summary>
    Descriptor PutBlob(string mediaType, ReadOnlyMemory<byte> bytes);

    /// <summary>Stores what is written to a stream; nothing is held in memory.</summary>
    /// <param name="mediaType">What it is.</param>
    /// <param name="write">Writes it.</param>
    /// <param name="expectedDigest">The digest that it must have, or null.</param>
    /// <exception cref="FaultException">The digest is another one, or the registry cannot be written (exit 3).</exception>
    Descriptor PutBlob(string mediaType, Action<Stream> write, string? expectedDigest = null);

    /// <summary>Stores a file, unless its content is there.</summary>
    /// <exception cref="FaultException">There is no such file (exit 2), or the registry cannot be written (exit 3).</exception>
    Descriptor PutFile(string mediaType, string path);

    /// <summary>Takes content over from another repository of the same place, if that can be done without its bytes travelling.</summary>
    /// <param name="descriptor">The content.</param>
    /// <param name="from">The repository that holds it.</param>
    /// <returns>Whether it is here now.</returns>
    /// <exception cref="FaultException">The registry is out of reach (exit 3).</exception>
    bool TryMount(Descriptor descriptor, IRepository from);

    /// <summary>Looks whether content is there in its full length, without reading it.</summary>
    /// <exception cref="FaultException">It is not (exit 3).</exception>
    void CheckPresent(Descriptor descriptor);

    /// <summary>Opens content for reading, at its start, its digest verified.</summary>
    /// <exception cref="FaultException">It is missing, cut off or changed (exit 3).</exception>
    Stream OpenBlob(Descriptor descriptor);

    /// <summary>Reads content whole, its digest verified.</summary>
    /// <exception cref="FaultException">It is missing, cut off or changed (exit 3).</exception>
    byte[] ReadBlob(Descriptor descriptor);

    /// <summary>Stores a manifest. Its digest finds it; what <see cref="Publish"/> then gives it, a tag or a subject, keeps it.</summary>
    Descriptor PutManifest(OciManifest manifest);

    /// <summary>Reads a manifest.</summary>
    /// <exception cref="FaultException">It is missing, changed or no manifest (exit 3).</exception>
    OciManifest ReadManifest(Descriptor descriptor);

    /// <summary>Attaches manifests to their subjects, then points tags at manifests.</summary>
    /// <param name="held">The lock of this repository.</param>
    /// <param name="tags">Which tag shall point at which manifest.</param>
    /// <param name="attachments">Manifests with a subject; what was made last counts as the latest (<see cref="AnnotationKeys.Created"/>).</param>
    void Publish(RegistryLock held, IReadOnlyDictionary<string, Descriptor> tags, IReadOnlyList<Descriptor> attachments);

    /// <summary>Removes a manifest that another one has replaced under its tag, unless some tag still names it, or nobody can tell.</summary>
    /// <param name="held">The lock of this repository: whoever reads what may be replaced holds it, too.</param>
    /// <param name="manifest">The manifest.</param>
    void RemoveReplaced(RegistryLock held, Descriptor manifest);

    /// <summary>Every blob, manifests among them; none where the registry itself removes what no manifest names.</summary>
    IReadOnlyList<StoredBlob> Blobs();

    /// <summary>Removes manifests with every tag of theirs, and blobs that were not written since they were looked at.</summary>
    /// <param name="held">The lock of this repository, under which they were looked at.</param>
    /// <param name="manifests">The digests of manifests and of lists of attachments.</param>
    /// <param name="unnamed">Blobs that nothing names; none where <see cref="Blobs"/> gave none.</param>
    /// <exception cref="FaultException">The registry does not let manifests be removed, or is out of reach (exit 3).</exception>
    void Remove(RegistryLock held, IReadOnlyCollection<string> manifests, IReadOnlyList<StoredContent> unnamed);

    /// <summary>The manifest that a tag or digest names, or null where there is none.</summary>
    /// <param name="reference">A tag, or <c>sha256:…</c>.</param>
    Descriptor? Resolve(string reference);

    /// <summary>Every tag, in ordinal order, without those that only list or name attachments or decisions on a holdout, or name data.</summary>
    IReadOnlyList<string> Tags();

    /// <summary>Every tag with the manifest that it points at, in ordinal order; those of lists, ledgers and data are among them.</summary>
    IReadOnlyDictionary<string, Descriptor> Tagged();

    /// <summary>What is attached to a manifest, of every kind, the latest last.</summary>
    /// <param name="digest">The digest of the manifest.</param>
    IReadOnlyList<Descriptor> Referrers(string digest);

    /// <summary>What is attached to a manifest, the latest last.</summary>
    /// <param name="digest">The digest of the manifest.</param>
    /// <param name="artifactType">What kind to list.</param>
    IReadOnlyList<Descriptor> Referrers(string digest, string artifactType);

    /// <summary>The digests of all manifests that something is attached to.</summary>
    IReadOnlyList<string> Subjects();

    /// <summary>What a message says of content that is not what it should be.</summary>
    FaultException Damaged(Descriptor descriptor, string found, string expected);
}
