using MlCi.Metrics;

namespace MlCi.Reports.Html;

/// <summary>What is drawn of a binary classifier's scores. Lines are thinned as <see cref="CurveThinning"/> says.</summary>
public sealed record ScoreCurves
{
    /// <summary>The bins of the distributions, from 0 to 1.</summary>
    public const int BinCount = 40;

    /// <summary>Why there are no curves (no rows, one class, a score that is no number), or null.</summary>
    public string? Undefined { get; init; }

    /// <summary>False positive rate and recall, from the highest score down; its area is the AUC.</summary>
    public CurveLine Roc { get; init; } = CurveLine.None;

    /// <summary>Recall and precision as steps; its area is the average precision.</summary>
    public CurveLine Precision { get; init; } = CurveLine.None;

    /// <summary>Score and recalibrated rate of positives (CORP, <see cref="ReliabilityCurve"/>).</summary>
    public CurveLine Calibration { get; init; } = CurveLine.None;

    /// <summary>What the Brier score is made of; null where rows have weights or clusters.</summary>
    public BrierParts? Brier { get; init; }

    /// <summary>The share of the negative rows in each bin of the score.</summary>
    public IReadOnlyList<double> NegativeShares { get; init; } = [];

    /// <summary>The share of the positive rows in each bin of the score.</summary>
    public IReadOnlyList<double> PositiveShares { get; init; } = [];

    /// <summary>A score at or above it is a positive decision.</summary>
    public double Decision { get; init; }

    /// <summary>The rows by class and decision, each counted as one.</summary>
    public ConfusionCounts Cells { get; init; }

    /// <summary>The share of the negatives that are decided positive.</summary>
    public double FalsePositiveRate { get; init; }

    /// <summary>The share of the positives that are decided positive.</summary>
    public double Recall { get; init; }

    /// <summary>Takes them in one pass over the rows in the order of their scores.</summary>
    /// <param name="predictions">Rows that all count.</param>
    internal static ScoreCurves Of(SampledPredictions predictions)
    {
        PredictionSet set = predictions.Set;
        return ReliabilityCurve.Undefined(set) is { } why
            ? new ScoreCurves { Undefined = why, Decision = set.Decision }
            : ScoreSweep.Of(predictions) with { Decision = set.Decision, Cells = ConfusionCounts.Of(set) };
    }
}

/// <summary>What a Brier score is made of: miscalibration − discrimination + uncertainty.</summary>
/// <param name="Score">The score.</param>
/// <param name="Miscalibration">What recalibration would gain.</param>
/// <param name="Discrimination">What the recalibrated scores gain over one rate for all.</param>
/// <param name="Uncertainty">The score of one rate for all.</param>
public sealed record BrierParts(double Score, double Miscalibration, double Discrimination, double Uncertainty);
