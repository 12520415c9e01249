namespace MlCi.Drift;

/// <summary>
/// The Jensen–Shannon distance of two distributions, to base 2: the root of the mean divergence of each from their mixture (Lin,
/// IEEE Trans. Information Theory 37, 1991; Endres &amp; Schindelin 2003). 0 where they are equal, 1 where they have nothing in common.
/// </summary>
public static class JensenShannon
{
    /// <summary>The distance, 0 to 1.</summary>
    /// <param name="reference">The rows of each category in the reference, at least one in all.</param>
    /// <param name="current">The rows of each category in the other sample, at least one in all.</param>
    public static double Distance(ReadOnlySpan<long> reference, ReadOnlySpan<long> current)
    {
        double[] p = Shares(reference), q = Shares(current);
        double divergence = 0;
        for (int i = 0; i < p.Length; i++)
        {
            double mixed = (p[i] + q[i]) / 2;
            divergence += (Term(p[i], mixed) + Term(q[i], mixed)) / 2;
        }

        return Math.Sqrt(Math.Clamp(divergence, 0, 1));
    }

    private static double Term(double share, double mixed) => share > 0 ? share * Math.Log2(share / mixed) : 0;

    private static double[] Shares(ReadOnlySpan<long> counts)
    {
        double total = 0;
        foreach (long count in counts)
            total += count;
        double[] shares = new double[counts.Length];
        for (int i = 0; i < shares.Length; i++)
            shares[i] = counts[i] / total;
        return shares;
    }
}
