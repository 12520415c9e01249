namespace MlCi.Statistics;

/// <summary>
/// The score interval of a paired difference of proportions (Tango, Statistics in Medicine 17, 1998): the differences that the
/// score test does not reject. It keeps its level where few pairs, or none, are discordant.
/// </summary>
public static class Tango
{
    /// <summary>The interval of (b − c)/n with each side tested at <paramref name="alpha"/>, so 1−2α two-sided.</summary>
    /// <param name="b">Pairs in which only the first succeeds.</param>
    /// <param name="c">Pairs in which only the second succeeds.</param>
    /// <param name="n">All pairs, at least 1.</param>
    /// <param name="alpha">The error of each side, above 0 and below ½.</param>
    public static Interval Of(long b, long c, long n, double alpha)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(n, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(b);
        ArgumentOutOfRangeException.ThrowIfNegative(c);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(b, n - c);
        double z = -Normal.Quantile(alpha);
        double estimate = (double)(b - c) / n;
        return new Interval(
            c == n ? -1 : Solve(-1, estimate, b, c, n, z),
            b == n ? 1 : Solve(estimate, 1, b, c, n, -z));
    }

    /// <summary>Tango's statistic of a difference: how many standard errors the data lie above it.</summary>
    /// <param name="b">Pairs in which only the first succeeds.</param>
    /// <param name="c">Pairs in which only the second succeeds.</param>
    /// <param name="n">All pairs.</param>
    /// <param name="difference">The difference under test, above −1 and below 1.</param>
    public static double Statistic(long b, long c, long n, double difference)
    {
        // The share of c's cell that is most likely under the difference: the larger root of A q² + B q + C = 0.
        double linear = -b - c + (2.0 * n - b + c) * difference;
        double constant = -c * difference * (1 - difference);
        double root = Math.Sqrt(Math.Max(0, linear * linear - 8.0 * n * constant));
        double q = linear > 0 ? -2 * constant / (linear + root) : (root - linear) / (4.0 * n);
        double distance = b - c - n * difference;
        return distance == 0 ? 0 : distance / Math.Sqrt(n * Math.Max(0, 2 * q + difference * (1 - difference)));
    }

    // The statistic falls as the difference grows: halve until the doubles are used up.
    private static double Solve(double low, double high, long b, long c, long n, double target)
    {
        while (true)
        {
            double middle = (low + high) / 2;
            if (middle <= low || middle >= high)
                return middle;
            if (Statistic(b, c, n, middle) > target)
                low = middle;
            else
                high = middle;
        }
    }
}
