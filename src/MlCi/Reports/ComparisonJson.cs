using System.Text.Json.Nodes;
using MlCi.Gates;

namespace MlCi.Reports;

/// <summary>Writes comparison.json, of a pipeline or of any predictions of two models.</summary>
public static class ComparisonJson
{
    /// <summary>The comparisons.</summary>
    /// <param name="pipeline">The pipeline, or null without one.</param>
    /// <param name="model">The challenger's digest, or null where it is not known.</param>
    /// <param name="champion">The champion's digest, or null where it is not known.</param>
    /// <param name="holdout">The digest of the rows.</param>
    /// <param name="note">What was, or was not, compared with, in words.</param>
    /// <param name="comparisons">The decisions.</param>
    public static JsonObject Of(string? pipeline, string? model, string? champion, string holdout, string note, IReadOnlyList<GateResult> comparisons) => new()
    {
        ["schemaVersion"] = 1,
        ["pipeline"] = pipeline,
        ["model"] = model,
        ["champion"] = champion,
        ["holdout"] = holdout,
        ["note"] = note,
        ["comparisons"] = new JsonArray([.. comparisons.Select(GateReportJson.Gate)]),
    };
}
