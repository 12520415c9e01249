using System.IO.Compression;
using MlCi.Adapters.Registry;
using MlCi.Adapters.Storage;
using MlCi.Data;
using MlCi.Findings;

namespace MlCi.Adapters.Containers;

/// <summary>A layer as it was written.</summary>
/// <param name="Blob">It, as it is stored.</param>
/// <param name="DiffId">The digest of its tar.</param>
/// <param name="UnpackedSize">The length of its tar.</param>
internal sealed record WrittenLayer(Descriptor Blob, string DiffId, long UnpackedSize);

/// <summary>Fills an empty folder as an OCI image layout of one image.</summary>
internal sealed class LayoutWriter
{
    private readonly string folder;
    private readonly string blobs;

    /// <summary>Begins a layout.</summary>
    /// <param name="folder">An empty folder.</param>
    public LayoutWriter(string folder)
    {
        this.folder = folder;
        blobs = Path.Combine(folder, "blobs", "sha256");
        Directory.CreateDirectory(blobs);
    }

    /// <summary>
    /// Writes a layer, packed: digest, digest of the tar and both lengths come out of one pass. It is packed as small as can be, as it is
    /// packed once and pulled many times. The bytes are those of .NET's zlib, so they are the same under the same runtime.
    /// </summary>
    public WrittenLayer AddLayer(IReadOnlyCollection<LayerEntry> entries, CancellationToken interrupted)
    {
        string beside = AtomicFile.Beside(Path.Combine(blobs, "layer"));
        using FileStream file = new(beside, FileMode.CreateNew, FileAccess.Write);
        using DigestedStream packed = new(file);
        string diffId;
        long unpacked;
        using (GZipStream gzip = new(packed, CompressionLevel.SmallestSize, leaveOpen: true))
        using (DigestedStream tar = new(gzip))
        {
            LayerTar.Write(entries, tar, interrupted);
            diffId = tar.Finish();
            unpacked = tar.Written;
        }

        string digest = packed.Finish();
        file.Close();
        File.Move(beside, PathOf(digest), overwrite: true);
        return new WrittenLayer(new Descriptor { MediaType = ImageMediaTypes.PackedLayer, Digest = digest, Size = packed.Written }, diffId, unpacked);
    }

    /// <summary>Copies content that was checked.</summary>
    public void AddFile(Descriptor blob, string path)
    {
        if (!File.Exists(PathOf(blob.Digest)))
            File.Copy(path, PathOf(blob.Digest));
    }

    /// <summary>Writes content whose digest is checked while it comes.</summary>
    /// <exception cref="FaultException">What it is called is no digest (exit 3).</exception>
    public void AddStream(Descriptor blob, Action<Stream> write)
    {
        // What somebody else's manifest names must not become a path.
        if (!Digest.IsWellFormed(blob.Digest) || blob.Size < 0)
            throw FaultException.OutOfReach($"found the name '{InertText.Of(blob.Digest)}' of {blob.Size} bytes in a manifest, expected sha256: and 64 hexadecimal digits");
        using FileStream file = new(PathOf(blob.Digest), FileMode.CreateNew, FileAccess.ReadWrite);
        write(file);
    }

    /// <summary>Writes content.</summary>
    public Descriptor AddBytes(string mediaType, byte[] bytes)
    {
        Descriptor descriptor = new() { MediaType = mediaType, Digest = Digest.OfBytes(bytes), Size = bytes.Length };
        File.WriteAllBytes(PathOf(descriptor.Digest), bytes);
        return descriptor;
    }

    /// <summary>Writes what makes a layout of it.</summary>
    /// <param name="manifest">The image's manifest.</param>
    /// <param name="tag">The name that it has in the layout, or null.</param>
    public void Finish(Descriptor manifest, string? tag)
    {
        Descriptor entry = tag is null ? manifest : manifest.With(AnnotationKeys.RefName, tag);
        File.WriteAllBytes(Path.Combine(folder, "oci-layout"), RegistryJson.Write(new LayoutVersion { Version = LayoutVersion.Supported }));
        File.WriteAllBytes(Path.Combine(folder, "index.json"), RegistryJson.Write(OciIndex.Empty with { Manifests = [entry] }));
    }

    private string PathOf(string digest) => Path.Combine(blobs, digest[Digest.Prefix.Length..]);
}
