namespace MlCi.Drift;

/// <summary>
/// The two-sample test of Kolmogorov and Smirnov (Smirnov 1939): how far the shares of rows up to a value are apart at most, and
/// the chance of that in two samples of one population. Ties and bins only make it more cautious.
/// </summary>
/// <param name="Distance">The largest difference of the two shares, 0 to 1.</param>
/// <param name="PValue">The chance of so large a distance.</param>
public readonly record struct KolmogorovSmirnov(double Distance, double PValue)
{
    /// <summary>Tests two samples.</summary>
    /// <param name="reference">The rows of each bin in the reference, bins in order; at least one row in all.</param>
    /// <param name="current">The rows of each bin in the other sample; at least one row in all.</param>
    public static KolmogorovSmirnov Of(ReadOnlySpan<long> reference, ReadOnlySpan<long> current)
    {
        long n = Total(reference), m = Total(current);
        long below = 0, otherBelow = 0;
        double distance = 0;
        for (int i = 0; i < reference.Length; i++)
        {
            below += reference[i];
            otherBelow += current[i];
            distance = Math.Max(distance, Math.Abs((double)below / n - (double)otherBelow / m));
        }

        // Stephens' correction brings the limit near to small samples (J. R. Statist. Soc. B 32, 1970).
        double root = Math.Sqrt((double)n * m / (n + m));
        return new KolmogorovSmirnov(distance, UpperTail((root + .12 + .11 / root) * distance));
    }

    /// <summary>The chance that Kolmogorov's limiting distribution is above a value.</summary>
    /// <param name="x">The value; at or below 0 the chance is 1.</param>
    public static double UpperTail(double x)
    {
        if (!(x > 0))
            return 1;
        // Each of the two series converges at once where the other does not.
        if (x < 1)
        {
            double below = 0;
            for (int k = 1; k <= 5; k++)
                below += Math.Exp(-(2 * k - 1) * (2 * k - 1) * Math.PI * Math.PI / (8 * x * x));
            return Math.Clamp(1 - Math.Sqrt(2 * Math.PI) / x * below, 0, 1);
        }

        double above = 0;
        for (int k = 1; k <= 8; k++)
            above += (k % 2 == 1 ? 1 : -1) * Math.Exp(-2.0 * k * k * x * x);
        return Math.Clamp(2 * above, 0, 1);
    }

    private static long Total(ReadOnlySpan<long> counts)
    {
        long total = 0;
        foreach (long count in counts)
            total += count;
        return total;
    }
}
