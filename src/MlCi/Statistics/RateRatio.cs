namespace MlCi.Statistics;

/// <summary>
/// The score interval of a ratio of two independent proportions: the ratios that the score test does not reject, with the
/// proportions fitted under each ratio (Koopman, Biometrics 40, 1984) and the variance times N/(N−1) (Miettinen &amp; Nurminen,
/// Statistics in Medicine 4, 1985).
/// </summary>
public static class RateRatio
{
    /// <summary>
    /// The interval of first/second with each side tested at <paramref name="alpha"/>, so 1−2α two-sided. Without successes in
    /// the second it has no upper end (∞), without any at all it is [0, ∞].
    /// </summary>
    /// <param name="first">The first proportion.</param>
    /// <param name="second">The second proportion.</param>
    /// <param name="alpha">The error of each side, above 0 and below ½.</param>
    public static Interval Of(Proportion first, Proportion second, double alpha)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(first.Trials, 1, nameof(first));
        ArgumentOutOfRangeException.ThrowIfLessThan(second.Trials, 1, nameof(second));
        double z = -Normal.Quantile(alpha);
        double estimate = Math.Log(first.Share / second.Share);
        return new Interval(
            first.Successes == 0 ? 0 : Math.Exp(Solve(Lowest, Math.Min(estimate, Highest), first, second, z)),
            second.Successes == 0 ? double.PositiveInfinity : Math.Exp(Solve(Math.Max(estimate, Lowest), Highest, first, second, -z)));
    }

    /// <summary>The score statistic of a ratio: how many standard errors the data lie above it.</summary>
    /// <param name="first">The first proportion.</param>
    /// <param name="second">The second proportion.</param>
    /// <param name="ratio">The ratio under test, above 0.</param>
    public static double Statistic(Proportion first, Proportion second, double ratio)
    {
        double n = (double)first.Trials + second.Trials;
        double distance = first.Share - ratio * second.Share;
        // The second proportion that is most likely under the ratio: the smaller root of A p² − B p + C = 0.
        double linear = first.Trials * ratio + first.Successes + second.Trials + second.Successes * ratio;
        double constant = first.Successes + second.Successes;
        double root = Math.Sqrt(Math.Max(0, linear * linear - 4 * n * ratio * constant));
        double p2 = Math.Min(1, 2 * constant / (linear + root));
        double p1 = Math.Min(1, ratio * p2);
        double variance = (p1 * (1 - p1) / first.Trials + ratio * ratio * p2 * (1 - p2) / second.Trials) * n / (n - 1);
        return distance == 0 ? 0 : distance / Math.Sqrt(variance);
    }

    // Ratios beyond e^±60 are of no rows that fit a machine.
    private const double Lowest = -60;
    private const double Highest = 60;

    // The statistic falls as the ratio grows: halve on the log scale until the doubles are used up.
    private static double Solve(double low, double high, Proportion first, Proportion second, double target)
    {
        while (true)
        {
            double middle = (low + high) / 2;
            if (middle <= low || middle >= high)
                return middle;
            if (Statistic(first, second, Math.Exp(middle)) > target)
                low = middle;
            else
                high = middle;
        }
    }
}
