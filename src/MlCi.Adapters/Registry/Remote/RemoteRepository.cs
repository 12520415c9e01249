using System.Security.Cryptography;
using System.Text.Json;
using MlCi.Adapters.Storage;
using MlCi.Data;
using MlCi.Findings;
using MlCi.Models;

namespace MlCi.Adapters.Registry.Remote;

/// <summary>
/// One pipeline's repository in a registry that is asked over HTTP (OCI distribution specification 1.1). Such a registry has no
/// compare-and-swap: the lock is one of this machine, and of others where pipeline.yml names a command for it.
/// </summary>
internal sealed class RemoteRepository : IRepository
{
    private readonly RegistryClient client;
    private readonly RemotePlace place;
    private readonly RemoteManifests manifests;
    private readonly RemoteBlobs blobs;
    private readonly PagedList lists;
    private readonly RemoteAttachments attachments;
    private readonly CancellationToken interrupted;

    internal RemoteRepository(RegistryClient client, RemotePlace place, string pipeline, CancellationToken interrupted)
    {
        (this.client, this.place, this.interrupted) = (client, place, interrupted);
        Pipeline = RegistryName.Pipeline(pipeline);
        Name = $"{client.Address.Namespace}/{Pipeline}";
        manifests = new RemoteManifests(client, Name, interrupted);
        blobs = new RemoteBlobs(client, Name, interrupted);
        lists = new PagedList(client, interrupted);
        attachments = new RemoteAttachments(manifests, lists, Name, Damaged);
    }

    /// <inheritdoc/>
    public string Pipeline { get; }

    /// <summary>The repository's name in the registry.</summary>
    public string Name { get; }

    /// <inheritdoc/>
    public string Place => $"{client.Address.Host}/{Name}";

    /// <inheritdoc/>
    public bool LocksOutOthers => false;

    /// <inheritdoc/>
    public bool Exists() => Blocking.Wait(() => lists.Tags(Name)) is not null;

    /// <inheritdoc/>
    public RegistryLock Lock() => place.Lock(Place, LockPath, interrupted);

    /// <inheritdoc/>
    public Descriptor PutBlob(string mediaType, ReadOnlyMemory<byte> bytes)
    {
        Descriptor descriptor = new() { MediaType = mediaType, Digest = Digest.OfBytes(bytes.Span), Size = bytes.Length };
        using MemoryStream content = new(bytes.ToArray(), writable: false);
        Put(content, descriptor);
        return descriptor;
    }

    /// <inheritdoc/>
    public Descriptor PutBlob(string mediaType, Action<Stream> write, string? expectedDigest = null) => Reach(() =>
    {
        // Its digest is asked for first, and only what is not there travels.
        using FileStream content = TemporaryContent.Open(place.TemporaryFolder);
        using SHA256 hash = SHA256.Create();
        using (CryptoStream hashed = new(content, hash, CryptoStreamMode.Write, leaveOpen: true))
            write(hashed);
        string digest = Digest.Prefix + Convert.ToHexStringLower(hash.Hash!);
        if (expectedDigest is not null && digest != expectedDigest)
            throw FaultException.OutOfReach($"content for '{Place}': found digest {digest}, expected {expectedDigest}; it was cut off or changed on its way");
        Descriptor descriptor = new() { MediaType = mediaType, Digest = digest, Size = content.Length };
        Put(content, descriptor);
        return descriptor;
    });

    /// <inheritdoc/>
    public Descriptor PutFile(string mediaType, string path)
    {
        if (!File.Exists(path))
            throw FaultException.Misconfigured($"{path}: found no such file, expected one to register");
        return Reach(() =>
        {
            Descriptor descriptor = new() { MediaType = mediaType, Digest = FileDigests.OfFile(path), Size = new FileInfo(path).Length };
            using FileStream content = new(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 0, FileOptions.SequentialScan);
            Put(content, descriptor);
            return descriptor;
        });
    }

    /// <inheritdoc/>
    public bool TryMount(Descriptor descriptor, IRepository from) =>
        from is RemoteRepository other && other.client.Address.Host == client.Address.Host
        && (other.Name == Name || Blocking.Wait(() => blobs.Mount(descriptor, other.Name)));

    /// <inheritdoc/>
    public void CheckPresent(Descriptor descriptor)
    {
        CheckDigest(descriptor);
        long? size = Blocking.Wait(() => blobs.SizeOf(descriptor.Digest));
        if (size is null)
            throw Damaged(descriptor, "no such content", $"a blob of {descriptor.Size} bytes");
        if (size != descriptor.Size)
            throw Damaged(descriptor, $"{size} bytes", $"{descriptor.Size}");
    }

    /// <inheritdoc/>
    public Stream OpenBlob(Descriptor descriptor) => Reach(() =>
    {
        FileStream content = TemporaryContent.Open(place.TemporaryFolder);
        try
        {
            Bring(descriptor, content);
            return content;
        }
        catch
        {
            content.Dispose();
            throw;
        }
    });

    /// <inheritdoc/>
    public byte[] ReadBlob(Descriptor descriptor)
    {
        // Registries keep manifests and lists apart from all other content.
        if (descriptor.MediaType is MediaTypes.Manifest or MediaTypes.Index)
            return ManifestBytes(descriptor);
        if (descriptor.Size > Array.MaxLength)
            throw Damaged(descriptor, $"{descriptor.Size} bytes", "content that fits into memory");
        using MemoryStream content = new();
        Bring(descriptor, content);
        return content.ToArray();
    }

    /// <inheritdoc/>
    public Descriptor PutManifest(OciManifest manifest)
    {
        byte[] bytes = RegistryJson.Write(manifest);
        string digest = Digest.OfBytes(bytes);
        Blocking.Wait(() => manifests.Put(digest, MediaTypes.Manifest, bytes));
        return new Descriptor { MediaType = MediaTypes.Manifest, Digest = digest, Size = bytes.Length, ArtifactType = manifest.ArtifactType };
    }

    /// <inheritdoc/>
    public OciManifest ReadManifest(Descriptor descriptor)
    {
        byte[] bytes = ManifestBytes(descriptor);
        try
        {
            OciManifest manifest = RegistryJson.Read<OciManifest>(bytes);
            return manifest.SchemaVersion == 2 && manifest.MediaType is null or MediaTypes.Manifest ? manifest
                : throw Damaged(descriptor, $"schemaVersion {manifest.SchemaVersion}, media type '{InertText.Of(manifest.MediaType ?? "")}'", $"2, '{MediaTypes.Manifest}'");
        }
        catch (JsonException exception)
        {
            throw Damaged(descriptor, $"{bytes.Length} bytes that cannot be read as one ({exception.Message.TrimEnd('.')})", "an OCI manifest");
        }
    }

    /// <inheritdoc/>
    public void Publish(RegistryLock held, IReadOnlyDictionary<string, Descriptor> tags, IReadOnlyList<Descriptor> attachments)
    {
        CheckHeld(held);
        Blocking.Wait(async () =>
        {
            // Evidence first: no tag ever names what is not proven yet.
            foreach (Descriptor attachment in attachments)
                await this.attachments.Attach(attachment);
            foreach ((string tag, Descriptor manifest) in tags)
                await Move(RegistryName.Tag(tag), manifest);
        });
    }

    /// <summary>
    /// Keeps the manifest: to remove it would remove every tag that somebody else has meanwhile pointed at it. Registries collect what
    /// no tag names.
    /// </summary>
    /// <inheritdoc/>
    public void RemoveReplaced(RegistryLock held, Descriptor manifest) => CheckHeld(held);

    /// <inheritdoc/>
    public Descriptor? Resolve(string reference)
    {
        if (!Digest.IsWellFormed(reference))
            RegistryName.Tag(reference);
        return Blocking.Wait(() => manifests.Get(reference))?.Descriptor;
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Tags() => [.. AllTags().Where(RegistryName.IsShown)];

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, Descriptor> Tagged()
    {
        SortedDictionary<string, Descriptor> tagged = new(StringComparer.Ordinal);
        foreach (string tag in AllTags())
        {
            // The tag of an attachment says its digest, of which the manifest may be known already.
            if (Blocking.Wait(() => manifests.Get(RegistryName.AttachmentOf(tag)?.Attachment ?? tag)) is { } found)
                tagged[tag] = found.Descriptor;
        }

        return tagged;
    }

    /// <inheritdoc/>
    public IReadOnlyList<Descriptor> Referrers(string digest) => AttachmentOrder.Sort(Blocking.Wait(() => attachments.Of(digest)));

    /// <inheritdoc/>
    public IReadOnlyList<Descriptor> Referrers(string digest, string artifactType) =>
        [.. Referrers(digest).Where(entry => entry.ArtifactType == artifactType)];

    /// <summary>None: a registry collects by itself what no manifest names.</summary>
    /// <inheritdoc/>
    public IReadOnlyList<StoredBlob> Blobs() => [];

    /// <inheritdoc/>
    public void Remove(RegistryLock held, IReadOnlyCollection<string> manifests, IReadOnlyList<StoredContent> unnamed)
    {
        CheckHeld(held);
        foreach (string digest in manifests)
            Blocking.Wait(() => this.manifests.Delete(digest));
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Subjects() => RemoteAttachments.Subjects(AllTags());

    /// <inheritdoc/>
    public FaultException Damaged(Descriptor descriptor, string found, string expected) => FaultException.OutOfReach(
        $"{Place}@{InertText.Of(descriptor.Digest)}: found {found}, expected {expected}; the registry does not hold what was registered: register anew");

    private string LockPath => Path.Combine(place.LockFolder, $"{Digest.OfText(Place)[Digest.Prefix.Length..][..12]}-{Pipeline}.lock");

    private string[] AllTags() => [.. (Blocking.Wait(() => lists.Tags(Name)) ?? []).Order(StringComparer.Ordinal)];

    private async Task Move(string tag, Descriptor manifest)
    {
        RemoteManifest stored = await manifests.Get(manifest.Digest) ?? throw Damaged(manifest, "no such manifest", $"the one for the tag '{tag}'");
        await manifests.Put(tag, stored.MediaType, stored.Bytes);
        if (await manifests.Get(tag) is var seen && seen?.Digest != stored.Digest)
        {
            throw FaultException.OutOfReach(
                $"{Place}: found the tag '{tag}' moved meanwhile to {seen?.Digest ?? "nothing"}, expected {stored.Digest} as it was just set; "
                + "somebody else moves it, too: look at it and do it again, or name a lock command as registry.lock in pipeline.yml");
        }
    }

    private byte[] ManifestBytes(Descriptor descriptor)
    {
        CheckDigest(descriptor);
        RemoteManifest stored = Blocking.Wait(() => manifests.Get(descriptor.Digest)) ?? throw Damaged(descriptor, "no such manifest", $"one of {descriptor.Size} bytes");
        return stored.Bytes.Length == descriptor.Size ? stored.Bytes : throw Damaged(descriptor, $"{stored.Bytes.Length} bytes", $"{descriptor.Size}");
    }

    private void Put(Stream content, Descriptor descriptor) => Blocking.Wait(() => blobs.Put(content, descriptor));

    private void Bring(Descriptor descriptor, Stream to)
    {
        CheckDigest(descriptor);
        Blocking.Wait(() => new BlobDownload(client, Name, (found, expected) => Damaged(descriptor, found, expected), interrupted).Run(descriptor, to));
    }

    // What a hostile manifest names must not become a part of an address.
    private void CheckDigest(Descriptor descriptor)
    {
        if (!Digest.IsWellFormed(descriptor.Digest) || descriptor.Size < 0)
            throw Damaged(descriptor, $"the name '{InertText.Of(descriptor.Digest)}' of {descriptor.Size} bytes", "sha256: and 64 hexadecimal digits");
    }

    private void CheckHeld(RegistryLock held)
    {
        if (!held.IsOf(LockPath))
            throw new ArgumentException("the lock of another repository", nameof(held));
    }

    private T Reach<T>(Func<T> action) => LayoutFaults.Reach(place.TemporaryFolder, action);
}
