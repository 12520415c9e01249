using System.Text.Json.Nodes;
using MlCi.Metrics;
using MlCi.Slices;
using MlCi.Statistics;

namespace MlCi.Reports;

/// <summary>Parts of evaluation.json that no gate decides on: calibration and the worst slices.</summary>
public static class EvaluationParts
{
    /// <summary>The reliability curve and the decomposition of the Brier score; where there is none, the reason.</summary>
    /// <param name="predictions">The predictions of the whole holdout.</param>
    public static JsonObject Calibration(PredictionSet predictions)
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
    /// <param name="alpha">The level at which a slice is called worse.</param>
    public static JsonObject WorstSlices(WorstSlices worst, double alpha) => new()
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
            ["worse"] = slice.PAdjusted is { } p ? p <= alpha : null,
        })]),
    };

    private static JsonObject Rate(Proportion wrong) => new()
    {
        ["rows"] = wrong.Trials,
        ["wrong"] = wrong.Successes,
        ["errorRate"] = wrong.Trials == 0 ? null : wrong.Share,
    };
}
