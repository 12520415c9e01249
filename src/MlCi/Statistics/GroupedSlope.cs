namespace MlCi.Statistics;

/// <summary>
/// The calibration slopes of the first score within every group of rows: the logits are taken once, in the order of the score,
/// and then only dealt out. One instance serves one thread.
/// </summary>
public sealed class GroupedSlope
{
    private readonly RocRows rows;
    private readonly double[] logits;
    private readonly int[] slots;

    private GroupedSlope(RocRows rows, double[] logits)
    {
        this.rows = rows;
        this.logits = logits;
        slots = GC.AllocateUninitializedArray<int>(rows.Count);
    }

    /// <summary>Takes the logits of some rows.</summary>
    /// <param name="rows">The rows in the order of their scores.</param>
    /// <param name="scores">For each row its first score.</param>
    /// <param name="clip">How far scores are kept from 0 and 1, which have no logit.</param>
    public static GroupedSlope Over(RocRows rows, ReadOnlySpan<double> scores, double clip)
    {
        double[] ordered = GC.AllocateUninitializedArray<double>(rows.Count);
        ReadOnlySpan<int> order = rows.FirstRows;
        for (int i = 0; i < ordered.Length; i++)
            ordered[i] = scores[order[i]];
        LabelledLogits.Take(ordered, clip);
        return new GroupedSlope(rows, ordered);
    }

    /// <summary>One that shares the logits, for another thread.</summary>
    public GroupedSlope Fork() => new(rows, logits);

    /// <summary>The slope of each group, not a number where the score is constant, null where it separates the classes.</summary>
    /// <param name="groups">The groups, or null: all rows are one group.</param>
    public CalibrationSlope?[] Of(RowGroups? groups)
    {
        int count = groups?.Count ?? 1;
        rows.FillSlots(groups, slots);
        int[] sizes = new int[count + 1];
        foreach (int slot in slots)
            sizes[slot >> 1]++;
        LabelledLogits[] dealt = [.. sizes.Select(size => new LabelledLogits(size))];
        for (int i = 0; i < slots.Length; i++)
            dealt[slots[i] >> 1].Add(logits[i], slots[i] & 1);
        return [.. dealt.Take(count).Select(CalibrationSlope.Fit)];
    }
}
