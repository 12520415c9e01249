using System.Text.Json;
using MlCi.Data;
using MlCi.Findings;

namespace MlCi.Gates;

/// <summary>What a gate report proves about one model: all that promotion needs to know of it.</summary>
/// <param name="ModelDigest">The digest of the model's files that the report is about.</param>
/// <param name="Passed">Whether the verdict is <c>passed</c>; every other verdict is not.</param>
/// <param name="HoldoutDigest">The digest of the holdout that was decided on.</param>
/// <param name="ReportDigest">The digest of the report's bytes.</param>
public sealed record GateEvidence(string ModelDigest, bool Passed, string HoldoutDigest, string ReportDigest)
{
    /// <summary>The digest of the champion's files that it compares with, or null.</summary>
    public string? Champion { get; init; }

    /// <summary>The commit that it was gated at, or null.</summary>
    public string? Commit { get; init; }

    /// <summary>Whether files were changed after that commit; null where nobody knows.</summary>
    public bool? Dirty { get; init; }

    /// <summary>How the model was made a second time, or null where it was not.</summary>
    public string? Reproduced { get; init; }

    /// <summary>Reads the evidence out of a gate.json.</summary>
    /// <param name="gateJson">The file's bytes.</param>
    /// <param name="place">What to call the report in a message: its path or digest.</param>
    /// <exception cref="FaultException">It is not JSON, or lacks the verdict or a digest (exit 2).</exception>
    public static GateEvidence Read(ReadOnlyMemory<byte> gateJson, string place)
    {
        try
        {
            using JsonDocument report = JsonDocument.Parse(gateJson);
            return new GateEvidence(
                DigestAt(report.RootElement, "model", place),
                Text(report.RootElement, "verdict", place) == "passed",
                DigestAt(report.RootElement, "holdout", place),
                Digest.OfBytes(gateJson.Span))
            {
                Champion = Optional(report.RootElement.GetProperty("digests"), "champion"),
                Commit = Optional(report.RootElement, "commit"),
                Dirty = report.RootElement.TryGetProperty("dirty", out JsonElement dirty) && dirty.ValueKind is JsonValueKind.True or JsonValueKind.False ? dirty.GetBoolean() : null,
                Reproduced = Reproduction(report.RootElement),
            };
        }
        catch (JsonException exception)
        {
            throw FaultException.Misconfigured(
                $"{place}: found {gateJson.Length} bytes that are not JSON, expected a gate report ({exception.Message})");
        }
    }

    private static string? Reproduction(JsonElement report) =>
        report.TryGetProperty("stages", out JsonElement stages) && stages.ValueKind == JsonValueKind.Array
            ? stages.EnumerateArray().Select(stage => Optional(stage, "reproduced")).FirstOrDefault(how => how is not null)
            : null;

    private static string? Optional(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static string DigestAt(JsonElement report, string name, string place)
    {
        report = report.ValueKind == JsonValueKind.Object && report.TryGetProperty("digests", out JsonElement digests) ? digests : default;
        string text = Text(report, name, place);
        return Digest.IsWellFormed(text)
            ? text
            : throw FaultException.Misconfigured($"{place}: digests.{name}: found '{text}', expected sha256: and 64 hexadecimal digits");
    }

    private static string Text(JsonElement parent, string name, string place) =>
        parent.ValueKind == JsonValueKind.Object
        && parent.TryGetProperty(name, out JsonElement value)
        && value.ValueKind == JsonValueKind.String
            ? value.GetString()!
            : throw FaultException.Misconfigured(
                $"{place}: found no '{name}', expected a gate report with verdict, digests.model and digests.holdout");
}
