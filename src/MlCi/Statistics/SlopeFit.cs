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
    /// <param name="table">For each row, in the order of the score, its slots.</param>
    /// <param name="partition">The partition whose groups are meant.</param>
    public CalibrationSlope?[] Of(SlotTable table, int partition)
    {
        int begin = table.Begins[partition];
        ReadOnlySpan<int> sizes = table.Sizes[begin..table.Begins[partition + 1]];
        int[] next = new int[sizes.Length];
        for (int slot = 1; slot < next.Length; slot++)
            next[slot] = next[slot - 1] + sizes[slot - 1];
        ReadOnlySpan<int> slots = table.All;
        int width = table.Width;
        for (int i = 0; i < logits.Length; i++)
            dealt[next[slots[i * width + partition] - begin]++] = logits[i];

        // The last two slots are of rows that are in no group.
        var slopes = new CalibrationSlope?[sizes.Length / 2 - 1];
        for (int group = 0; group < slopes.Length; group++)
        {
            (int negatives, int end) = (sizes[2 * group], next[2 * group + 1]);
            slopes[group] = CalibrationSlope.Fit(new LabelledLogits(dealt.AsSpan((next[2 * group] - negatives)..end), negatives));
        }

        return slopes;
    }
}
