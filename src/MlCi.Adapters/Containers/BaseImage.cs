using MlCi.Adapters.Registry;

namespace MlCi.Adapters.Containers;

/// <summary>What an image stands on.</summary>
/// <param name="Name">Its reference without the digest.</param>
/// <param name="Digest">The digest that it is pinned by.</param>
/// <param name="Config">Its config.</param>
/// <param name="Layers">Its layers, the lowest first.</param>
internal sealed record BaseImage(string Name, string Digest, ImageConfig Config, IReadOnlyList<BaseLayer> Layers)
{
    /// <summary>The reference that means it for ever.</summary>
    public string Pinned => $"{Name}@{Digest}";
}

/// <summary>A layer of a base.</summary>
/// <param name="Blob">It, as it is stored, with OCI's name of its media type.</param>
/// <param name="DiffId">The digest of its tar.</param>
/// <param name="File">Where it lies; its bytes are checked when they are used.</param>
internal sealed record BaseLayer(Descriptor Blob, string DiffId, string File)
{
    /// <summary>Opens it as it is stored.</summary>
    public Stream Open() => System.IO.File.OpenRead(File);
}
