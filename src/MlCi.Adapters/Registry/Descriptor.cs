using System.Text.Json;
using System.Text.Json.Serialization;

namespace MlCi.Adapters.Registry;

/// <summary>OCI's pointer to content: what it is, its digest, its length.</summary>
public sealed record Descriptor
{
    /// <summary>The content's media type.</summary>
    public required string MediaType { get; init; }

    /// <summary>The content's digest.</summary>
    public required string Digest { get; init; }

    /// <summary>The content's length in bytes.</summary>
    public required long Size { get; init; }

    /// <summary>Of a manifest: its artifact type, or null.</summary>
    public string? ArtifactType { get; init; }

    /// <summary>Annotations, written in ordinal order, or null.</summary>
    public SortedDictionary<string, string>? Annotations { get; init; }

    /// <summary>What other tools wrote and MlCi does not know: kept as it was.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Others { get; set; }

    /// <summary>An annotation's value, or null.</summary>
    public string? Annotation(string key) => Annotations?.GetValueOrDefault(key);

    /// <summary>The same descriptor with one more annotation.</summary>
    public Descriptor With(string key, string value) => this with
    {
        Annotations = new SortedDictionary<string, string>(Annotations ?? [], StringComparer.Ordinal) { [key] = value },
    };

    /// <summary>The same descriptor without its tag.</summary>
    internal Descriptor WithoutTag()
    {
        SortedDictionary<string, string> annotations = new(Annotations ?? [], StringComparer.Ordinal);
        annotations.Remove(AnnotationKeys.RefName);
        return this with { Annotations = annotations.Count == 0 ? null : annotations };
    }
}
