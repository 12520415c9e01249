using MlCi.Adapters.Registry;
using MlCi.Data;
using MlCi.Findings;

namespace MlCi.Adapters.Tests.Registry;

/// <summary>
/// A repository that has no lock and no step that does two things: attachments are written first, then each tag is moved, as over
/// HTTP. Whoever looks on may stop or kill a caller before every step.
/// </summary>
internal sealed class MemoryRepository(MemoryContent content, Action step) : IRepository, IRegistryPlace
{
    public string Pipeline => "telco";

    public string Place => "memory/telco";

    public string Shown => "memory";

    public IRepository Repository(string pipeline) => this;

    public IReadOnlyList<string> Pipelines() => ["telco"];

    public bool Exists() => true;

    // Everybody gets one at once: it keeps nobody away.
    public RegistryLock Lock() => RegistryLock.Take(Path.Combine(content.Folder, Guid.NewGuid().ToString("N")), TimeSpan.Zero);

    public Descriptor PutBlob(string mediaType, ReadOnlyMemory<byte> bytes)
    {
        string digest = Digest.OfBytes(bytes.Span);
        lock (content)
            content.Blobs[digest] = bytes.ToArray();
        return new Descriptor { MediaType = mediaType, Digest = digest, Size = bytes.Length };
    }

    public Descriptor PutBlob(string mediaType, Action<Stream> write, string? expectedDigest = null)
    {
        using var stream = new MemoryStream();
        write(stream);
        return PutBlob(mediaType, stream.ToArray());
    }

    public Descriptor PutFile(string mediaType, string path) => PutBlob(mediaType, File.ReadAllBytes(path));

    public bool LocksOutOthers => false;

    public bool TryMount(Descriptor descriptor, IRepository from) => false;

    public void CheckPresent(Descriptor descriptor) => ReadBlob(descriptor);

    public Stream OpenBlob(Descriptor descriptor) => new MemoryStream(ReadBlob(descriptor));

    public byte[] ReadBlob(Descriptor descriptor)
    {
        lock (content)
            return content.Blobs.TryGetValue(descriptor.Digest, out byte[]? bytes) ? bytes : throw Damaged(descriptor, "nothing", "a blob");
    }

    public Descriptor PutManifest(OciManifest manifest) =>
        PutBlob(MediaTypes.Manifest, RegistryJson.Write(manifest)) with { ArtifactType = manifest.ArtifactType };

    public OciManifest ReadManifest(Descriptor descriptor) => RegistryJson.Read<OciManifest>(ReadBlob(descriptor));

    public void Publish(RegistryLock held, IReadOnlyDictionary<string, Descriptor> tags, IReadOnlyList<Descriptor> attachments)
    {
        foreach (Descriptor attachment in attachments)
        {
            string subject = ReadManifest(attachment).Subject!.Digest;
            step();
            lock (content)
                content.Attached.Add((subject, attachment));
        }

        foreach ((string tag, Descriptor manifest) in tags)
        {
            step();
            lock (content)
                content.Tags[tag] = manifest;
        }
    }

    public void RemoveReplaced(RegistryLock held, Descriptor manifest) => throw new NotSupportedException();

    public Descriptor? Resolve(string reference)
    {
        step();
        lock (content)
        {
            return content.Tags.GetValueOrDefault(reference)
                ?? (content.Blobs.TryGetValue(reference, out byte[]? bytes) ? new Descriptor { MediaType = MediaTypes.Manifest, Digest = reference, Size = bytes.Length } : null);
        }
    }

    public IReadOnlyList<string> Tags()
    {
        lock (content)
            return [.. content.Tags.Keys];
    }

    public IReadOnlyList<StoredBlob> Blobs() => [];

    public void Remove(RegistryLock held, IReadOnlyCollection<string> manifests, IReadOnlyList<MlCi.Models.StoredContent> unnamed) => throw new NotSupportedException();

    public IReadOnlyDictionary<string, Descriptor> Tagged()
    {
        lock (content)
            return new Dictionary<string, Descriptor>(content.Tags, StringComparer.Ordinal);
    }

    public IReadOnlyList<Descriptor> Referrers(string digest)
    {
        lock (content)
            return [.. content.Attached.Where(one => one.Subject == digest).Select(one => one.Attachment)];
    }

    public IReadOnlyList<Descriptor> Referrers(string digest, string artifactType)
    {
        lock (content)
            return [.. content.Attached.Where(one => one.Subject == digest && one.Attachment.ArtifactType == artifactType).Select(one => one.Attachment)];
    }

    public IReadOnlyList<string> Subjects()
    {
        step();
        lock (content)
            return [.. content.Attached.Select(one => one.Subject).Distinct(StringComparer.Ordinal)];
    }

    public FaultException Damaged(Descriptor descriptor, string found, string expected) =>
        FaultException.OutOfReach($"{Place} {descriptor.Digest}: found {found}, expected {expected}");
}

/// <summary>What such a repository holds.</summary>
internal sealed class MemoryContent(string folder)
{
    public string Folder => folder;

    public Dictionary<string, byte[]> Blobs { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, Descriptor> Tags { get; } = new(StringComparer.Ordinal);

    public List<(string Subject, Descriptor Attachment)> Attached { get; } = [];
}
