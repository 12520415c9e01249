using System.Text.Json.Nodes;
using MlCi.Metrics;
using MlCi.Slices;
using MlCi.Statistics;

namespace MlCi.Reports;

/// <summary>Writes evaluation.json, of a pipeline or of any predictions.</summary>
public static class EvaluationJson
{
    /// <summary>The metrics on all rows and in the slices, with their intervals.</summary>
    /// <param name="pipeline">The pipeline, or null without one.</param>
    /// <param name="model">The model's digest, or null where it is not known.</param>
    /// <param name="holdout">The digest of the rows.</param>
    /// <param name="predictions">The predictions.</param>
    /// <param name="evaluation">What they were found to be worth.</param>
    /// <param name="alpha">The error of each side of the intervals.</param>
    public static JsonObject Of(string? pipeline, string? model, string holdout, TaskPredictions predictions, Evaluation evaluation, double alpha) => new()
    {
        ["schemaVersion"] = 1,
        ["pipeline"] = pipeline,
        ["task"] = PredictionTasks.NameOf(predictions.Task),
        ["model"] = model,
        ["holdout"] = holdout,
        ["level"] = 1 - (2 * alpha),
        ["decision"] = (predictions as SampledPredictions)?.Set.Decision,
        ["rows"] = predictions.RowCount,
        ["metrics"] = Metrics(evaluation.Whole, predictions.Task),
        ["slices"] = new JsonArray([.. evaluation.Slices.Select(slice => new JsonObject
        {
            ["slice"] = slice.Id,
            ["rows"] = slice.Estimates[0].Rows,
            ["metrics"] = Metrics(slice, predictions.Task),
        })]),
        ["calibration"] = predictions.PlainBinary is { } set ? Calibration(set) : null,
    };

    /// <summary>The reliability curve and the decomposition of the Brier score; where there is none, the reason.</summary>
    /// <param name="predictions">The predictions of the whole holdout.</param>
    internal static JsonObject Calibration(PredictionSet predictions)
    {
        if (ReliabilityCurve.Undefined(predictions) is { } why)
            return new JsonObject { ["reason"] = why };
        ReliabilityCurve curve = ReliabilityCurve.Of(predictions);
        return new JsonObject
        {
            ["brier"] = curve.Brier,
            ["miscalibration"] = curve.Miscalibration,
            ["discrimination"] = curve.Discrimination,
            ["uncertainty"] = curve.Uncertainty,
            ["curve"] = new JsonArray([.. curve.Blocks.Select(block => new JsonObject
            {
                ["from"] = block.From,
                ["to"] = block.To,
                ["rows"] = block.Rows,
                ["positives"] = block.Positives,
                ["rate"] = block.Rate,
            })]),
        };
    }

    /// <summary>The worst slices: what was found on one half of the holdout, and what the other half says.</summary>
    /// <param name="worst">The search's result.</param>
    public static JsonObject WorstSlices(WorstSlices worst) => new()
    {
        ["rowsSearched"] = worst.Searched,
        ["rowsTested"] = worst.Tested,
        ["columns"] = new JsonArray([.. worst.Features.Select(name => JsonValue.Create(name))]),
        ["reason"] = worst.Reason,
        ["slices"] = new JsonArray([.. worst.Slices.Select(slice => new JsonObject
        {
            ["slice"] = slice.Found.Id,
            ["score"] = slice.Found.Score,
            ["found"] = Rate(new Proportion(slice.Found.Errors, slice.Found.Rows)),
            ["tested"] = Rate(slice.Inside),
            ["rest"] = Rate(slice.Outside),
            ["lower"] = slice.Difference?.Lower,
            ["upper"] = slice.Difference?.Upper,
            ["pValue"] = slice.PValue,
            ["pAdjusted"] = slice.PAdjusted,
            ["worse"] = slice.IsWorse(worst.Alpha),
        })]),
    };

    private static JsonArray Metrics(EvaluatedRows rows, PredictionTask task) => new([.. rows.Estimates.Select(estimate => new JsonObject
    {
        ["metric"] = estimate.Metric.Name,
        ["rows"] = estimate.Rows,
        ["positives"] = task == PredictionTask.Binary ? estimate.Positives : null,
        ["estimate"] = estimate.Estimate,
        ["lower"] = estimate.Interval?.Lower,
        ["upper"] = estimate.Interval?.Upper,
        ["reason"] = estimate.Undefined ?? estimate.TooFew,
    })]);

    private static JsonObject Rate(Proportion wrong) => new()
    {
        ["rows"] = wrong.Trials,
        ["wrong"] = wrong.Successes,
        ["errorRate"] = wrong.Trials == 0 ? null : wrong.Share,
    };
}
