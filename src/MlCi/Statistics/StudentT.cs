using MathNet.Numerics;

namespace MlCi.Statistics;

/// <summary>Student's t distribution; with infinitely many degrees of freedom the standard normal one.</summary>
public static class StudentT
{
    // From here on Hill's expansion is right to all printed digits, and the incomplete beta function loses some.
    private const double Many = 200;

    /// <summary>The probability of a value above <paramref name="t"/>.</summary>
    /// <param name="t">The value.</param>
    /// <param name="degreesOfFreedom">At least 1, or ∞.</param>
    public static double UpperTail(double t, double degreesOfFreedom)
    {
        if (double.IsPositiveInfinity(degreesOfFreedom))
            return Normal.UpperTail(t);
        if (double.IsNaN(t))
            return double.NaN;
        if (t < 0)
            return 1 - UpperTail(-t, degreesOfFreedom);
        if (double.IsPositiveInfinity(t))
            return 0;
        return degreesOfFreedom >= Many
            ? Normal.UpperTail(NormalOf(t, degreesOfFreedom))
            : .5 * SpecialFunctions.BetaRegularized(degreesOfFreedom / 2, .5, degreesOfFreedom / (degreesOfFreedom + t * t));
    }

    /// <summary>The probability of a value at most <paramref name="t"/>.</summary>
    /// <param name="t">The value.</param>
    /// <param name="degreesOfFreedom">At least 1, or ∞.</param>
    public static double Cdf(double t, double degreesOfFreedom) => UpperTail(-t, degreesOfFreedom);

    /// <summary>The value that is exceeded with probability <paramref name="probability"/>.</summary>
    /// <param name="probability">Above 0 and at most ½.</param>
    /// <param name="degreesOfFreedom">At least 1, or ∞.</param>
    public static double UpperQuantile(double probability, double degreesOfFreedom)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(degreesOfFreedom, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(probability, .5);
        if (double.IsPositiveInfinity(degreesOfFreedom))
            return -Normal.Quantile(probability);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(probability);
        double low = 0;
        double high = 1;
        while (UpperTail(high, degreesOfFreedom) > probability)
            (low, high) = (high, high * 2);
        // The tail falls as the value grows: halve until the doubles are used up.
        while (true)
        {
            double middle = (low + high) / 2;
            if (middle <= low || middle >= high)
                return middle;
            if (UpperTail(middle, degreesOfFreedom) > probability)
                low = middle;
            else
                high = middle;
        }
    }

    // The standard normal value of the same tail (Hill, "Algorithm 395: Student's t-distribution", CACM 13, 1970).
    private static double NormalOf(double t, double degreesOfFreedom)
    {
        double a = degreesOfFreedom - .5;
        double b = 48 * a * a;
        double ratio = t * t / degreesOfFreedom;
        // ln(1 + x), without losing a small x (Kahan).
        double sum = 1 + ratio;
        double log = sum == 1 ? ratio : Math.Log(sum) * ratio / (sum - 1);
        double square = a * log;
        double correction = (((((-.4 * square - 3.3) * square - 24) * square - 85.5) / (.8 * square * square + 100 + b) + square + 3) / b + 1);
        return correction * Math.Sqrt(square);
    }
}
