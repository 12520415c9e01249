using System.Text.Json;
using System.Text.Json.Serialization;

namespace MlCi.Adapters.Registry;

/// <summary>An OCI index: a layout's table of tags, or the list of what is attached to a manifest.</summary>
public sealed record OciIndex
{
    /// <summary>OCI's schema version, 2.</summary>
    public required int SchemaVersion { get; init; }

    /// <summary>Its own media type.</summary>
    public string? MediaType { get; init; }

    /// <summary>What it lists.</summary>
    public required IReadOnlyList<Descriptor> Manifests { get; init => field = RegistryJson.WithoutNull(value); }

    /// <summary>What other tools wrote and MlCi does not know: kept as it was.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Others { get; set; }

    /// <summary>An index of nothing.</summary>
    public static OciIndex Empty { get; } = new() { SchemaVersion = 2, MediaType = MediaTypes.Index, Manifests = [] };

    /// <summary>The descriptor that bears a tag, or null.</summary>
    public Descriptor? Tagged(string tag) => Manifests.FirstOrDefault(entry => entry.Annotation(AnnotationKeys.RefName) == tag);

    /// <summary>The index in which a tag points at a manifest, and at nothing else.</summary>
    public OciIndex WithTag(string tag, Descriptor manifest) => this with
    {
        // In order of tags, so that the file does not depend on who came first.
        Manifests =
        [
            .. Manifests.Where(entry => entry.Annotation(AnnotationKeys.RefName) != tag)
                .Append(manifest.With(AnnotationKeys.RefName, tag))
                .OrderBy(entry => entry.Annotation(AnnotationKeys.RefName), StringComparer.Ordinal),
        ],
    };

    /// <summary>The index with a manifest at its end; one that is there already moves to the end, for the last is the latest.</summary>
    public OciIndex WithLatest(Descriptor manifest) => this with
    {
        Manifests = [.. Manifests.Where(entry => entry.Digest != manifest.Digest), manifest],
    };
}
