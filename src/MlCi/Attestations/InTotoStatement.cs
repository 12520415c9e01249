using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using MlCi.Findings;

namespace MlCi.Attestations;

/// <summary>
/// A statement about things that are named by their digests, version 1 of in-toto's (https://in-toto.io/Statement/v1). It says
/// nothing until it is signed.
/// </summary>
/// <param name="Subjects">What it is about: at least one thing.</param>
/// <param name="PredicateType">What kind of thing it says, a URI.</param>
/// <param name="Predicate">What it says.</param>
public sealed record InTotoStatement(IReadOnlyList<ResourceDescriptor> Subjects, string PredicateType, JsonObject Predicate)
{
    /// <summary>The type of every statement of this version.</summary>
    public const string Type = "https://in-toto.io/Statement/v1";

    // Two readers may take different ones of two members of a name: what is signed must have one meaning.
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };
    private static readonly JsonSerializerOptions Text = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Whether it is about a thing, which is known by its digest alone.</summary>
    /// <param name="digest">The digest, <c>sha256:…</c>.</param>
    public bool IsAbout(string digest) => Subjects.Any(subject => subject.Sha256Digest == digest);

    /// <summary>The bytes to sign: JSON on one line, the same every time.</summary>
    public byte[] Write() => System.Text.Encoding.UTF8.GetBytes(new JsonObject
    {
        ["_type"] = Type,
        ["subject"] = new JsonArray([.. Subjects.Select(subject => subject.ToJson())]),
        ["predicateType"] = PredicateType,
        ["predicate"] = Predicate.DeepClone(),
    }.ToJsonString(Text));

    /// <summary>Reads what was signed. Members that are not known are passed over, as the specification has it.</summary>
    /// <param name="payload">The bytes.</param>
    /// <param name="place">What to call it in a message.</param>
    /// <exception cref="FaultException">It is no statement of this version (exit 2).</exception>
    public static InTotoStatement Read(ReadOnlyMemory<byte> payload, string place)
    {
        try
        {
            JsonObject root = JsonNode.Parse(payload.Span, documentOptions: Strict) as JsonObject ?? throw new FormatException("no object");
            string? type = (string?)root["_type"];
            if (type != Type)
                throw new FormatException($"type '{type}'");
            ResourceDescriptor[] subjects = [.. (root["subject"] as JsonArray ?? throw new FormatException("no list of subjects")).Select(ResourceDescriptor.Read)];
            if (subjects.Length == 0)
                throw new FormatException("no subject");
            string predicateType = (string?)root["predicateType"] ?? throw new FormatException("no predicateType");
            // Unset is the same as empty.
            JsonObject predicate = root["predicate"] is null ? [] : root["predicate"] as JsonObject ?? throw new FormatException("a predicate that is no object");
            return new InTotoStatement(subjects, predicateType, (JsonObject)predicate.DeepClone());
        }
        catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException or ArgumentException)
        {
            throw FaultException.Misconfigured($"{place}: found {payload.Length} bytes that are none ({InertText.Of(e.Message).TrimEnd('.')}), expected an in-toto statement of type {Type}");
        }
    }
}
