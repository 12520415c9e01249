using System.Text.Json;
using System.Text.Json.Nodes;

namespace MlCi.Models;

/// <summary>A metric in a slice.</summary>
/// <param name="Slice">The slice.</param>
/// <param name="Rows">Its rows.</param>
/// <param name="Metric">The metric.</param>
public sealed record CardSlice(string Slice, long Rows, ModelMetric Metric)
{
    /// <summary>The metric that decides most in each slice.</summary>
    internal static IReadOnlyList<CardSlice> Of(JsonObject? evaluation, JsonObject? gate)
    {
        JsonObject[] slices = [.. ModelDossier.Objects(evaluation, "slices")];
        // What limits on slices are about, else what comes first.
        string? name = ModelDossier.Objects(gate, "gates").Where(one => ModelDossier.Text(one, "slice") is not null && ModelDossier.Text(one, "rule") == "threshold")
            .Select(one => ModelDossier.Text(one, "metric")).FirstOrDefault() ?? (ModelMetric.Of(evaluation) is [var first, ..] ? first.Name : null);
        return
        [
            .. slices.Select(slice => (slice, metric: ModelMetric.Of(slice).FirstOrDefault(metric => metric.Name == name))).Where(one => one.metric is not null)
                .Select(one => new CardSlice(ModelDossier.Text(one.slice, "slice") ?? "", (long)(ModelDossier.Number(one.slice, "rows") ?? 0), one.metric!)),
        ];
    }
}

/// <summary>A decision.</summary>
/// <param name="Id">What identifies it.</param>
/// <param name="Verdict">What was decided.</param>
/// <param name="Reason">Why, in one sentence with value, interval and limit.</param>
public sealed record CardGate(string Id, string Verdict, string Reason)
{
    /// <summary>The decisions of a kind of rule.</summary>
    internal static IReadOnlyList<CardGate> Of(JsonObject? gate, string rule) =>
    [
        .. ModelDossier.Objects(gate, "gates").Where(one => ModelDossier.Text(one, "rule") == rule)
            .Select(one => new CardGate(ModelDossier.Text(one, "id") ?? "", ModelDossier.Text(one, "verdict") ?? "", ModelDossier.Text(one, "reason") ?? "")),
    ];
}

/// <summary>How the Brier score comes about, by isotonic regression (CORP).</summary>
/// <param name="Brier">The Brier score, or null.</param>
/// <param name="Miscalibration">What wrong probabilities cost, or null.</param>
/// <param name="Discrimination">What telling rows apart gains, or null.</param>
/// <param name="Uncertainty">What the label itself leaves open, or null.</param>
/// <param name="Reason">Why there is none, or null.</param>
public sealed record CardCalibration(double? Brier, double? Miscalibration, double? Discrimination, double? Uncertainty, string? Reason)
{
    /// <summary>That of evaluation.json, or null where it has none.</summary>
    internal static CardCalibration? Of(JsonObject? evaluation) => evaluation?["calibration"] is not JsonObject found ? null : new CardCalibration(
        ModelDossier.Number(found, "brier"), ModelDossier.Number(found, "miscalibration"), ModelDossier.Number(found, "discrimination"),
        ModelDossier.Number(found, "uncertainty"), ModelDossier.Text(found, "reason"));
}

/// <summary>A column that a caller sends.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its type or values, as schema.json has them, or null where it has none.</param>
/// <param name="Required">Whether it must be there.</param>
/// <param name="Description">What it means, or null.</param>
public sealed record CardColumn(string Name, string? Type, bool Required, string? Description)
{
    private const int MostValues = 12;

    /// <summary>The columns of schema.json, without the label.</summary>
    internal static IReadOnlyList<CardColumn> Of(string schema, string? label)
    {
        try
        {
            JsonObject root = JsonNode.Parse(schema)!.AsObject();
            string[] required = root["required"] is JsonArray names ? [.. names.Select(name => name!.GetValue<string>())] : [];
            return
            [
                .. (root["properties"] as JsonObject ?? []).Where(column => column.Key != label)
                    .Select(column => new CardColumn(column.Key, TypeOf(column.Value), required.Contains(column.Key), ModelDossier.Text(column.Value, "description"))),
            ];
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or NullReferenceException)
        {
            return [];
        }
    }

    private static string? TypeOf(JsonNode? schema) => schema switch
    {
        JsonObject members when members["enum"] is JsonArray values =>
            string.Join(", ", values.Take(MostValues).Select(Shown)) + (values.Count > MostValues ? $" and {values.Count - MostValues} more" : ""),
        JsonObject members when members["type"] is JsonArray types => string.Join(" or ", types.Select(Shown)),
        JsonObject members => ModelDossier.Text(members, "type"),
        _ => null,
    };

    private static string Shown(JsonNode? value) => value is JsonValue text && text.TryGetValue(out string? plain) ? plain : value?.ToJsonString() ?? "null";
}
