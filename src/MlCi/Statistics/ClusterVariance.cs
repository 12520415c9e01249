namespace MlCi.Statistics;

/// <summary>
/// How a linearised value varies where rows of one cluster vary together: as the sum over the independent clusters of what
/// their rows add up to, Σ_c (Σ_{i∈c} w_i ψ_i)² · C/(C−1) / (Σw)² (Binder, "On the variances of asymptotically normal estimators
/// from complex surveys", International Statistical Review 51, 1983). Without clusters each row is its own.
/// </summary>
/// <param name="StandardError">The standard error; exactly 0 where nothing varies, NaN for fewer than two units.</param>
/// <param name="Units">The clusters, or rows.</param>
/// <param name="EffectiveUnits">How many units with the same influence would make up the variance: (Σs²)²/Σs⁴ of their sums s.</param>
public readonly record struct ClusterVariance(double StandardError, int Units, double EffectiveUnits)
{
    /// <summary>The degrees of freedom of the standard error.</summary>
    public double DegreesOfFreedom => Units - 1;

    /// <summary>The variance of a linearised value.</summary>
    /// <param name="influences">One for each row.</param>
    /// <param name="sampling">The rows' weights and clusters.</param>
    public static ClusterVariance Of(ReadOnlySpan<double> influences, Sampling sampling)
    {
        double[] sums = sampling.UnitSums(influences);
        int exponent = Exponent(sums);
        double effective = EffectiveNumber.Of(Array.ConvertAll(sums, sum => Math.ScaleB(sum, -exponent) * Math.ScaleB(sum, -exponent)));
        if (sums.Length < 2)
            return new ClusterVariance(double.NaN, sums.Length, effective);
        double square = Products(sums, sums, exponent) * sums.Length / (sums.Length - 1.0);
        return new ClusterVariance(Math.ScaleB(Math.Sqrt(square), exponent) / sampling.Total, sums.Length, effective);
    }

    /// <summary>
    /// The variance of a value out of two samples, such as a ROC area: each sample has a correction of its own (Obuchowski,
    /// "Nonparametric analysis of clustered ROC curve data", Biometrics 53, 1997), so that without clusters it is DeLong's.
    /// </summary>
    /// <param name="influences">One for each row.</param>
    /// <param name="first">For each row whether it is of the first sample, else of the second.</param>
    /// <param name="sampling">The rows' weights and clusters.</param>
    public static ClusterVariance OfTwo(ReadOnlySpan<double> influences, ReadOnlySpan<bool> first, Sampling sampling)
    {
        double[][] sums = [Sums(influences, first, of: true, sampling), Sums(influences, first, of: false, sampling)];
        double[] units = [UnitsOf(first, of: true, sampling), UnitsOf(first, of: false, sampling)];
        int all = sampling.UnitCount;
        double effective = Of(influences, sampling).EffectiveUnits;
        if (units[0] < 2 || units[1] < 2)
            return new ClusterVariance(double.NaN, all, effective);
        int exponent = Math.Max(Exponent(sums[0]), Exponent(sums[1]));
        double square = Products(sums[0], sums[0], exponent) * units[0] / (units[0] - 1)
            + Products(sums[1], sums[1], exponent) * units[1] / (units[1] - 1)
            + 2 * Products(sums[0], sums[1], exponent) * all / (all - 1.0);
        return new ClusterVariance(Math.ScaleB(Math.Sqrt(Math.Max(0, square)), exponent) / sampling.Total, all, effective);
    }

    private static double[] Sums(ReadOnlySpan<double> influences, ReadOnlySpan<bool> first, bool of, Sampling sampling)
    {
        double[] own = new double[influences.Length];
        for (int row = 0; row < own.Length; row++)
            own[row] = first[row] == of ? influences[row] : 0;
        return sampling.UnitSums(own);
    }

    private static double UnitsOf(ReadOnlySpan<bool> first, bool of, Sampling sampling)
    {
        double[] ones = new double[first.Length];
        for (int row = 0; row < ones.Length; row++)
            ones[row] = first[row] == of ? 1 : 0;
        return sampling.UnitSums(ones).Count(sum => sum > 0);
    }

    // Scaled by a power of two, which rounds nothing, no square leaves the range of numbers.
    private static int Exponent(double[] sums)
    {
        double largest = 0;
        foreach (double sum in sums)
            largest = Math.Max(largest, Math.Abs(sum));
        return largest > 0 ? Math.ILogB(largest) : 0;
    }

    private static double Products(double[] a, double[] b, int exponent)
    {
        var sum = new ExactSum();
        for (int unit = 0; unit < a.Length; unit++)
            sum.Add(Math.ScaleB(a[unit], -exponent) * Math.ScaleB(b[unit], -exponent));
        return sum.Value;
    }
}
