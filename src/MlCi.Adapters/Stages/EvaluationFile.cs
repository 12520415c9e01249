using System.Text.Json.Nodes;
using MlCi.Metrics;
using MlCi.Pipelines;
using MlCi.Reports;
using MlCi.Slices;

namespace MlCi.Adapters.Stages;

/// <summary>What evaluation.json holds.</summary>
internal static class EvaluationFile
{
    public static JsonObject Of(PipelineSession session, Evaluation evaluation)
    {
        PipelineDefinition definition = session.Definition;
        TaskPredictions all = session.Predictions!;
        bool isBinary = definition.Task == PredictionTask.Binary;
        return new JsonObject
        {
            ["schemaVersion"] = 1,
            ["pipeline"] = definition.Name,
            ["task"] = PredictionTasks.NameOf(definition.Task),
            ["model"] = session.ModelDigest,
            ["holdout"] = session.Holdout.Digest,
            ["level"] = 1 - (2 * definition.Alpha),
            ["decision"] = isBinary ? definition.Decision : null,
            ["rows"] = all.RowCount,
            ["weight"] = definition.Weight?.Value,
            ["cluster"] = definition.Cluster?.Value,
            ["metrics"] = Metrics(evaluation.Whole, isBinary),
            ["slices"] = new JsonArray([.. evaluation.Slices.Select(slice => new JsonObject
            {
                ["slice"] = slice.Id,
                ["rows"] = slice.Estimates[0].Rows,
                ["metrics"] = Metrics(slice, isBinary),
            })]),
            ["gates"] = new JsonArray([.. session.Thresholds!.Select(GateReportJson.Gate)]),
            ["diagnostics"] = new JsonArray([.. session.Diagnostics.Select(GateReportJson.Gate)]),
            ["calibration"] = all.PlainBinary is { } set ? EvaluationParts.Calibration(set) : null,
            ["worstSlices"] = WorstSlicesOf(session),
        };
    }

    private static JsonObject? WorstSlicesOf(PipelineSession session)
    {
        PipelineDefinition definition = session.Definition;
        if (definition.WorstSlices is not { } options || session.Predictions!.PlainBinary is not { } set)
            return null;
        string[] noFeatures = [definition.Label.Value, .. definition.Key is { } key ? [key.Value] : Array.Empty<string>()];
        return EvaluationParts.WorstSlices(
            WorstSlices.Find(session.Holdout.Table, set, definition.Slices, noFeatures, options, definition.Alpha), definition.Alpha);
    }

    private static JsonArray Metrics(EvaluatedRows rows, bool isBinary) => new([.. rows.Estimates.Select(estimate => new JsonObject
    {
        ["metric"] = estimate.Metric.Name,
        ["rows"] = estimate.Rows,
        ["positives"] = isBinary ? estimate.Positives : null,
        ["estimate"] = estimate.Estimate,
        ["lower"] = estimate.Interval?.Lower,
        ["upper"] = estimate.Interval?.Upper,
        ["reason"] = estimate.Undefined ?? estimate.TooFew,
    })]);
}
