namespace MlCi.Statistics;

/// <summary>
/// A smooth function of weighted means: its value, and what each row does to it. A row's influence is the derivative of the
/// value by the row's share of the weight; weighted, the influences add up to 0 (Deville, "Variance estimation for complex
/// statistics and estimators: linearization and residual techniques", Survey Methodology 25, 1999). So the value varies as a
/// mean of the influences does, which <see cref="ClusterVariance"/> tells.
/// </summary>
/// <param name="Value">The value.</param>
/// <param name="Influences">One for each row.</param>
public sealed record Linearised(double Value, double[] Influences)
{
    /// <summary>The weighted mean of a column.</summary>
    /// <param name="values">A finite number for each row; at least one row.</param>
    /// <param name="sampling">The rows' weights.</param>
    public static Linearised Mean(ReadOnlySpan<double> values, Sampling sampling)
    {
        // Rounding must not make equal values vary.
        if (!values.ContainsAnyExcept(values[0]))
            return new Linearised(values[0] + 0.0, new double[values.Length]);
        var sum = new ExactSum();
        for (int row = 0; row < values.Length; row++)
            sum.Add(sampling.Weight(row) * values[row]);
        double mean = sum.Value / sampling.Total;
        double[] influences = new double[values.Length];
        for (int row = 0; row < influences.Length; row++)
            influences[row] = values[row] - mean;
        return new Linearised(mean, influences);
    }

    /// <summary>The weighted share of a part that meets something.</summary>
    /// <param name="part">For each row whether it belongs to the part; at least one does.</param>
    /// <param name="meets">For each row whether it meets it.</param>
    /// <param name="sampling">The rows' weights.</param>
    public static Linearised Share(ReadOnlySpan<bool> part, ReadOnlySpan<bool> meets, Sampling sampling)
    {
        var all = new ExactSum();
        var met = new ExactSum();
        for (int row = 0; row < part.Length; row++)
        {
            if (!part[row])
                continue;
            all.Add(sampling.Weight(row));
            if (meets[row])
                met.Add(sampling.Weight(row));
        }

        double share = met.Value / all.Value;
        double scale = sampling.Total / all.Value;
        double[] influences = new double[part.Length];
        for (int row = 0; row < influences.Length; row++)
            influences[row] = part[row] ? scale * ((meets[row] ? 1 : 0) - share) : 0;
        return new Linearised(share, influences);
    }

    /// <summary>A function of this value.</summary>
    /// <param name="value">The function's value.</param>
    /// <param name="slope">Its derivative.</param>
    public Linearised Map(double value, double slope) => new(value, Array.ConvertAll(Influences, influence => slope * influence));

    /// <summary>A function of this value and another of the same rows.</summary>
    /// <param name="value">The function's value.</param>
    /// <param name="slope">Its derivative by this value.</param>
    /// <param name="other">The other value.</param>
    /// <param name="otherSlope">Its derivative by the other value.</param>
    public Linearised With(double value, double slope, Linearised other, double otherSlope)
    {
        double[] influences = new double[Influences.Length];
        for (int row = 0; row < influences.Length; row++)
            influences[row] = slope * Influences[row] + otherSlope * other.Influences[row];
        return new Linearised(value, influences);
    }
}
