namespace MlCi.Statistics;

/// <summary>
/// Fisher's exact test that one of two independent proportions is not the larger one: hypergeometric given the margins, so it
/// keeps its level at any size (Fisher, J. R. Statist. Soc. 98, 1935).
/// </summary>
public static class FisherExact
{
    /// <summary>The one-sided p: the chance of so many successes or more in the first, were both proportions equal.</summary>
    /// <param name="first">The proportion that may be larger.</param>
    /// <param name="second">The other one.</param>
    public static double PValueOfLarger(Proportion first, Proportion second)
    {
        long k = first.Successes;
        long successes = first.Successes + second.Successes;
        long n = first.Trials + second.Trials;
        long most = Math.Min(first.Trials, successes);
        long least = Math.Max(0, successes - second.Trials);
        if (k <= least)
            return 1;
        // Each term from its neighbour, away from the mean, so that terms fall and nothing cancels.
        return k > (double)first.Trials * successes / n
            ? Math.Min(1, Probability(k) * Sum(k, most, +1))
            : 1 - Math.Min(1, Probability(k - 1) * Sum(k - 1, least, -1));

        // By three binomials, accurate at any size (as R's dhyper).
        double Probability(long x)
        {
            double p = (double)first.Trials / n;
            return Binomial.Probability(x, successes, p) * Binomial.Probability(first.Trials - x, n - successes, p)
                / Binomial.Probability(first.Trials, n, p);
        }

        double Sum(long from, long to, int step)
        {
            double term = 1;
            double sum = 1;
            for (long x = from; x != to && term > sum * 1e-18; x += step)
            {
                long low = step > 0 ? x : x - 1;
                double up = (double)(successes - low) * (first.Trials - low) / ((low + 1.0) * (second.Trials - successes + low + 1));
                term *= step > 0 ? up : 1 / up;
                sum += term;
            }

            return sum;
        }
    }
}
