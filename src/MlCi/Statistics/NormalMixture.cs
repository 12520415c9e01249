namespace MlCi.Statistics;

/// <summary>
/// The two-sided normal mixture boundary (Robbins, Ann. Math. Statist. 41, 1970; Howard, Ramdas, McAuliffe &amp; Sekhon,
/// "Time-uniform, nonparametric, nonasymptotic confidence sequences", Ann. Statist. 49, 2021, proposition 5). A sum that is
/// sub-Gaussian with variance process V leaves ±bound(V) at any time at all with probability at most α, because the mixture of
/// exp(λS − λ²V/2) over λ ~ N(0, 1/ρ) is a supermartingale that starts at 1 and is 1/α on the boundary (Ville's inequality).
/// </summary>
public static class NormalMixture
{
    /// <summary>
    /// The ρ whose boundary is narrowest, to within a thousandth, where the variance process is at a given value: v/(2 ln α⁻¹ +
    /// ln(1 + 2 ln α⁻¹)), the paper's section 3.5 with its expansion of the Lambert function.
    /// </summary>
    /// <param name="variance">The variance process at the time that matters most, above 0.</param>
    /// <param name="alpha">The error of both sides together, over all times, above 0 and below 1.</param>
    public static double TunedAt(double variance, double alpha) => variance / Tuning(alpha);

    /// <summary>How far the sum may be from 0 at a value of the variance process: √((v + ρ)·(ln(1 + v/ρ) + 2 ln α⁻¹)).</summary>
    /// <param name="variance">The variance process now, not negative.</param>
    /// <param name="rho">The tuning, above 0.</param>
    /// <param name="alpha">The error of both sides together, over all times, above 0 and below 1.</param>
    public static double Bound(double variance, double rho, double alpha)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(variance);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(rho);
        return Math.Sqrt((variance + rho) * (Math.Log(1 + variance / rho) + 2 * LogOfInverse(alpha)));
    }

    /// <summary>The variance process over the ρ that is best for it: 7.94 at α = 5 %.</summary>
    internal static double Tuning(double alpha) => 2 * LogOfInverse(alpha) + Math.Log(1 + 2 * LogOfInverse(alpha));

    private static double LogOfInverse(double alpha) => alpha is > 0 and < 1
        ? -Math.Log(alpha)
        : throw new ArgumentOutOfRangeException(nameof(alpha), alpha, "expected an error between 0 and 1");
}
