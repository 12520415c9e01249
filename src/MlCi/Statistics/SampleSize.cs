namespace MlCi.Statistics;

/// <summary>How many rows to add so that an interval decides.</summary>
public static class SampleSize
{
    /// <summary>Rows that no holdout has: from here on a number is none to act on.</summary>
    internal const double Beyond = 1e15;

    /// <summary>
    /// n·[((z₁₋α + z₁₋β)·SE/gap)² − 1], rounded up: with that many more rows the test at level α decides with the given power,
    /// were the planned value true (normal approximation; the standard error falls with the root of the rows).
    /// </summary>
    /// <param name="rows">The rows so far.</param>
    /// <param name="standardError">The standard error on them.</param>
    /// <param name="gap">How far the planned value lies on the deciding side of the limit.</param>
    /// <param name="alpha">The level of the one-sided test.</param>
    /// <param name="power">The power 1−β.</param>
    /// <returns>The rows to add, 0 where there are enough, or null where no number would do.</returns>
    public static long? RowsToAdd(long rows, double standardError, double gap, double alpha, double power)
    {
        if (!(gap > 0))
            return null;
        double ratio = Reach(alpha, power) * standardError / gap;
        return Rounded(rows * (ratio * ratio - 1));
    }

    /// <summary>
    /// The same where nothing varied, so that there is no standard error: such an interval narrows with the rows themselves
    /// (<see cref="AllSame"/>), not with their root.
    /// </summary>
    /// <param name="rows">The rows so far.</param>
    /// <param name="reach">How far the interval reaches from the estimate towards the limit.</param>
    /// <param name="gap">How far the planned value lies on the deciding side of the limit.</param>
    /// <returns>The rows to add, 0 where there are enough, or null where no number would do.</returns>
    public static long? RowsToAddWithoutVariance(long rows, double reach, double gap) =>
        gap > 0 ? Rounded(rows * (reach / gap - 1)) : null;

    /// <summary>
    /// z₁₋α + z₁₋β: how many standard errors the planned value must lie from the limit, so that the test at level α decides with the
    /// given power.
    /// </summary>
    /// <param name="alpha">The level of the one-sided test; it may be as small as a number can be.</param>
    /// <param name="power">The power 1−β.</param>
    // The quantile of alpha, not of 1 − alpha, which of a tiny alpha is 1.
    public static double Reach(double alpha, double power) => Normal.Quantile(power) - Normal.Quantile(alpha);

    private static long? Rounded(double rows) => rows < Beyond ? (long)Math.Max(0, Math.Ceiling(rows)) : null;
}
