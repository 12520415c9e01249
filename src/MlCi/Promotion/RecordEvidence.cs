using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace MlCi.Promotion;

/// <summary>Something that a promotion rests on.</summary>
/// <param name="Kind">What it is: <see cref="GateReport"/>, <see cref="Approval"/> …</param>
/// <param name="Digest">The digest of its bytes.</param>
public sealed record RecordEvidence(string Kind, string Digest)
{
    /// <summary>A gate report.</summary>
    public const string GateReport = "gate-report";

    /// <summary>A signed approval.</summary>
    public const string Approval = "approval";

    /// <summary>What came of trying the container.</summary>
    public const string Smoke = "smoke";

    /// <summary>What came of a canary.</summary>
    public const string Canary = "canary";

    /// <summary>A review on GitHub.</summary>
    public const string GitHubReview = "review";

    /// <summary>The review, of which the digest is; null of any other evidence, which is attached to the model.</summary>
    public RecordedReview? Review { get; init; }

    /// <summary>Its JSON.</summary>
    public JsonObject Json()
    {
        JsonObject json = new() { ["kind"] = Kind, ["digest"] = Digest };
        if (Review is not null)
            json["review"] = Review.Json();
        return json;
    }
}

/// <summary>Reads the evidence of a record; the first form of records had one digest, which was that of a gate report.</summary>
public sealed class RecordEvidenceJson : JsonConverter<IReadOnlyList<RecordEvidence>>
{
    /// <inheritdoc/>
    public override IReadOnlyList<RecordEvidence> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.String)
            return [new RecordEvidence(RecordEvidence.GateReport, reader.GetString()!)];
        if (reader.TokenType != JsonTokenType.StartArray)
            throw new JsonException("evidence that is no list");
        List<RecordEvidence> evidence = [];
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            using JsonDocument one = JsonDocument.ParseValue(ref reader);
            evidence.Add(new RecordEvidence(Text(one.RootElement, "kind"), Text(one.RootElement, "digest"))
            {
                Review = one.RootElement.TryGetProperty("review", out JsonElement review) ? RecordedReview.Read(review) : null,
            });
        }

        return evidence;
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, IReadOnlyList<RecordEvidence> value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        foreach (RecordEvidence one in value)
            one.Json().WriteTo(writer, options);
        writer.WriteEndArray();
    }

    private static string Text(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()!
            : throw new JsonException($"evidence without '{name}'");
}
