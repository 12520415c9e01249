namespace MlCi.Statistics;

/// <summary>Count, mean and variance of some numbers; their order changes nothing, to the last bit.</summary>
/// <param name="Count">How many.</param>
/// <param name="Mean">Their mean.</param>
/// <param name="Variance">Their unbiased variance; 0 exactly when all are equal; NaN for fewer than two.</param>
public readonly record struct Moments(long Count, double Mean, double Variance)
{
    /// <summary>The standard error of the mean.</summary>
    public double StandardError => Math.Sqrt(Variance / Count);

    /// <summary>The moments of some numbers, in two passes over exact sums.</summary>
    /// <param name="values">Finite numbers, at least one.</param>
    public static Moments Of(ReadOnlySpan<double> values)
    {
        ArgumentOutOfRangeException.ThrowIfZero(values.Length, nameof(values));
        int n = values.Length;
        double first = values[0];
        if (!values.ContainsAnyExcept(first))
            return new Moments(n, first + 0.0, n > 1 ? 0 : double.NaN);

        double mean = ExactSum.Of(values) / n;
        var deviations = new ExactSum();
        var squares = new ExactSum();
        foreach (double value in values)
        {
            double deviation = value - mean;
            deviations.Add(deviation);
            squares.Add(deviation * deviation);
        }

        // The second term is what the rounding of the mean left over (Chan, Golub & LeVeque 1983).
        double left = deviations.Value;
        return new Moments(n, mean, (squares.Value - left * left / n) / (n - 1));
    }
}
