using MlCi.Statistics;

namespace MlCi.Metrics;

/// <summary>
/// How far scores can be read as probabilities: the CORP reliability curve and the decomposition of the Brier score that comes
/// with it, <c>Brier = miscalibration − discrimination + uncertainty</c> (Dimitriadis, Gneiting &amp; Jordan, "Stable reliability
/// diagrams for probabilistic classifiers", PNAS 118, 2021). No bins to choose: the rates come from isotonic regression.
/// </summary>
/// <param name="Blocks">The curve: runs of scores with their rate of positives, increasing in both.</param>
/// <param name="Brier">The mean Brier score of the scores.</param>
/// <param name="Miscalibration">What recalibrating the scores would gain, 0 or more: 0 is calibrated.</param>
/// <param name="Discrimination">What the recalibrated scores gain over one rate for all, 0 or more: larger is better.</param>
/// <param name="Uncertainty">The Brier score of one rate for all.</param>
public sealed record ReliabilityCurve(
    IReadOnlyList<IsotonicBlock> Blocks, double Brier, double Miscalibration, double Discrimination, double Uncertainty)
{
    /// <summary>Why a set has no curve (no rows, one class, an unusable score), or null.</summary>
    /// <param name="set">The predictions.</param>
    public static string? Undefined(PredictionSet set)
    {
        if (set.RowCount == 0)
            return "no rows";
        foreach (double score in set.Scores)
        {
            if (!(score >= 0 && score <= 1))
                return "a score is not a number from 0 to 1";
        }

        int positives = set.Labels.Count(true);
        return positives == 0 ? "no positive rows" : positives == set.RowCount ? "no negative rows" : null;
    }

    /// <summary>The curve of a set.</summary>
    /// <param name="set">The predictions, for which <see cref="Undefined"/> is null.</param>
    /// <exception cref="ArgumentException">The set has no curve.</exception>
    public static ReliabilityCurve Of(PredictionSet set) => Undefined(set) is { } why
        ? throw new ArgumentException($"expected predictions with a reliability curve, found {why}", nameof(set)) : set.Reliability;

    /// <summary>The curve of a set that has one, fitted anew.</summary>
    internal static ReliabilityCurve Fit(PredictionSet set)
    {
        IReadOnlyList<IsotonicBlock> blocks = IsotonicRegression.Fit(set.Labels, set.Scores, set.Order, weights: null);
        double n = set.RowCount;
        double positives = set.Labels.Count(true);
        double brier = ExactSum.Of(Losses.Of(Metric.Brier, set)) / n;
        double recalibrated = blocks.Sum(block => block.Positives * (1 - block.Rate)) / n;
        double uncertainty = positives * (n - positives) / (n * n);
        // Recalibrated scores are never worse; below 0 is rounding.
        return new ReliabilityCurve(
            blocks, brier, Math.Max(0, brier - recalibrated), Math.Max(0, uncertainty - recalibrated), uncertainty);
    }
}
