using MathNet.Numerics;

namespace MlCi.Statistics;

/// <summary>
/// The two-sided beta-binomial mixture of Howard, Ramdas, McAuliffe &amp; Sekhon (Ann. Statist. 49, 2021, proposition 7) for
/// successes of probability p: the likelihood ratio of all success probabilities against p, mixed over a beta distribution with
/// mean p. Under p it is a martingale that starts at 1, so that it ever reaches 1/α with probability at most α.
/// </summary>
internal static class BetaBinomialMixture
{
    // The mixture must not degenerate where it is tuned for very few trials (as the authors' own program has it).
    private const double LeastSpread = 1e-3;

    /// <summary>What stands for ρ here: how many trials the beta distribution is worth, whatever p.</summary>
    /// <param name="optimalTrials">The trials at which it should be narrowest.</param>
    /// <param name="alpha">The error of both sides together.</param>
    public static double TunedAt(double optimalTrials, double alpha) => Math.Max(NormalMixture.TunedAt(optimalTrials, alpha) - 1, LeastSpread);

    /// <summary>The logarithm of the martingale.</summary>
    /// <param name="successes">Successes.</param>
    /// <param name="trials">Trials.</param>
    /// <param name="p">The probability under test, above 0 and below 1.</param>
    /// <param name="worth">The tuning of <see cref="TunedAt"/>.</param>
    public static double LogMartingale(long successes, long trials, double p, double worth)
    {
        long failures = trials - successes;
        double a = p * worth;
        double b = (1 - p) * worth;
        return SpecialFunctions.BetaLn(a + successes, b + failures) - SpecialFunctions.BetaLn(a, b)
            - successes * Math.Log(p) - failures * Math.Log(1 - p);
    }
}
