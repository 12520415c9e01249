namespace MlCi.Statistics;

/// <summary>The area under a ROC curve and its variance.</summary>
/// <param name="Auc">The area; NaN where a class is empty.</param>
/// <param name="Variance">DeLong's variance; NaN where a class has fewer than two rows.</param>
/// <param name="Positives">The positive rows.</param>
/// <param name="Negatives">The negative rows.</param>
public readonly record struct AucEstimate(double Auc, double Variance, long Positives, long Negatives)
{
    /// <summary>The rows of the smaller class.</summary>
    public long Minority => Math.Min(Positives, Negatives);
}

/// <summary>Two scores of the same rows.</summary>
/// <param name="First">The first score's area.</param>
/// <param name="Second">The second score's area.</param>
/// <param name="Covariance">The covariance of the two areas.</param>
/// <param name="DifferenceVariance">The variance of their difference, exactly 0 where all placements differ by the same.</param>
public readonly record struct PairedAuc(AucEstimate First, AucEstimate Second, double Covariance, double DifferenceVariance);

/// <summary>
/// The nonparametric variance of ROC areas (DeLong, DeLong &amp; Clarke-Pearson, Biometrics 44, 1988) from the placements of
/// each row, whose sums are in <see cref="RocSums"/>.
/// </summary>
public static class DeLong
{
    /// <summary>The area and its variance.</summary>
    /// <param name="labels">For each row whether it is positive.</param>
    /// <param name="scores">For each row its score; no NaN.</param>
    public static AucEstimate Estimate(ReadOnlySpan<bool> labels, ReadOnlySpan<double> scores) =>
        Sums(RocRows.Of(labels.ToArray(), scores.ToArray(), second: null, cores: 1)).First;

    /// <summary>The areas of two scores of the same rows, and how they vary together.</summary>
    /// <param name="labels">For each row whether it is positive.</param>
    /// <param name="first">For each row its first score; no NaN.</param>
    /// <param name="second">For each row its second score; no NaN.</param>
    public static PairedAuc Paired(ReadOnlySpan<bool> labels, ReadOnlySpan<double> first, ReadOnlySpan<double> second) =>
        Sums(RocRows.Of(labels.ToArray(), first.ToArray(), second.ToArray(), cores: 1)).Paired;

    private static RocSums Sums(RocRows rows) => GroupedScores.Of(rows, new ScoreMeasures(Roc: true)).Roc;
}
