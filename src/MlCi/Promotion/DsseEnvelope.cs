using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using MlCi.Findings;

namespace MlCi.Promotion;

/// <summary>A signature in an envelope.</summary>
/// <param name="KeyId">A hint at the key; nothing may rest on it.</param>
/// <param name="Bytes">The signature.</param>
public sealed record DsseSignature(string? KeyId, ReadOnlyMemory<byte> Bytes);

/// <summary>
/// Signed bytes in the Dead Simple Signing Envelope, version 1.0.2 (https://github.com/secure-systems-lab/dsse): what is signed is the
/// payload with its type, so that a statement of one kind can never be taken for another.
/// </summary>
/// <param name="PayloadType">What the payload is, a media type.</param>
/// <param name="Payload">The payload's bytes, as they were signed.</param>
/// <param name="Signatures">At least one signature.</param>
public sealed record DsseEnvelope(string PayloadType, ReadOnlyMemory<byte> Payload, IReadOnlyList<DsseSignature> Signatures)
{
    /// <summary>The media type of an envelope in JSON.</summary>
    public const string MediaType = "application/vnd.dsse.envelope.v1+json";

    /// <summary>The payload type of an in-toto statement.</summary>
    public const string InToto = "application/vnd.in-toto+json";

    private const string Expected = "a DSSE envelope with payload, payloadType and signatures";

    /// <summary>The bytes that a signature is of: <c>DSSEv1 len(type) type len(payload) payload</c>, with lengths in bytes.</summary>
    /// <param name="payloadType">What the payload is.</param>
    /// <param name="payload">The payload.</param>
    public static byte[] PreAuthenticationEncoding(string payloadType, ReadOnlySpan<byte> payload) =>
        [.. Encoding.UTF8.GetBytes($"DSSEv1 {Encoding.UTF8.GetByteCount(payloadType)} {payloadType} {payload.Length} "), .. payload];

    /// <summary>The envelope as JSON, on one line.</summary>
    public byte[] Write() => Encoding.UTF8.GetBytes(new JsonObject
    {
        ["payload"] = Convert.ToBase64String(Payload.Span),
        ["payloadType"] = PayloadType,
        ["signatures"] = new JsonArray([.. Signatures.Select(signature => new JsonObject
        {
            ["keyid"] = signature.KeyId,
            ["sig"] = Convert.ToBase64String(signature.Bytes.Span),
        })]),
    }.ToJsonString(JsonText));

    /// <summary>Reads an envelope; nothing is verified yet.</summary>
    /// <param name="json">The envelope's bytes. Base64 may be of either alphabet, as the specification has it.</param>
    /// <param name="place">What to call it in a message.</param>
    /// <exception cref="FaultException">It is none (exit 2).</exception>
    public static DsseEnvelope Read(ReadOnlyMemory<byte> json, string place)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            JsonElement root = document.RootElement;
            DsseSignature[] signatures = [.. root.GetProperty("signatures").EnumerateArray().Select(one => new DsseSignature(
                one.TryGetProperty("keyid", out JsonElement id) ? id.GetString() : null, Bytes(one.GetProperty("sig"))))];
            return signatures.Length > 0
                ? new DsseEnvelope(root.GetProperty("payloadType").GetString() ?? throw new FormatException("payloadType null"), Bytes(root.GetProperty("payload")), signatures)
                : throw FaultException.Misconfigured($"{place}: found no signature, expected {Expected}");
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw FaultException.Misconfigured($"{place}: found {json.Length} bytes that are none ({e.Message.TrimEnd('.')}), expected {Expected}");
        }
    }

    private static readonly JsonSerializerOptions JsonText = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static byte[] Bytes(JsonElement text)
    {
        string value = text.GetString() ?? throw new FormatException("null for base64");
        return value.AsSpan().ContainsAny('-', '_') ? Base64Url.DecodeFromChars(value) : Convert.FromBase64String(value);
    }
}
