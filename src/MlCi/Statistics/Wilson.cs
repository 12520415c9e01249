namespace MlCi.Statistics;

/// <summary>The score interval of a proportion (Wilson, J. Am. Statist. Assoc. 22, 1927), a building block of <see cref="Newcombe"/>.</summary>
public static class Wilson
{
    /// <summary>The interval with each side tested at <paramref name="alpha"/>, so 1−2α two-sided.</summary>
    /// <param name="successes">Successes, 0 to <paramref name="trials"/>.</param>
    /// <param name="trials">Trials, at least 1.</param>
    /// <param name="alpha">The error of each side, above 0 and below ½.</param>
    public static Interval Of(long successes, long trials, double alpha)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(trials, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(successes);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(successes, trials);
        double z = -Normal.Quantile(alpha);
        double square = z * z;
        double share = (double)successes / trials;
        double middle = 2 * successes + square;
        double reach = z * Math.Sqrt(square + 4 * successes * (1 - share));
        double scale = 2 * (trials + square);
        // At an end of the range the bound is that end exactly, whatever rounding makes of the root.
        return new Interval(
            successes == 0 ? 0 : (middle - reach) / scale,
            successes == trials ? 1 : (middle + reach) / scale);
    }
}
