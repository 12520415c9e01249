namespace MlCi.Adapters.Containers;

/// <summary>The media types of images: OCI's, and Docker's, which mean the same.</summary>
internal static class ImageMediaTypes
{
    /// <summary>The config of an image.</summary>
    public const string Config = "application/vnd.oci.image.config.v1+json";

    /// <summary>A layer, a tar as it is.</summary>
    public const string Layer = "application/vnd.oci.image.layer.v1.tar";

    /// <summary>A layer, a tar packed with gzip.</summary>
    public const string PackedLayer = "application/vnd.oci.image.layer.v1.tar+gzip";

    /// <summary>Docker's manifest.</summary>
    public const string DockerManifest = "application/vnd.docker.distribution.manifest.v2+json";

    /// <summary>Docker's index.</summary>
    public const string DockerIndex = "application/vnd.docker.distribution.manifest.list.v2+json";

    /// <summary>Docker's name for <see cref="PackedLayer"/>.</summary>
    public const string DockerPackedLayer = "application/vnd.docker.image.rootfs.diff.tar.gzip";

    /// <summary>Docker's name for <see cref="Layer"/>.</summary>
    public const string DockerLayer = "application/vnd.docker.image.rootfs.diff.tar";

    /// <summary>OCI's name of a layer's media type; null of one that cannot be read here, such as zstd or a layer that is elsewhere.</summary>
    public static string? LayerOf(string mediaType) => mediaType switch
    {
        PackedLayer or DockerPackedLayer => PackedLayer,
        Layer or DockerLayer => Layer,
        _ => null,
    };

    /// <summary>Whether it is an index, of several images.</summary>
    public static bool IsIndex(string? mediaType) => mediaType is Registry.MediaTypes.Index or DockerIndex;

    /// <summary>Whether it is the manifest of one image.</summary>
    public static bool IsManifest(string? mediaType) => mediaType is Registry.MediaTypes.Manifest or DockerManifest;
}
