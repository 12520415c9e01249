using System.Text.Json;
using MlCi.Data;

namespace MlCi.Adapters.Containers;

/// <summary>
/// An image as <c>docker save</c> writes it and <c>docker load</c> reads it, of old engines too: config and layers by their names in
/// manifest.json. Config and tars stay byte for byte what they were, so that the engine finds the same digests; it unpacks layers by itself.
/// </summary>
internal static class DockerArchive
{
    /// <summary>Writes an image.</summary>
    /// <param name="image">The image.</param>
    /// <param name="tag">The name that the engine shall give it, or null: it has its id.</param>
    /// <param name="archive">Where to.</param>
    public static void Write(ContainerImage image, string? tag, Stream archive)
    {
        string config = Hexadecimal(image.Config.Digest) + ".json";
        string[] layers = [.. image.Layers.Select(layer => Hexadecimal(layer.Digest) + (layer.MediaType == ImageMediaTypes.PackedLayer ? ".tar.gz" : ".tar"))];
        byte[] manifest = JsonSerializer.SerializeToUtf8Bytes(
            new[] { new { Config = config, RepoTags = tag is null ? null : new[] { tag }, Layers = layers } });
        LayerEntry[] files =
        [
            File(config, image.FileOf(image.Config)),
            .. image.Layers.Zip(layers).DistinctBy(layer => layer.Second, StringComparer.Ordinal).Select(layer => File(layer.Second, image.FileOf(layer.First))),
            LayerEntry.File("manifest.json", manifest),
        ];
        LayerTar.Write(files, archive, CancellationToken.None);
    }

    private static LayerEntry File(string name, string path) => new(name, LayerEntry.Readable) { Open = () => System.IO.File.OpenRead(path) };

    private static string Hexadecimal(string digest) => digest[Digest.Prefix.Length..];
}
