namespace MlCi.Statistics;

/// <summary>Sums of the differences of two scores' influences over the rows of a group: integers, so exact in any order.</summary>
internal struct InfluenceDifferences
{
    private Int128 ofPositives;
    private ulong low, high;

    /// <summary>Adds a row.</summary>
    /// <param name="label">1 where it is positive, else 0.</param>
    /// <param name="difference">The first influence less the second, in units of <see cref="PrecisionWalk.Unit"/>.</param>
    public void Add(int label, long difference)
    {
        if (label == 1)
            ofPositives += difference;
        ulong size = (ulong)Math.Abs(difference);
        high += Math.BigMul(size, size, out ulong square);
        low += square;
        high += low < square ? 1UL : 0;
    }

    /// <summary>The variance of the difference of two average precisions.</summary>
    public readonly double VarianceOf(AveragePrecision first, AveragePrecision second)
    {
        if (first.Value == 1 && second.Value == 1)
            return 0;
        double gap = first.Value - second.Value;
        double sum = (double)ofPositives / PrecisionWalk.Unit;
        double squares = (double)new UInt128(high, low) / (PrecisionWalk.Unit * PrecisionWalk.Unit);
        double influences = squares - 2 * gap * sum + gap * gap * first.Positives;
        return Math.Max(0, influences) / ((double)first.Positives * first.Positives) * first.Rows / (first.Rows - 1);
    }
}
