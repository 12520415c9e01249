using System.Text.Json;
using System.Text.Json.Nodes;
using MlCi.Data;

namespace MlCi.Attestations;

/// <summary>Something that a statement is about or rests on, as in-toto describes it (https://github.com/in-toto/attestation, ResourceDescriptor).</summary>
/// <param name="Name">What it is called, or null.</param>
/// <param name="Uri">Where it comes from, or null.</param>
/// <param name="Digests">Its digests in lower-case hexadecimal digits, by algorithm: <c>sha256</c>, <c>gitCommit</c>.</param>
public sealed record ResourceDescriptor(string? Name, string? Uri, IReadOnlyDictionary<string, string> Digests)
{
    private const string Sha256 = "sha256";

    /// <summary>What else is said of it, or null.</summary>
    public JsonObject? Annotations { get; init; }

    /// <summary>Something by its digest.</summary>
    /// <param name="name">What it is called.</param>
    /// <param name="digest">Its digest, <c>sha256:…</c>.</param>
    public static ResourceDescriptor Of(string name, string digest) =>
        new(name, null, new Dictionary<string, string>(StringComparer.Ordinal) { [Sha256] = digest[Digest.Prefix.Length..] });

    /// <summary>A commit of git.</summary>
    /// <param name="name">What it is called.</param>
    /// <param name="uri">Where it comes from, or null.</param>
    /// <param name="commit">The commit.</param>
    public static ResourceDescriptor OfCommit(string name, string? uri, string commit) =>
        new(name, uri, new Dictionary<string, string>(StringComparer.Ordinal) { ["gitCommit"] = commit });

    /// <summary>Its SHA-256 digest, <c>sha256:…</c>, or null where it has none.</summary>
    public string? Sha256Digest => Digests.TryGetValue(Sha256, out string? hex) && Digest.IsWellFormed(Digest.Prefix + hex) ? Digest.Prefix + hex : null;

    /// <summary>It as JSON.</summary>
    public JsonObject ToJson()
    {
        var node = new JsonObject();
        if (Name is not null)
            node["name"] = Name;
        if (Uri is not null)
            node["uri"] = Uri;
        if (Digests.Count > 0)
            node["digest"] = new JsonObject([.. Digests.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value))]);
        if (Annotations is not null)
            node["annotations"] = Annotations.DeepClone();
        return node;
    }

    /// <summary>Reads one; what is not known of is left out.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    internal static ResourceDescriptor Read(JsonNode? node)
    {
        if (node is not JsonObject found)
            throw new FormatException("a subject that is no object");
        Dictionary<string, string> digests = new(StringComparer.Ordinal);
        if (found["digest"] is not JsonObject set)
            throw new FormatException("a subject without a digest");
        foreach ((string algorithm, JsonNode? hex) in set)
            digests[algorithm] = Text(hex) ?? throw new FormatException($"digest '{algorithm}' that is no text");
        return new ResourceDescriptor(Text(found["name"]), Text(found["uri"]), digests) { Annotations = found["annotations"] as JsonObject };
    }

    private static string? Text(JsonNode? node) => node is JsonValue value && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : null;
}
