namespace MlCi.Statistics;

/// <summary>
/// Binomial probabilities with nearly full relative accuracy at any size. The point probability is Loader's saddle-point form
/// (C. Loader, "Fast and accurate computation of binomial probabilities", 2000), which R uses too; the tails are sums of
/// positive terms that start there, so that nothing cancels.
/// </summary>
public static class Binomial
{
    // ln n! − [(n + ½) ln n − n + ½ ln 2π], where its series is not accurate yet.
    private static readonly double[] SmallStirlingErrors =
    [
        0, 0.0810614667953272582196702, 0.0413406959554092940938221, 0.02767792568499833914878929, 0.02079067210376509311152277,
        0.01664469118982119216319487, 0.01387612882307074799874573, 0.01189670994589177009505572, 0.010411265261972096497478567,
        0.009255462182712732917728637, 0.008330563433362871256469318, 0.007573675487951840794972024, 0.006942840107209529865664152,
        0.006408994188004207068439631, 0.005951370112758847735624416, 0.005554733551962801371038690,
    ];

    /// <summary>The probability of exactly <paramref name="k"/> successes in <paramref name="n"/> trials.</summary>
    /// <param name="k">Successes, 0 to n.</param>
    /// <param name="n">Trials.</param>
    /// <param name="p">The probability of a success, 0 to 1.</param>
    public static double Probability(long k, long n, double p)
    {
        double q = 1 - p;
        if (p <= 0)
            return k == 0 ? 1 : 0;
        if (q <= 0)
            return k == n ? 1 : 0;
        if (k == 0)
            return Math.Exp(n * LogOfOneMinus(p));
        if (k == n)
            return Math.Exp(n * Math.Log(p));
        double log = StirlingError(n) - StirlingError(k) - StirlingError(n - k) - Deviance(k, n * p) - Deviance(n - k, n * q);
        return Math.Exp(log) * Math.Sqrt(n / (2 * Math.PI * k * (n - k)));
    }

    /// <summary>The probability of at least <paramref name="k"/> successes in <paramref name="n"/> trials.</summary>
    /// <param name="k">Successes.</param>
    /// <param name="n">Trials.</param>
    /// <param name="p">The probability of a success, 0 to 1.</param>
    public static double AtLeast(long k, long n, double p)
    {
        if (k <= 0)
            return 1;
        if (k > n)
            return 0;
        return k > n * p ? UpperSum(k, n, p) : 1 - LowerSum(k - 1, n, p);
    }

    /// <summary>The probability of at most <paramref name="k"/> successes in <paramref name="n"/> trials.</summary>
    /// <param name="k">Successes.</param>
    /// <param name="n">Trials.</param>
    /// <param name="p">The probability of a success, 0 to 1.</param>
    public static double AtMost(long k, long n, double p)
    {
        if (k < 0)
            return 0;
        if (k >= n)
            return 1;
        return k < n * p ? LowerSum(k, n, p) : 1 - UpperSum(k + 1, n, p);
    }

    // From k upwards; k is above the mean, so each term is smaller than the one before.
    private static double UpperSum(long k, long n, double p)
    {
        double odds = p / (1 - p);
        double term = 1;
        double sum = 1;
        for (long i = k; i < n && term > sum * 1e-18; i++)
        {
            term *= odds * (n - i) / (i + 1);
            sum += term;
        }

        return Math.Min(1, Probability(k, n, p) * sum);
    }

    // From k downwards; k is below the mean.
    private static double LowerSum(long k, long n, double p)
    {
        double odds = (1 - p) / p;
        double term = 1;
        double sum = 1;
        for (long i = k; i > 0 && term > sum * 1e-18; i--)
        {
            term *= odds * i / (n - i + 1);
            sum += term;
        }

        return Math.Min(1, Probability(k, n, p) * sum);
    }

    private static double StirlingError(long n)
    {
        if (n < SmallStirlingErrors.Length)
            return SmallStirlingErrors[n];
        double square = (double)n * n;
        return (1 / 12.0 - (1 / 360.0 - (1 / 1260.0 - (1 / 1680.0 - 1 / 1188.0 / square) / square) / square) / square) / n;
    }

    // x ln(x/mean) + mean − x, by its series where the two are close and the terms would cancel.
    private static double Deviance(double x, double mean)
    {
        double difference = x - mean;
        if (Math.Abs(difference) >= .1 * (x + mean))
            return x * Math.Log(x / mean) - difference;
        double v = difference / (x + mean);
        double sum = difference * v;
        double term = 2 * x * v;
        for (int j = 3; ; j += 2)
        {
            term *= v * v;
            double next = sum + term / j;
            if (next == sum)
                return sum;
            sum = next;
        }
    }

    // ln(1 − p) without the rounding of 1 − p (Kahan).
    private static double LogOfOneMinus(double p)
    {
        double q = 1 - p;
        return q == 1 ? -p : Math.Log(q) * p / (1 - q);
    }
}
