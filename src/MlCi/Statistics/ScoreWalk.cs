namespace MlCi.Statistics;

/// <summary>Takes statistics of sorted scores for some partitions at once. One instance serves one thread.</summary>
internal sealed class ScoreWalk
{
    private readonly CurveWalk? curves;
    private readonly SlopeFit? slopes;
    private readonly double[] dealt;
    private readonly SlotTable slots;

    /// <summary>Makes room for the walks over some rows.</summary>
    /// <param name="rows">The rows in the order of their scores.</param>
    /// <param name="most">The most partitions at once.</param>
    /// <param name="wanted">What to take.</param>
    public ScoreWalk(RocRows rows, int most, ScoreMeasures wanted)
    {
        slots = new SlotTable(rows, most);
        curves = wanted.Roc || wanted.Precision ? new CurveWalk(rows, most, wanted.Precision) : null;
        slopes = wanted.Logits is { } logits ? new SlopeFit(rows, logits) : null;
        dealt = curves is null && slopes is not null ? GC.AllocateUninitializedArray<double>(rows.Count * most) : [];
    }

    /// <summary>The statistics of each group of each partition.</summary>
    public ScoreStatistics[][] Of(RowGroups?[] partitions)
    {
        slots.Fill(partitions);
        CurveSums[]? walked = curves?.Of(slots);
        CalibrationSlope?[]? fitted = slopes?.Of(slots, curves is null ? dealt : curves.Room);
        return
        [
            .. partitions.Select((groups, i) => Enumerable.Range(slots.Begins[i] / 2, groups?.Count ?? 1).Select(group =>
            {
                CurveSums curve = walked?[group] ?? default;
                return new ScoreStatistics(curve.Roc, curve.Precision, fitted?[group]);
            }).ToArray()),
        ];
    }
}
