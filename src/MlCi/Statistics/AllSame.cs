namespace MlCi.Statistics;

/// <summary>
/// What n equal outcomes without an exception leave open: with confidence 1−α at most a share 1 − α^(1/n) of all outcomes is
/// different (Clopper &amp; Pearson at n of n; "rule of three").
/// </summary>
public static class AllSame
{
    /// <summary>The share of all outcomes that is at least the same: α^(1/n).</summary>
    /// <param name="n">The outcomes seen, at least 1.</param>
    /// <param name="alpha">The error, above 0 and below 1.</param>
    public static double Kept(long n, double alpha) => Math.Exp(Math.Log(alpha) / n);

    /// <summary>The share of all outcomes that may be different: 1 − α^(1/n), without cancellation.</summary>
    /// <param name="n">The outcomes seen, at least 1.</param>
    /// <param name="alpha">The error, above 0 and below 1.</param>
    public static double Lost(long n, double alpha)
    {
        double half = Math.Log(alpha) / n / 2;
        return -2 * Math.Exp(half) * Math.Sinh(half);
    }

    /// <summary>The α at which a given share may be different: the chance of no exception among n, were that share different.</summary>
    /// <param name="n">The outcomes seen, at least 1.</param>
    /// <param name="share">The share; 1 is the answer to none or less.</param>
    public static double ChanceOfLost(long n, double share) => share <= 0 ? 1 : share >= 1 ? 0 : Math.Pow(1 - share, n);
}
