namespace MlCi.Statistics;

/// <summary>
/// Intervals that may be looked at as often as one likes: over all looks together, at times chosen in any way, one of them misses
/// the true value with probability at most α. So a trial may be stopped as soon as its interval decides. Unlike the intervals of
/// gates, α is the error of both sides together. Each is narrowest, against an interval for one look, near the count that it was
/// tuned at, which must be chosen before the data are seen; the intersection of all intervals so far is valid, too.
/// </summary>
public static class ConfidenceSequence
{
    /// <summary>The units from which <see cref="OfMean"/> says anything.</summary>
    public const long LeastCount = 100;

    /// <summary>
    /// The mean of values of any distribution with a variance: the asymptotic confidence sequence of Waudby-Smith, Arbour,
    /// Sinha, Kennedy &amp; Ramdas ("Time-uniform central limit theory and asymptotic confidence sequences", Ann. Statist. 52,
    /// 2024, theorem 2.2). It is to <see cref="OfBounded"/> what a normal interval is to Hoeffding's.
    /// </summary>
    /// <param name="mean">The mean so far.</param>
    /// <param name="standardError">Its standard error, as of a single look.</param>
    /// <param name="count">The independent units so far: rows, or clusters of rows.</param>
    /// <param name="alpha">The error of both sides together over all looks, above 0 and below 1.</param>
    /// <param name="optimalCount">The count at which to be narrowest, above 0.</param>
    /// <returns>
    /// The interval; [−∞, ∞] before <see cref="LeastCount"/> units, where the central limit theorem may not hold yet, and while no
    /// two units differ, so that no variance is known.
    /// </returns>
    public static Interval OfMean(double mean, double standardError, long count, double alpha, double optimalCount)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(optimalCount);
        double bound = NormalMixture.Bound(count, NormalMixture.TunedAt(optimalCount, alpha), alpha);
        if (count < LeastCount || !(standardError > 0))
            return new Interval(double.NegativeInfinity, double.PositiveInfinity);
        double reach = standardError / Math.Sqrt(count) * bound;
        return new Interval(mean - reach, mean + reach);
    }

    /// <summary>
    /// The mean of values between two limits, valid from the first value on: such values are sub-Gaussian with a variance of a
    /// quarter of the squared width (Hoeffding), whose sum the <see cref="NormalMixture"/> bounds.
    /// </summary>
    /// <param name="mean">The mean so far.</param>
    /// <param name="count">The independent values so far, at least 1.</param>
    /// <param name="minimum">The smallest possible value.</param>
    /// <param name="maximum">The largest possible value.</param>
    /// <param name="alpha">The error of both sides together over all looks, above 0 and below 1.</param>
    /// <param name="optimalCount">The count at which to be narrowest, above 0.</param>
    public static Interval OfBounded(double mean, long count, double minimum, double maximum, double alpha, double optimalCount)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(minimum, maximum);
        double width = maximum - minimum;
        double variance = width * width / 4;
        double reach = NormalMixture.Bound(count * variance, NormalMixture.TunedAt(optimalCount * variance, alpha), alpha) / count;
        return new Interval(Math.Max(minimum, mean - reach), Math.Min(maximum, mean + reach));
    }

    /// <summary>
    /// A proportion, valid from the first trial on: the probabilities at which the beta-binomial mixture (Howard et al. 2021,
    /// proposition 7) is below 1/α. Without trials it is [0, 1].
    /// </summary>
    /// <param name="successes">Successes so far, 0 to <paramref name="trials"/>.</param>
    /// <param name="trials">Independent trials so far.</param>
    /// <param name="alpha">The error of both sides together over all looks, above 0 and below 1.</param>
    /// <param name="optimalTrials">The trials at which to be narrowest, above 0.</param>
    public static Interval OfProportion(long successes, long trials, double alpha, double optimalTrials)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(successes);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(successes, trials);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(optimalTrials);
        double worth = BetaBinomialMixture.TunedAt(optimalTrials, alpha);
        double threshold = -Math.Log(alpha);
        bool Misses(double p) => BetaBinomialMixture.LogMartingale(successes, trials, p, worth) >= threshold;
        // Towards an end that at most one trial speaks against, the martingale stays below 1.
        double share = trials == 0 ? .5 : (double)successes / trials;
        return new Interval(successes <= 1 ? 0 : Solve(share, 0, Misses), trials - successes <= 1 ? 1 : Solve(share, 1, Misses));
    }

    // The martingale grows from the share outwards: halve until the doubles are used up.
    private static double Solve(double inner, double outer, Func<double, bool> misses)
    {
        while (true)
        {
            double middle = (inner + outer) / 2;
            if (middle <= Math.Min(inner, outer) || middle >= Math.Max(inner, outer))
                return outer;
            if (misses(middle))
                outer = middle;
            else
                inner = middle;
        }
    }
}
