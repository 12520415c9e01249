using System.Text.Json.Nodes;
using MlCi.Gates;
using MlCi.Metrics;
using MlCi.Reports;
using MlCi.Slices;

namespace MlCi.Adapters.Stages;

/// <summary>
/// What was decided, as every report, record and registry is told it: with few digits where the holdout's labels lie apart, else as it is.
/// </summary>
internal static class ToldNumbers
{
    /// <summary>Decisions.</summary>
    public static IReadOnlyList<GateResult> Of(PipelineSession session, IReadOnlyList<GateResult> gates) =>
        IsAll(session) ? gates : [.. gates.Select(gate => FewDigits.Of(gate, session.Definition.Alpha))];

    /// <summary>Metrics on all rows and in slices.</summary>
    public static Evaluation Of(PipelineSession session, Evaluation evaluation) => IsAll(session) ? evaluation : FewDigits.Of(evaluation);

    /// <summary>Metrics over several seeds.</summary>
    public static IReadOnlyList<SeedSpread> Of(PipelineSession session, IReadOnlyList<SeedSpread> spread) =>
        IsAll(session) ? spread : [.. spread.Select(FewDigits.Of)];

    /// <summary>Takes out of the calibration in evaluation.json what would tell labels beside the predictions.</summary>
    public static void Reduce(PipelineSession session, JsonObject? calibration)
    {
        if (calibration is null || IsAll(session))
            return;
        // Its steps of all or none tell the labels of their rows.
        calibration.Remove("curve");
        foreach ((string name, JsonNode? number) in calibration.ToArray())
        {
            if (number is JsonValue value && value.TryGetValue(out double measured))
                calibration[name] = FewDigits.Of(measured);
        }
    }

    private static bool IsAll(PipelineSession session) => session.Definition.Labels is null;
}
