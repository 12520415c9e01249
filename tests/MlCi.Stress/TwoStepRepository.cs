using MlCi.Adapters.Registry;
using MlCi.Findings;

namespace MlCi.Stress;

/// <summary>
/// A repository in a folder that attaches first and moves tags afterwards, as it must be over HTTP, so that its user can be killed
/// between; with the folder's lock, or with none that keeps others away.
/// </summary>
public sealed class TwoStepRepository(FolderRegistry inner, string root, bool hasLock) : IRepository, IRegistryPlace
{
    public string Pipeline => inner.Pipeline;

    public string Place => inner.Place;

    public string Shown => inner.Place;

    public IRepository Repository(string pipeline) => this;

    public IReadOnlyList<string> Pipelines() => [Pipeline];

    public bool Exists() => inner.Exists();

    public RegistryLock Lock() => hasLock ? inner.Lock() : new FolderRegistry(Path.Combine(root, "nobody"), $"p{Environment.ProcessId}").Lock();

    public Descriptor PutBlob(string mediaType, ReadOnlyMemory<byte> bytes) => inner.PutBlob(mediaType, bytes);

    public Descriptor PutBlob(string mediaType, Action<Stream> write, string? expectedDigest = null) => inner.PutBlob(mediaType, write, expectedDigest);

    public Descriptor PutFile(string mediaType, string path) => inner.PutFile(mediaType, path);

    public bool LocksOutOthers => false;

    public bool TryMount(Descriptor descriptor, IRepository from) => false;

    public void CheckPresent(Descriptor descriptor) => inner.CheckPresent(descriptor);

    public Stream OpenBlob(Descriptor descriptor) => inner.OpenBlob(descriptor);

    public byte[] ReadBlob(Descriptor descriptor) => inner.ReadBlob(descriptor);

    public Descriptor PutManifest(OciManifest manifest) => inner.PutManifest(manifest);

    public OciManifest ReadManifest(Descriptor descriptor) => inner.ReadManifest(descriptor);

    public void Publish(RegistryLock held, IReadOnlyDictionary<string, Descriptor> tags, IReadOnlyList<Descriptor> attachments)
    {
        Step(held, new Dictionary<string, Descriptor>(StringComparer.Ordinal), attachments);
        // As long as the way to a registry and back may take.
        Thread.Sleep(5);
        Step(held, tags, []);
    }

    public void RemoveReplaced(RegistryLock held, Descriptor manifest) => inner.RemoveReplaced(held, manifest);

    public IReadOnlyList<StoredBlob> Blobs() => inner.Blobs();

    public void Remove(RegistryLock held, IReadOnlyCollection<string> manifests, IReadOnlyList<MlCi.Models.StoredContent> unnamed) => inner.Remove(held, manifests, unnamed);

    public IReadOnlyDictionary<string, Descriptor> Tagged() => inner.Tagged();

    public IReadOnlyList<Descriptor> Referrers(string digest) => inner.Referrers(digest);

    public Descriptor? Resolve(string reference) => inner.Resolve(reference);

    public IReadOnlyList<string> Tags() => inner.Tags();

    public IReadOnlyList<Descriptor> Referrers(string digest, string artifactType) => inner.Referrers(digest, artifactType);

    public IReadOnlyList<string> Subjects() => inner.Subjects();

    public FaultException Damaged(Descriptor descriptor, string found, string expected) => inner.Damaged(descriptor, found, expected);

    // One step is one: no attachment is lost to another writer, lock or not.
    private void Step(RegistryLock held, IReadOnlyDictionary<string, Descriptor> tags, IReadOnlyList<Descriptor> attachments)
    {
        if (hasLock)
        {
            inner.Publish(held, tags, attachments);
            return;
        }

        using RegistryLock own = inner.Lock();
        inner.Publish(own, tags, attachments);
    }
}
