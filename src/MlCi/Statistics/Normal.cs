using MathNet.Numerics;

namespace MlCi.Statistics;

/// <summary>The standard normal distribution.</summary>
public static class Normal
{
    private static readonly double Root2 = Math.Sqrt(2);

    /// <summary>The probability of a value at most <paramref name="z"/>, with full relative accuracy in the lower tail.</summary>
    public static double Cdf(double z) => .5 * SpecialFunctions.Erfc(-z / Root2);

    /// <summary>The probability of a value above <paramref name="z"/>, with full relative accuracy in the upper tail.</summary>
    public static double UpperTail(double z) => .5 * SpecialFunctions.Erfc(z / Root2);

    /// <summary>
    /// The value that is exceeded with probability 1 − <paramref name="probability"/>. Of a small α ask for −Quantile(α): 1 − α has
    /// lost its last digits.
    /// </summary>
    /// <param name="probability">Above 0 and below 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The probability is not between 0 and 1.</exception>
    public static double Quantile(double probability)
    {
        if (!(probability > 0 && probability < 1))
            throw new ArgumentOutOfRangeException(nameof(probability), probability, "expected a probability between 0 and 1");
        return -Root2 * SpecialFunctions.ErfcInv(2 * probability);
    }
}
