using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using MlCi.Data;
using MlCi.Findings;

namespace MlCi.Promotion;

/// <summary>
/// What a person signs: that a model may bear an alias. An in-toto statement (v1) with a predicate of MlCi's, so that tools of
/// others can read whom and what it is about.
/// </summary>
/// <param name="Pipeline">The pipeline.</param>
/// <param name="Model">The manifest digest of the model.</param>
/// <param name="Alias">The alias that it may bear.</param>
/// <param name="Who">Who approves, by the name in pipeline.yml.</param>
/// <param name="When">When, in UTC.</param>
/// <param name="Comment">What they have to say, or null.</param>
public sealed record ApprovalStatement(string Pipeline, string Model, string Alias, string Who, DateTimeOffset When, string? Comment)
{
    /// <summary>The type of the predicate.</summary>
    public const string PredicateType = "https://mlci.dev/approval/v1";

    private const string StatementType = "https://in-toto.io/Statement/v1";

    private static readonly JsonSerializerOptions Text = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The bytes to sign.</summary>
    public byte[] Write() => Encoding.UTF8.GetBytes(new JsonObject
    {
        ["_type"] = StatementType,
        ["subject"] = new JsonArray(new JsonObject
        {
            ["name"] = Pipeline,
            ["digest"] = new JsonObject { ["sha256"] = Model[Digest.Prefix.Length..] },
        }),
        ["predicateType"] = PredicateType,
        ["predicate"] = new JsonObject
        {
            ["alias"] = Alias,
            ["who"] = Who,
            ["when"] = When.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture),
            ["comment"] = Comment,
        },
    }.ToJsonString(Text));

    /// <summary>Reads what was signed.</summary>
    /// <param name="payload">The bytes.</param>
    /// <param name="place">What to call it in a message.</param>
    /// <exception cref="FaultException">It is no approval (exit 2).</exception>
    public static ApprovalStatement Read(ReadOnlyMemory<byte> payload, string place)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(payload);
            JsonElement root = document.RootElement, predicate = root.GetProperty("predicate"), subjects = root.GetProperty("subject");
            if (root.GetProperty("_type").GetString() != StatementType || root.GetProperty("predicateType").GetString() != PredicateType || subjects.GetArrayLength() != 1)
                throw new FormatException("another statement");
            string model = Digest.Prefix + subjects[0].GetProperty("digest").GetProperty("sha256").GetString();
            return new ApprovalStatement(
                Word(subjects[0], "name"),
                Digest.IsWellFormed(model) ? model : throw new FormatException("no digest"),
                Word(predicate, "alias"),
                Word(predicate, "who"),
                predicate.GetProperty("when").GetDateTimeOffset(),
                predicate.TryGetProperty("comment", out JsonElement comment) ? comment.GetString() : null);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw FaultException.Misconfigured($"{place}: found {payload.Length} bytes that are no approval ({e.Message.TrimEnd('.')}), expected an in-toto statement of type {PredicateType} on one model");
        }
    }

    private static string Word(JsonElement parent, string name) => parent.GetProperty(name).GetString() ?? throw new FormatException($"'{name}' null");
}
