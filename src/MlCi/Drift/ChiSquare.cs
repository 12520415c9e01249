using MathNet.Numerics;

namespace MlCi.Drift;

/// <summary>
/// Pearson's chi-square test that two samples are of one population: of the whole contingency table of both. (Taking the reference's
/// shares for known instead, as some tools do, calls out every other pair of equal samples of 500 rows.)
/// </summary>
/// <param name="Statistic">Σ(observed − expected)²/expected.</param>
/// <param name="DegreesOfFreedom">The number of categories that some row has, less one.</param>
/// <param name="PValue">The chance of so large a statistic; 1 where there is but one category, or a sample without rows.</param>
public readonly record struct ChiSquare(double Statistic, int DegreesOfFreedom, double PValue)
{
    /// <summary>The fewest rows that a category is expected to have in either sample (Cochran 1954).</summary>
    public const double LeastExpected = 5;

    /// <summary>Tests two samples.</summary>
    /// <param name="reference">The rows of each category in the reference.</param>
    /// <param name="current">The rows of each category in the other sample.</param>
    public static ChiSquare Of(ReadOnlySpan<long> reference, ReadOnlySpan<long> current)
    {
        double n = 0, m = 0, statistic = 0;
        int categories = 0;
        for (int i = 0; i < reference.Length; i++)
            (n, m) = (n + reference[i], m + current[i]);
        if (n == 0 || m == 0)
            return new ChiSquare(0, 0, 1);
        for (int i = 0; i < reference.Length; i++)
        {
            double both = (double)reference[i] + current[i];
            if (both == 0)
                continue;
            categories++;
            double expected = both * n / (n + m);
            double difference = reference[i] - expected;
            statistic += difference * difference * (1 / expected + 1 / (both - expected));
        }

        int freedom = categories - 1;
        return new ChiSquare(statistic, freedom, freedom < 1 ? 1 : SpecialFunctions.GammaUpperRegularized(freedom / 2.0, statistic / 2));
    }

    /// <summary>The same categories, but those too rare for the test as one.</summary>
    /// <param name="reference">The rows of each category in the reference.</param>
    /// <param name="current">The rows of each category in the other sample.</param>
    public static (long[] Reference, long[] Current) PoolRare(ReadOnlySpan<long> reference, ReadOnlySpan<long> current)
    {
        double n = 0, m = 0;
        for (int i = 0; i < reference.Length; i++)
            (n, m) = (n + reference[i], m + current[i]);
        double least = LeastExpected * (n + m) / Math.Min(n, m);
        List<long> kept = [], keptOfCurrent = [];
        long rare = 0, rareOfCurrent = 0;
        for (int i = 0; i < reference.Length; i++)
        {
            if (reference[i] + current[i] < least)
            {
                (rare, rareOfCurrent) = (rare + reference[i], rareOfCurrent + current[i]);
                continue;
            }

            kept.Add(reference[i]);
            keptOfCurrent.Add(current[i]);
        }

        // Together they may still be too few to be judged: then they say nothing.
        if (rare + rareOfCurrent >= least)
        {
            kept.Add(rare);
            keptOfCurrent.Add(rareOfCurrent);
        }

        return ([.. kept], [.. keptOfCurrent]);
    }
}
