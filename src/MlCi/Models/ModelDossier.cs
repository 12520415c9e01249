using System.Text.Json.Nodes;

namespace MlCi.Models;

/// <summary>All that a registry knows of one model: its manifest, its names, and what is attached to it.</summary>
public sealed record ModelDossier
{
    private const int ShortDigits = 12;

    /// <summary>The pipeline.</summary>
    public required string Pipeline { get; init; }

    /// <summary>The manifest's digest.</summary>
    public required string Digest { get; init; }

    /// <summary>The digest of the model's files as a folder.</summary>
    public required string ModelFiles { get; init; }

    /// <summary>Every tag that points at it, in ordinal order.</summary>
    public required IReadOnlyList<string> Tags { get; init; }

    /// <summary>Its versions without a v, the highest last.</summary>
    public required IReadOnlyList<string> Versions { get; init; }

    /// <summary>The aliases that point at it now.</summary>
    public required IReadOnlyList<string> Aliases { get; init; }

    /// <summary>The latest record of its registration, or null where there is none.</summary>
    public RegistrationRecord? Registration { get; init; }

    /// <summary>The latest gate.json, or null where there is none.</summary>
    public JsonObject? Gate { get; init; }

    /// <summary>The latest evaluation.json, or null where there is none.</summary>
    public JsonObject? Evaluation { get; init; }

    /// <summary>The text of schema.json.</summary>
    public required string Schema { get; init; }

    /// <summary>The text of pipeline.yml.</summary>
    public required string Definition { get; init; }

    /// <summary>Its layers.</summary>
    public required IReadOnlyList<ModelLayer> Layers { get; init; }

    /// <summary>What is attached to it, the latest last.</summary>
    public required IReadOnlyList<ModelAttachment> Attachments { get; init; }

    /// <summary>Where it stood and stands, by the promotion records and the aliases as they are.</summary>
    public required IReadOnlyList<AliasStay> Stays { get; init; }

    /// <summary>Its highest version, or null where it has none.</summary>
    public string? Version => Versions is [.., var highest] ? highest : null;

    /// <summary>The digest as people read it: the first digits.</summary>
    public string ShortDigest => Short(Digest);

    /// <summary>What people call it: its version, else the digest.</summary>
    public string Name => $"{Pipeline} {(Version is { } version ? "v" + version : ShortDigest)}";

    /// <summary>The verdict of its latest gate report, or null where there is none.</summary>
    public string? Verdict => Text(Gate, "verdict");

    /// <summary>The first digits of a digest.</summary>
    public static string Short(string digest) => digest.Length > 7 + ShortDigits ? digest.Substring(7, ShortDigits) : digest;

    /// <summary>A text in a JSON object, or null where there is none.</summary>
    internal static string? Text(JsonNode? node, string name) =>
        node is JsonObject members && members[name] is JsonValue value && value.TryGetValue(out string? text) ? text : null;

    /// <summary>A number in a JSON object, or null where there is none.</summary>
    internal static double? Number(JsonNode? node, string name) =>
        node is JsonObject members && members[name] is JsonValue value && value.TryGetValue(out double number) ? number : null;

    /// <summary>The objects in a list of a JSON object; none where there is no list.</summary>
    internal static IEnumerable<JsonObject> Objects(JsonNode? node, string name) =>
        node is JsonObject members && members[name] is JsonArray list ? list.OfType<JsonObject>() : [];
}

/// <summary>A file of a model.</summary>
/// <param name="Path">Its path.</param>
/// <param name="Digest">Its digest.</param>
/// <param name="Size">Its length in bytes.</param>
public sealed record ModelLayer(string Path, string Digest, long Size);

/// <summary>Something that is attached to a model.</summary>
/// <param name="Type">Its artifact type.</param>
/// <param name="Digest">The digest of its manifest.</param>
/// <param name="Contents">The digests of its files.</param>
/// <param name="Annotations">The annotations of its manifest.</param>
/// <param name="Content">Its one file as JSON, or null where it is something else.</param>
public sealed record ModelAttachment(
    string Type, string Digest, IReadOnlyList<string> Contents, IReadOnlyDictionary<string, string> Annotations, JsonObject? Content);

/// <summary>A time during which an alias pointed at a model.</summary>
/// <param name="Alias">The alias.</param>
/// <param name="Since">Since when, or null where no record says.</param>
/// <param name="Until">Until when; null where it still does.</param>
/// <param name="Who">Who moved it there, or null.</param>
/// <param name="Why">Why, or null.</param>
public sealed record AliasStay(string Alias, DateTimeOffset? Since, DateTimeOffset? Until, string? Who, string? Why);
