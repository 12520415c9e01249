namespace MlCi.Statistics;

/// <summary>Takes statistics of sorted scores for some partitions at once. One instance serves one thread.</summary>
internal sealed class ScoreWalk
{
    private readonly CurveWalk? curves;
    private readonly SlopeFit? slopes;

    private readonly SlotTable slots;

    /// <summary>Makes room for the walks over some rows.</summary>
    /// <param name="rows">The rows in the order of their scores.</param>
    /// <param name="most">The most partitions at once.</param>
    /// <param name="wanted">What to take.</param>
    public ScoreWalk(RocRows rows, int most, ScoreMeasures wanted)
    {
        slots = new SlotTable(rows, most);
        curves = wanted.Roc || wanted.Precision ? new CurveWalk(rows, most, wanted.Precision) : null;
        slopes = wanted.Logits is { } logits ? new SlopeFit(logits) : null;
    }

    /// <summary>The statistics of each group of each partition.</summary>
    public ScoreStatistics[][] Of(RowGroups?[] partitions)
    {
        slots.Fill(partitions);
        CurveSums[]? walked = curves?.Of(slots);
        return
        [
            .. partitions.Select((groups, i) =>
            {
                CalibrationSlope?[]? fitted = slopes?.Of(slots, i);
                return Enumerable.Range(0, groups?.Count ?? 1).Select(group =>
                {
                    CurveSums curve = walked?[slots.Begins[i] / 2 + group] ?? default;
                    return new ScoreStatistics(curve.Roc, curve.Precision, fitted?[group]);
                }).ToArray();
            }),
        ];
    }
}
