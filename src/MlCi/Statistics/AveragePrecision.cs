namespace MlCi.Statistics;

/// <summary>
/// Average precision as scikit-learn has it: the mean over the positives of the precision at their score, without
/// interpolation. Its variance is that of the infinitesimal jackknife (Efron, JRSS B 54, 1992): the sum of the squares of each
/// row's influence, which is the derivative of the value by the row's weight. Unlike the binomial variance of Boyd, Eng &amp;
/// Page ("Area under the precision-recall curve: point estimates and confidence intervals", ECML PKDD 2013), whose logit scale
/// is used, it knows of the scores, and of two models on the same rows.
/// </summary>
/// <param name="Rows">The rows.</param>
/// <param name="Positives">The positive rows.</param>
/// <param name="Value">The value.</param>
/// <param name="Bias">
/// How much higher than the population's the value is by chance: each positive counts in its own precision P, which lifts that by
/// (1 − P)/N among the N rows at or above its score.
/// </param>
/// <param name="Variance">The variance of the value.</param>
public readonly record struct AveragePrecision(long Rows, long Positives, double Value, double Bias, double Variance)
{
    /// <summary>The rows of the smaller class.</summary>
    public long Minority => Math.Min(Positives, Rows - Positives);

    /// <summary>Whether all rows have the same score.</summary>
    public bool IsConstant { get; init; }

    /// <summary>The value and what goes with it.</summary>
    /// <param name="labels">For each row whether it is positive; at least one is.</param>
    /// <param name="scores">For each row its score; no NaN.</param>
    public static AveragePrecision Of(bool[] labels, double[] scores) =>
        GroupedScores.Of(RocRows.Of(labels, scores, second: null, cores: 1), new ScoreMeasures(Precision: true)).Precision.First;
}

/// <summary>The average precisions of two scores on the same rows.</summary>
/// <param name="First">That of the first score.</param>
/// <param name="Second">That of the second score; of no rows where there is none.</param>
/// <param name="DifferenceVariance">The variance of their difference: that of the differences of the rows' influences.</param>
public readonly record struct PairedPrecision(AveragePrecision First, AveragePrecision Second, double DifferenceVariance);
