using MlCi.Statistics;

namespace MlCi.Metrics;

/// <summary>Everything that metrics, intervals and the paired comparison need to know of a set of rows.</summary>
/// <param name="Sums">The cells and loss sums.</param>
/// <param name="Roc">The placements' sums: first score challenger, second score champion.</param>
public sealed record PairedStatistics(PartialStatistics Sums, RocSums Roc)
{
    /// <summary>The challenger alone.</summary>
    public ModelStatistics Challenger => new(
        Counts(Sums.Positives.ByChallenger, Sums.Negatives.ByChallenger),
        () => Sums.Brier.First, () => Sums.LogLoss.First, () => Roc.First, Roc.IsFirstConstant, Sums.UnusableChallenger > 0);

    /// <summary>The champion alone.</summary>
    public ModelStatistics Champion => new(
        Counts(Sums.Positives.ByChampion, Sums.Negatives.ByChampion),
        () => Sums.Brier.Second, () => Sums.LogLoss.Second, () => Roc.Second, Roc.IsSecondConstant, Sums.UnusableChampion > 0);

    private ConfusionCounts Counts(long truePositives, long falsePositives) =>
        new(truePositives, falsePositives, Sums.Positives.Rows - truePositives, Sums.Negatives.Rows - falsePositives);
}

/// <summary>What the metrics of one model need to know of a set of rows.</summary>
/// <param name="Counts">The rows by class and decision.</param>
/// <param name="Brier">The moments of the squared errors.</param>
/// <param name="LogLoss">The moments of the negative log-likelihoods.</param>
/// <param name="Auc">The ROC area.</param>
/// <param name="IsConstant">Whether all scores are the same.</param>
/// <param name="IsUnusable">Whether a score is not a number from 0 to 1.</param>
public sealed record ModelStatistics(
    ConfusionCounts Counts, Func<Moments> Brier, Func<Moments> LogLoss, Func<AucEstimate> Auc, bool IsConstant, bool IsUnusable);
