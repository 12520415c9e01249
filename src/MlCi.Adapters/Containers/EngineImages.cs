using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using MlCi.Adapters.Containers.Engines;
using MlCi.Adapters.Registry;
using MlCi.Adapters.Registry.Remote;
using MlCi.Adapters.Storage;
using MlCi.Data;
using MlCi.Findings;

namespace MlCi.Adapters.Containers;

/// <summary>Takes images out of an engine, and away from it.</summary>
public static class EngineImages
{
    private const int BufferSize = 1 << 17;

    // A layer may be packed, and what it unpacks to is nobody's promise.
    private const long MostUnpacked = 64L << 30;

    /// <summary>
    /// Writes an image of an engine as an OCI image layout. The config's bytes stay, so that its digest is the engine's id; layers are packed
    /// with gzip, to the same bytes each time, and held against the digests that the config has of them.
    /// </summary>
    /// <param name="engine">The engine.</param>
    /// <param name="image">The image's id or reference.</param>
    /// <param name="layout">The folder, which is replaced once the image is whole.</param>
    /// <exception cref="FaultException">The engine is out of reach, or what it gives is not that image (exit 3).</exception>
    public static ContainerImage Import(IContainerEngine engine, string image, string layout)
    {
        string id = engine.Image(image).Id;
        using AtomicFolder whole = new(layout);
        string blobs = Path.Combine(whole.Unfinished, "blobs", "sha256");
        Directory.CreateDirectory(blobs);
        ContainerImage written;
        using (FileStream file = TemporaryContent.Open(whole.Unfinished))
        {
            engine.Save(id, file);
            written = Write(new SavedArchive(file, $"{engine.Shown}, image {id}"), id, whole.Unfinished);
        }

        whole.Commit();
        return written with { Layout = Path.GetFullPath(layout) };
    }

    /// <summary>Removes an image that nobody has given a name: one that has a name was there before, for somebody else.</summary>
    /// <param name="engine">The engine; where it goes away now, it keeps the image.</param>
    /// <param name="id">The image's id.</param>
    public static void Remove(IContainerEngine engine, string id)
    {
        try
        {
            if (!engine.Image(id).IsNamed)
                engine.RemoveImage(id);
        }
        catch (FaultException)
        {
            // It stays in the engine, for its owner to remove: that does not take the verdict with it.
        }
    }

    private static ContainerImage Write(SavedArchive archive, string id, string layout)
    {
        (byte[] config, IReadOnlyList<string> names) = archive.Image(id);
        IReadOnlyList<string> diffIds = DiffIdsOf(config, archive);
        if (diffIds.Count != names.Count)
            throw archive.Damaged($"{names.Count} layers", $"{diffIds.Count}, as its config has");
        var blobs = new BlobFolder(layout);
        List<Descriptor> layers = [];
        long unpacked = 0;
        for (int at = 0; at < names.Count; at++)
        {
            (string digest, long size) = blobs.Put(packed => unpacked += Pack(archive, names[at], diffIds[at], packed), expected: null);
            layers.Add(new Descriptor { MediaType = ImageMediaTypes.PackedLayer, Digest = digest, Size = size });
        }

        Descriptor stored = Put(blobs, ImageMediaTypes.Config, config);
        Descriptor manifest = Put(blobs, MediaTypes.Manifest, RegistryJson.Write(new OciManifest { SchemaVersion = 2, MediaType = MediaTypes.Manifest, Config = stored, Layers = layers }));
        AtomicFile.WriteBytes(Path.Combine(layout, "oci-layout"), RegistryJson.Write(new LayoutVersion { Version = LayoutVersion.Supported }));
        AtomicFile.WriteBytes(Path.Combine(layout, "index.json"), RegistryJson.Write(OciIndex.Empty.WithLatest(manifest)));
        return new ContainerImage(layout, manifest, stored, layers, diffIds, unpacked);
    }

    private static Descriptor Put(BlobFolder blobs, string type, byte[] bytes)
    {
        (string digest, long size) = blobs.Put(stream => stream.Write(bytes), expected: null);
        return new Descriptor { MediaType = type, Digest = digest, Size = size };
    }

    private static long Pack(SavedArchive archive, string name, string diffId, Stream packed)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using Stream tar = archive.OpenLayer(name);
        long total = 0;
        try
        {
            // Left open, as the blob's digest is finished by its owner.
            using var gzip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true);
            byte[] buffer = new byte[BufferSize];
            for (int read = tar.Read(buffer); read > 0; read = tar.Read(buffer))
            {
                if ((total += read) > MostUnpacked)
                    throw archive.Damaged($"more than {MostUnpacked} bytes in layer {name}", "fewer");
                hash.AppendData(buffer, 0, read);
                gzip.Write(buffer, 0, read);
            }
        }
        catch (InvalidDataException e)
        {
            throw archive.Damaged($"a layer {name} that cannot be unpacked ({e.Message.TrimEnd('.')})", "a whole one");
        }

        string digest = Digest.Prefix + Convert.ToHexStringLower(hash.GetHashAndReset());
        return digest == diffId ? total : throw archive.Damaged($"layer {name} of digest {digest}", diffId);
    }

    private static string[] DiffIdsOf(byte[] config, SavedArchive archive)
    {
        try
        {
            using var document = JsonDocument.Parse(config);
            return [.. document.RootElement.Part("rootfs").ListOf("diff_ids").Select(one => one.ValueKind == JsonValueKind.String ? one.GetString()! : "")];
        }
        catch (JsonException e)
        {
            throw archive.Damaged($"a config that is not JSON ({e.Message.TrimEnd('.')})", "that of an image");
        }
    }
}
