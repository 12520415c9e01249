namespace MlCi.Statistics;

/// <summary>What is left of two scores' influences on their average precisions within one group of rows.</summary>
/// <param name="Positives">The sums over the positive rows: of the influence and the average precision together.</param>
/// <param name="Negatives">The sums over the negative rows: of the influence's size.</param>
internal readonly record struct PrecisionSums(PairedTotals Positives, PairedTotals Negatives)
{
    /// <summary>The average precisions.</summary>
    /// <param name="first">The group's walk in the order of the first score, at its end.</param>
    /// <param name="second">That of the second score, or null.</param>
    public PairedPrecision ToPrecision(GroupWalk first, GroupWalk? second)
    {
        AveragePrecision one = Precision(first, Positives.A, Positives.AA, Negatives.AA);
        if (second is not { } walk)
            return new PairedPrecision(one, default, 0);
        AveragePrecision other = Precision(walk, Positives.B, Positives.BB, Negatives.BB);
        double variance = one.Value == 1 && other.Value == 1
            ? 0
            : Variance(first, one.Value - other.Value, Positives.Difference, Positives.DifferenceSquares, Negatives.DifferenceSquares);
        return new PairedPrecision(one, other, variance);
    }

    private static AveragePrecision Precision(GroupWalk walk, Int128 sum, Int128 squares, Int128 ofNegatives) => new(
        walk.Positives + (long)walk.Negatives, walk.Positives, walk.Value, walk.Bias,
        // Where every positive is above every negative nothing has influence, but rounding leaves some.
        walk.Value == 1 ? 0 : Variance(walk, walk.Value, sum, squares, ofNegatives))
    { IsConstant = walk.IsConstant };

    // Σ(x − value)² over the positives and Σx² over the negatives, x being whole numbers. The value's whole part is taken away in whole
    // numbers too, so that nothing cancels where precisions are near 1; what is left of it, below 1, after that.
    private static double Variance(GroupWalk walk, double value, Int128 sum, Int128 squares, Int128 ofNegatives)
    {
        if (walk.Positives == 0)
            return double.NaN;
        double rows = walk.Positives + (double)walk.Negatives;
        var whole = (Int128)Math.Round(value * GroupWalk.Unit);
        double left = value * GroupWalk.Unit - (double)whole;
        Int128 centred = squares - 2 * whole * sum + whole * whole * walk.Positives + ofNegatives;
        double influences = (double)centred - 2 * left * (double)(sum - whole * walk.Positives) + left * left * walk.Positives;
        return Math.Max(0, influences) / (GroupWalk.Unit * GroupWalk.Unit) / ((double)walk.Positives * walk.Positives) * rows / (rows - 1);
    }
}
