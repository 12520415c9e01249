using MlCi.Adapters.Registry;

namespace MlCi.Adapters.Containers;

/// <summary>An image that lies in a folder in OCI image layout, on its own.</summary>
/// <param name="Layout">The folder.</param>
/// <param name="Manifest">Its manifest; the digest is what a deployment names.</param>
/// <param name="Config">Its config, whose digest is the id that an engine gives it.</param>
/// <param name="Layers">Its layers, the lowest first, as they are stored: packed with gzip or not.</param>
/// <param name="DiffIds">The digests of the layers as tars, unpacked, in the same order.</param>
/// <param name="UnpackedSize">The bytes of all layers as tars, unpacked.</param>
public sealed record ContainerImage(string Layout, Descriptor Manifest, Descriptor Config, IReadOnlyList<Descriptor> Layers, IReadOnlyList<string> DiffIds, long UnpackedSize)
{
    /// <summary>The bytes of all layers as they are pushed.</summary>
    public long PackedSize => Layers.Sum(layer => layer.Size);

    /// <summary>The file of a blob.</summary>
    public string FileOf(Descriptor blob) => Path.Combine(Layout, "blobs", "sha256", blob.Digest["sha256:".Length..]);
}
