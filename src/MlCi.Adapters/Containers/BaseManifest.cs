using System.Text.Json;
using MlCi.Adapters.Registry;
using MlCi.Findings;

namespace MlCi.Adapters.Containers;

/// <summary>Reads manifests and indexes of bases, OCI's and Docker's, which say the same in the same words.</summary>
internal static class BaseManifest
{
    /// <summary>The image for this kind of machine in an index.</summary>
    /// <param name="bytes">A manifest or an index.</param>
    /// <param name="origin">The base, for messages.</param>
    /// <returns>The descriptor of the image, or null where it is the manifest of an image itself.</returns>
    /// <exception cref="FaultException">It has none (exit 2), or is neither (exit 3).</exception>
    public static Descriptor? ChosenIn(byte[] bytes, string origin)
    {
        OciIndex index;
        try
        {
            using JsonDocument document = JsonDocument.Parse(bytes);
            if (!document.RootElement.TryGetProperty("manifests", out _))
                return null;
            index = RegistryJson.Read<OciIndex>(bytes);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw Unreadable(origin, "a manifest or an index", e);
        }

        // What is attached to the images, such as their provenance, has a platform that is unknown.
        return index.Manifests.FirstOrDefault(entry => PlatformOf(entry) == $"{ImageConfig.Linux}/{ImageConfig.Amd64}")
            ?? throw FaultException.Misconfigured(
                $"{origin}: found images for {string.Join(", ", index.Manifests.Select(PlatformOf).Distinct(StringComparer.Ordinal))}, expected one for {ImageConfig.Linux}/{ImageConfig.Amd64}");
    }

    /// <summary>Reads the manifest of an image, all of whose layers can be read here.</summary>
    /// <exception cref="FaultException">A layer cannot be (exit 2), or it is none (exit 3).</exception>
    public static OciManifest Read(byte[] bytes, string origin)
    {
        OciManifest manifest;
        try
        {
            manifest = RegistryJson.Read<OciManifest>(bytes);
        }
        catch (JsonException e)
        {
            throw Unreadable(origin, "the manifest of an image", e);
        }

        foreach (Descriptor layer in manifest.Layers.Where(layer => ImageMediaTypes.LayerOf(layer.MediaType) is null))
            throw FaultException.Misconfigured($"{origin}: found a layer of type '{InertText.Of(layer.MediaType)}', expected a tar, packed with gzip or not");
        return manifest;
    }

    /// <summary>Reads the config of an image for this kind of machine.</summary>
    /// <exception cref="FaultException">It is for another one (exit 2), or is none (exit 3).</exception>
    public static ImageConfig ReadConfig(byte[] bytes, OciManifest manifest, string origin)
    {
        ImageConfig config;
        try
        {
            config = ImageConfig.Read(bytes);
        }
        catch (JsonException e)
        {
            throw Unreadable(origin, "the config of an image", e);
        }

        if (config is not { Os: ImageConfig.Linux, Architecture: ImageConfig.Amd64 })
            throw FaultException.Misconfigured($"{origin}: found an image for {InertText.Of(config.Os)}/{InertText.Of(config.Architecture)}, expected one for {ImageConfig.Linux}/{ImageConfig.Amd64}");
        return config.Root.DiffIds.Count == manifest.Layers.Count ? config
            : throw FaultException.OutOfReach($"{origin}: found {config.Root.DiffIds.Count} layers in its config, expected {manifest.Layers.Count} as its manifest has");
    }

    private static string PlatformOf(Descriptor entry) =>
        entry.Others?.GetValueOrDefault("platform") is { ValueKind: JsonValueKind.Object } platform
            ? $"{InertText.Of(Text(platform, "os"))}/{InertText.Of(Text(platform, "architecture"))}" : "an unknown platform";

    private static string Text(JsonElement platform, string name) =>
        platform.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "unknown";

    private static FaultException Unreadable(string origin, string expected, Exception e) =>
        FaultException.OutOfReach($"{origin}: found JSON that cannot be read ({e.Message.TrimEnd('.')}), expected {expected}");
}
