namespace MlCi.Statistics;

/// <summary>
/// What is left of two scores' placements (<see cref="Placements"/>) within one group of rows: integers, so exact whatever the
/// order of the rows. For negatives the positives below are counted, not those above; variances are the same.
/// </summary>
/// <param name="Positives">The sums over the positive rows.</param>
/// <param name="Negatives">The sums over the negative rows.</param>
public readonly record struct RocSums(PairedTotals Positives, PairedTotals Negatives)
{
    /// <summary>The area under the first score's curve, and its variance.</summary>
    public AucEstimate First => Estimate(Positives.A, Covariance(Positives.AA, Positives.A, Positives.A, Negatives.AA, Negatives.A, Negatives.A));

    /// <summary>The area under the second score's curve, and its variance.</summary>
    public AucEstimate Second => Estimate(Positives.B, Covariance(Positives.BB, Positives.B, Positives.B, Negatives.BB, Negatives.B, Negatives.B));

    /// <summary>Both areas, and how they vary together.</summary>
    public PairedAuc Paired => new(
        First, Second,
        Covariance(Positives.AB, Positives.A, Positives.B, Negatives.AB, Negatives.A, Negatives.B),
        Covariance(
            Positives.DifferenceSquares, Positives.Difference, Positives.Difference,
            Negatives.DifferenceSquares, Negatives.Difference, Negatives.Difference));

    /// <summary>Whether all rows have the same first score: each is tied with the whole of the other class.</summary>
    public bool IsFirstConstant => IsConstant(Positives.A, Positives.AA, Negatives.A, Negatives.AA);

    /// <summary>Whether all rows have the same second score.</summary>
    public bool IsSecondConstant => IsConstant(Positives.B, Positives.BB, Negatives.B, Negatives.BB);

    private AucEstimate Estimate(Int128 sum, double variance) =>
        new((double)sum / (2.0 * Positives.Rows * Negatives.Rows), variance, Positives.Rows, Negatives.Rows);

    // Σw² = n·c² and Σw = n·c only where every w is c.
    private bool IsConstant(Int128 positive, Int128 positiveSquares, Int128 negative, Int128 negativeSquares)
    {
        Int128 m = Positives.Rows, n = Negatives.Rows;
        return positive == m * n && negative == m * n && positiveSquares == m * n * n && negativeSquares == m * m * n;
    }

    private double Covariance(Int128 product1, Int128 a1, Int128 b1, Int128 product0, Int128 a0, Int128 b0) =>
        OfMean(Positives.Rows, product1, a1, b1, 2.0 * Negatives.Rows) + OfMean(Negatives.Rows, product0, a0, b0, 2.0 * Positives.Rows);

    // The covariance of two means over n rows, of placements in units of 1/scale.
    private static double OfMean(long n, Int128 product, Int128 sumA, Int128 sumB, double scale)
    {
        double count = n;
        return (double)(n * product - sumA * sumB) / (count * (count - 1) * scale * scale) / count;
    }
}
