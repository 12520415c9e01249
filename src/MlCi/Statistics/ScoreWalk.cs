namespace MlCi.Statistics;

/// <summary>Takes statistics of sorted scores for some partitions at once. One instance serves one thread.</summary>
internal sealed class ScoreWalk
{
    private readonly RocRows rows;
    private readonly CurveWalk? curves;
    private readonly SlopeFit? slopes;

    // For each row, in the order of the first score, its slot: a class of a group.
    private readonly int[] slots;

    /// <summary>Makes room for the walks over some rows.</summary>
    /// <param name="rows">The rows in the order of their scores.</param>
    /// <param name="most">The most partitions at once.</param>
    /// <param name="wanted">What to take.</param>
    public ScoreWalk(RocRows rows, int most, ScoreMeasures wanted)
    {
        this.rows = rows;
        slots = GC.AllocateUninitializedArray<int>(rows.Count);
        curves = wanted.Roc || wanted.Precision ? new CurveWalk(rows, most, wanted.Precision) : null;
        slopes = wanted.Logits is { } logits ? new SlopeFit(logits) : null;
    }

    /// <summary>The statistics of each group of each partition.</summary>
    public ScoreStatistics[][] Of(RowGroups?[] partitions)
    {
        var fits = new CalibrationSlope?[partitions.Length][];
        int[] begins = new int[partitions.Length + 1];
        curves?.Begin(partitions.Length);
        for (int i = 0; i < partitions.Length; i++)
        {
            // Slot 2g is of the negatives of group g, 2g + 1 of its positives; rows that are in no group have two behind the others.
            int[] sizes = new int[2 * ((partitions[i]?.Count ?? 1) + 1)];
            rows.FillSlots(partitions[i], slots);
            foreach (int slot in slots)
                sizes[slot]++;
            begins[i + 1] = begins[i] + sizes.Length / 2;
            curves?.Add(slots, sizes);
            fits[i] = slopes?.Of(slots, sizes) ?? new CalibrationSlope?[sizes.Length / 2];
        }

        CurveSums[] walked = curves?.Of() ?? new CurveSums[begins[^1]];
        return
        [
            .. partitions.Select((groups, i) => Enumerable.Range(0, groups?.Count ?? 1).Select(group =>
                new ScoreStatistics(walked[begins[i] + group].Roc, walked[begins[i] + group].Precision, fits[i][group])).ToArray()),
        ];
    }
}
