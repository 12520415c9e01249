using System.Text.Json.Nodes;
using MlCi.Metrics;

namespace MlCi.Reports;

/// <summary>The spread over the seeds as it stands in evaluation.json and gate.json.</summary>
public static class SeedSpreadJson
{
    /// <summary>One metric's.</summary>
    /// <param name="spread">The spread.</param>
    public static JsonObject Of(SeedSpread spread) => new()
    {
        ["metric"] = spread.Metric,
        ["mean"] = spread.Mean,
        ["standardDeviation"] = spread.StandardDeviation,
        ["least"] = spread.Least,
        ["greatest"] = spread.Greatest,
        ["reason"] = spread.Undefined,
        ["seeds"] = new JsonArray([.. spread.Estimates.Select(one => new JsonObject
        {
            ["seed"] = one.Seed,
            ["estimate"] = one.Value is { } value && double.IsFinite(value) ? value : null,
        })]),
    };

    /// <summary>One metric's beside a verdict.</summary>
    /// <param name="spread">The spread.</param>
    /// <param name="report">The report that it stands in.</param>
    internal static JsonObject Of(SeedSpread spread, GateReport report)
    {
        JsonObject json = Of(spread);
        json["note"] = SeedSpreadRow.NoteOf(report, spread);
        return json;
    }
}
