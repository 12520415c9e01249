using System.Text.Json;
using System.Text.Json.Serialization;

namespace MlCi.Adapters.Registry;

/// <summary>An OCI manifest that holds an artifact.</summary>
public sealed record OciManifest
{
    /// <summary>OCI's schema version, 2.</summary>
    public required int SchemaVersion { get; init; }

    /// <summary>Its own media type.</summary>
    public string? MediaType { get; init; }

    /// <summary>What kind of artifact it is.</summary>
    public string? ArtifactType { get; init; }

    /// <summary>The artifact's config.</summary>
    public required Descriptor Config { get; init; }

    /// <summary>The artifact's content.</summary>
    public required IReadOnlyList<Descriptor> Layers { get; init => field = RegistryJson.WithoutNull(value); }

    /// <summary>The manifest that this one is attached to, or null.</summary>
    public Descriptor? Subject { get; init; }

    /// <summary>Annotations, written in ordinal order, or null.</summary>
    public SortedDictionary<string, string>? Annotations { get; init; }

    /// <summary>What other tools wrote and MlCi does not know.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Others { get; set; }

    /// <summary>A manifest of an artifact type.</summary>
    public static OciManifest Of(string artifactType, Descriptor config, IReadOnlyList<Descriptor> layers) => new()
    {
        SchemaVersion = 2,
        MediaType = MediaTypes.Manifest,
        ArtifactType = artifactType,
        Config = config,
        Layers = layers,
    };

    /// <summary>An annotation's value, or null.</summary>
    public string? Annotation(string key) => Annotations?.GetValueOrDefault(key);
}
