namespace MlCi.Metrics;

/// <summary>The one-sided test of "the limit is missed", in step with the interval.</summary>
public static class LimitTest
{
    /// <summary>
    /// The chance of an estimate this bad or worse, were the metric exactly at its limit. It is at most α exactly when the
    /// whole 1−2α interval misses the limit.
    /// </summary>
    /// <param name="estimate">The estimate.</param>
    /// <param name="limit">The limit.</param>
    /// <param name="isMinimum">Whether the metric must be at least (else at most) the limit.</param>
    /// <returns>The p-value, or null where there is no interval.</returns>
    public static double? PValue(MetricEstimate estimate, double limit, bool isMinimum)
    {
        if (estimate.Evidence is not { } evidence)
            return null;
        // A limit that the metric cannot reach is always missed, one that it cannot leave never.
        if (limit < estimate.Metric.Minimum)
            return isMinimum ? 1 : 0;
        if (limit > estimate.Metric.Maximum)
            return isMinimum ? 0 : 1;
        return isMinimum ? evidence.ChanceOfSoLow(limit) : evidence.ChanceOfSoHigh(limit);
    }

    /// <summary>Whether a whole interval misses a limit.</summary>
    /// <param name="interval">The interval.</param>
    /// <param name="limit">The limit.</param>
    /// <param name="isMinimum">Whether the metric must be at least (else at most) the limit.</param>
    public static bool Misses(Statistics.Interval interval, double limit, bool isMinimum) =>
        isMinimum ? interval.Upper < limit : interval.Lower > limit;

    /// <summary>Whether a whole interval clears a limit; touching it is enough.</summary>
    /// <param name="interval">The interval.</param>
    /// <param name="limit">The limit.</param>
    /// <param name="isMinimum">Whether the metric must be at least (else at most) the limit.</param>
    public static bool Clears(Statistics.Interval interval, double limit, bool isMinimum) =>
        isMinimum ? interval.Lower >= limit : interval.Upper <= limit;
}
