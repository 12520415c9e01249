namespace MlCi.Statistics;

/// <summary>Fits the calibration slopes of a score within every group of rows: logits are only dealt out. One instance serves one thread.</summary>
internal sealed class SlopeFit
{
    private readonly double[] logits;
    private readonly double[] dealt;

    /// <summary>Makes room for the rows of all groups.</summary>
    /// <param name="logits">The logits of the score in its order.</param>
    public SlopeFit(double[] logits)
    {
        this.logits = logits;
        dealt = GC.AllocateUninitializedArray<double>(logits.Length);
    }

    /// <summary>The slope of each group, not a number where the score is constant, null where it separates the classes.</summary>
    /// <param name="slots">For each row, in the order of the score, twice its group and one more where it is positive.</param>
    /// <param name="sizes">The rows of each slot.</param>
    public CalibrationSlope?[] Of(ReadOnlySpan<int> slots, ReadOnlySpan<int> sizes)
    {
        int[] next = new int[sizes.Length];
        for (int slot = 1; slot < next.Length; slot++)
            next[slot] = next[slot - 1] + sizes[slot - 1];
        for (int i = 0; i < slots.Length; i++)
            dealt[next[slots[i]]++] = logits[i];

        var slopes = new CalibrationSlope?[sizes.Length / 2];
        for (int group = 0; group < slopes.Length; group++)
        {
            int split = next[2 * group];
            slopes[group] = CalibrationSlope.Fit(new LabelledLogits(
                dealt.AsSpan((split - sizes[2 * group])..next[2 * group + 1]), sizes[2 * group]));
        }

        return slopes;
    }
}
