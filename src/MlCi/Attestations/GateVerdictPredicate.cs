using System.Text.Json;
using System.Text.Json.Nodes;
using MlCi.Data;
using MlCi.Findings;

namespace MlCi.Attestations;

/// <summary>
/// What a gate said of a model, as the predicate of a statement. It follows from gate.json alone, so that whoever has the report can
/// tell whether a statement says the same. Its form is published as gate-verdict.schema.json.
/// </summary>
public static class GateVerdictPredicate
{
    /// <summary>The type of the predicate.</summary>
    public const string Type = "https://mlci.dev/gate-verdict/v1";

    private static readonly string[] Digests = ["model", "data", "holdout", "rules", "champion"];

    private static readonly string[] OfGates =
    [
        "id", "metric", "slice", "rule", "rows", "estimate", "lower", "upper", "level", "threshold", "direction", "margin", "relative",
        "champion", "difference", "verdict", "blocks",
    ];

    private static readonly string[] OfHoldouts = ["holdout", "mode", "decision", "decisions", "alpha", "falsePass", "falsePassAdaptive", "warns", "blocks"];

    /// <summary>The statement that a gate report makes of a model.</summary>
    /// <param name="subjects">The model by its manifest, and its image where that is known.</param>
    /// <param name="gateJson">The bytes of gate.json.</param>
    /// <param name="place">What to call the report in a message.</param>
    /// <exception cref="FaultException">It is no gate report (exit 2).</exception>
    public static InTotoStatement Statement(IReadOnlyList<ResourceDescriptor> subjects, ReadOnlySpan<byte> gateJson, string place) =>
        new(subjects, Type, Of(gateJson, place));

    /// <summary>The predicate that a gate report makes.</summary>
    /// <inheritdoc cref="Statement"/>
    public static JsonObject Of(ReadOnlySpan<byte> gateJson, string place)
    {
        JsonObject report = Report(gateJson, place);
        var digests = new JsonObject([.. Digests.Select(name => KeyValuePair.Create(name, (report["digests"] as JsonObject)?[name]?.DeepClone()))])
        {
            ["report"] = Digest.OfBytes(gateJson),
        };
        return new JsonObject
        {
            ["verdict"] = report["verdict"]?.DeepClone(),
            ["reason"] = report["reason"]?.DeepClone() ?? "",
            ["pipeline"] = report["pipeline"]?.DeepClone(),
            ["commit"] = report["commit"]?.DeepClone(),
            ["dirty"] = report["dirty"]?.DeepClone(),
            ["digests"] = digests,
            ["gates"] = Chosen(report["gates"], OfGates),
            ["holdoutUse"] = Chosen(report["holdoutUse"], OfHoldouts),
        };
    }

    /// <summary>
    /// What a report that says it passed holds against that, or null: somebody changed its verdict and not its decisions.
    /// </summary>
    /// <inheritdoc cref="Statement"/>
    public static string? Contradiction(ReadOnlySpan<byte> gateJson, string place)
    {
        JsonObject report = Report(gateJson, place);
        if (!Says(report["verdict"], "passed"))
            return null;
        foreach (string list in new[] { "gates", "findings", "holdoutUse" })
        {
            // What is inconclusive, or was failed by a finding, blocks where it says so.
            if ((report[list] as JsonArray)?.FirstOrDefault(one => one is JsonObject decided && decided["blocks"] is JsonValue blocks && blocks.GetValueKind() == JsonValueKind.True && !Says(decided["verdict"], "passed")) is JsonObject blocking)
                return $"{list} with one that blocks ({InertText.Of((blocking["id"] ?? blocking["rule"] ?? blocking["holdout"])?.ToJsonString() ?? "without a name")})";
        }

        return (report["gates"] as JsonArray)?.Any(one => one is JsonObject gate && Says(gate["verdict"], "failed")) == true ? "gates of which one failed" : null;
    }

    private static JsonArray Chosen(JsonNode? list, string[] members) => new(
    [
        .. (list as JsonArray ?? []).OfType<JsonObject>()
            .Select(one => new JsonObject([.. members.Select(name => KeyValuePair.Create(name, one[name]?.DeepClone()))])),
    ]);

    private static bool Says(JsonNode? node, string word) => node is JsonValue value && value.GetValueKind() == JsonValueKind.String && value.GetValue<string>() == word;

    private static JsonObject Report(ReadOnlySpan<byte> gateJson, string place)
    {
        try
        {
            return JsonNode.Parse(gateJson, documentOptions: new JsonDocumentOptions { AllowDuplicateProperties = false }) as JsonObject ?? throw new JsonException("no object");
        }
        catch (JsonException e)
        {
            throw FaultException.Misconfigured($"{place}: found {gateJson.Length} bytes that are none ({InertText.Of(e.Message).TrimEnd('.')}), expected a gate report");
        }
    }
}
