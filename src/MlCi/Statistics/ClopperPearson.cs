namespace MlCi.Statistics;

/// <summary>
/// The exact interval of a proportion: its ends are the probabilities at which the one-sided binomial tails are α
/// (Clopper &amp; Pearson, Biometrika 26, 1934).
/// </summary>
public static class ClopperPearson
{
    private const int MostSteps = 100;

    // Of the way to the estimate, or to the end of the range where that is nearer: what is left after such a step is no longer of interest.
    private const double LastStep = 1e-8;

    /// <summary>The interval with each side tested at <paramref name="alpha"/>, so 1−2α two-sided.</summary>
    /// <param name="successes">Successes, 0 to <paramref name="trials"/>.</param>
    /// <param name="trials">Trials, at least 1.</param>
    /// <param name="alpha">The error of each side, above 0 and below ½.</param>
    public static Interval Of(long successes, long trials, double alpha)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(trials, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(successes);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(successes, trials);
        return new Interval(Lower(successes, trials, alpha), Upper(successes, trials, alpha));
    }

    private static double Lower(long k, long n, double alpha)
    {
        if (k == 0)
            return 0;
        if (k == n)
            return AllSame.Kept(n, alpha);
        return Solve((double)k / n, 0, Wilson.Of(k, n, alpha).Lower - .5 / n, alpha,
            p => Binomial.AtLeast(k, n, p),
            p => k / p * Binomial.Probability(k, n, p));
    }

    private static double Upper(long k, long n, double alpha)
    {
        if (k == n)
            return 1;
        if (k == 0)
            return AllSame.Lost(n, alpha);
        return Solve((double)k / n, 1, Wilson.Of(k, n, alpha).Upper + .5 / n, alpha,
            p => Binomial.AtMost(k, n, p),
            p => -(n - k) / (1 - p) * Binomial.Probability(k, n, p));
    }

    // Newton's steps on the logarithm of the tail, which is concave, from Wilson's end with its continuity correction; halving
    // where a step leaves the bracket or the tail underflows. A step's error is about the square of the one before.
    private static double Solve(double estimate, double bound, double start, double alpha, Func<double, double> tail, Func<double, double> slope)
    {
        double inner = estimate;
        double outer = bound;
        double p = IsBetween(start, inner, outer) ? start : estimate;
        for (int i = 0; i < MostSteps; i++)
        {
            double value = tail(p);
            if (value > alpha)
                inner = p;
            else
                outer = p;
            double next = p - Math.Log(value / alpha) * value / slope(p);
            bool isHalved = !IsBetween(next, inner, outer);
            if (isHalved)
                next = (inner + outer) / 2;
            double step = Math.Abs(next - p);
            if (step <= 1e-15 * next || (!isHalved && step <= LastStep * Math.Min(Math.Abs(next - estimate), Math.Abs(next - bound))))
                return next;
            p = next;
        }

        return p;
    }

    private static bool IsBetween(double value, double one, double other) => value > Math.Min(one, other) && value < Math.Max(one, other);
}
