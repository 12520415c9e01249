using MlCi.Statistics;

namespace MlCi.Metrics;

/// <summary>Everything that metrics, intervals and the paired comparison need to know of a set of rows.</summary>
/// <param name="Sums">The cells and loss sums.</param>
/// <param name="Roc">The placements' sums: first score challenger, second score champion.</param>
/// <param name="Precision">The average precisions: first score challenger, second score champion.</param>
/// <param name="Slope">The challenger's calibration slope; not a number where the score is constant, null where it separates the classes.</param>
/// <param name="Rows">The rows themselves, for what no sums tell.</param>
public sealed record PairedStatistics(PartialStatistics Sums, RocSums Roc, PairedPrecision Precision, CalibrationSlope? Slope, PairedRows Rows)
{
    /// <summary>The challenger alone.</summary>
    public ModelStatistics Challenger => new(
        Counts(Sums.Positives.ByChallenger, Sums.Negatives.ByChallenger),
        () => Sums.Brier.First, () => Sums.LogLoss.First, () => Roc.First, Precision.First, () => Slope, Roc.IsFirstConstant, Sums.UnusableChallenger > 0,
        new Lazy<PredictionSet>(Rows.Challenger));

    /// <summary>The champion alone.</summary>
    public ModelStatistics Champion => new(
        Counts(Sums.Positives.ByChampion, Sums.Negatives.ByChampion),
        () => Sums.Brier.Second, () => Sums.LogLoss.Second, () => Roc.Second, Precision.Second, () => SlopeOf(Rows.Champion()), Roc.IsSecondConstant, Sums.UnusableChampion > 0,
        new Lazy<PredictionSet>(Rows.Champion));

    /// <summary>Whether the sums are the same; how the rows would be fetched says nothing of them.</summary>
    public bool Equals(PairedStatistics? other) => other is not null && Sums == other.Sums && Roc == other.Roc && Precision == other.Precision && Slope == other.Slope;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Sums, Roc, Precision, Slope);

    // No comparison asks for the champion's, so that it is not taken with the others.
    private static CalibrationSlope? SlopeOf(PredictionSet set) => CalibrationSlope.Of(set.Labels.ToArray(), set.Scores.ToArray(), Losses.Clip);

    private ConfusionCounts Counts(long truePositives, long falsePositives) =>
        new(truePositives, falsePositives, Sums.Positives.Rows - truePositives, Sums.Negatives.Rows - falsePositives);
}

/// <summary>What the metrics of one model need to know of a set of rows.</summary>
/// <param name="Counts">The rows by class and decision.</param>
/// <param name="Brier">The moments of the squared errors.</param>
/// <param name="LogLoss">The moments of the negative log-likelihoods.</param>
/// <param name="Auc">The ROC area.</param>
/// <param name="Precision">The average precision.</param>
/// <param name="Slope">The calibration slope; not a number where the score is constant, null where it separates the classes.</param>
/// <param name="IsConstant">Whether all scores are the same.</param>
/// <param name="IsUnusable">Whether a score is not a number from 0 to 1.</param>
/// <param name="Rows">The rows themselves, for what no sums tell; taken when first asked for.</param>
public sealed record ModelStatistics(
    ConfusionCounts Counts, Func<Moments> Brier, Func<Moments> LogLoss, Func<AucEstimate> Auc, AveragePrecision Precision,
    Func<CalibrationSlope?> Slope, bool IsConstant, bool IsUnusable, Lazy<PredictionSet> Rows);

/// <summary>The rows of a group, copied out of the columns when asked for.</summary>
/// <param name="Challenger">The challenger's predictions.</param>
/// <param name="Champion">The champion's, of the same rows in the same order.</param>
public sealed record PairedRows(Func<PredictionSet> Challenger, Func<PredictionSet> Champion);
