namespace MlCi.Statistics;

/// <summary>
/// The average precisions of one or two scores within every group of rows, from one walk in the order of each score, lowest
/// first: the rows above are the group's rows less those below. One instance serves one thread.
/// </summary>
public sealed class GroupedPrecision
{
    private readonly RocRows rows;

    // In the order of the first score: twice the row's group, one more where it is positive; and its influence by that score.
    private readonly int[] slots;
    private readonly long[] influences;

    /// <summary>Makes room for the walks over some rows.</summary>
    /// <param name="rows">The rows in the order of their scores.</param>
    public GroupedPrecision(RocRows rows)
    {
        this.rows = rows;
        slots = GC.AllocateUninitializedArray<int>(rows.Count);
        influences = GC.AllocateUninitializedArray<long>(rows.IsPaired ? rows.Count : 0);
    }

    /// <summary>The average precisions of each group; what has no positive rows has no number as its value.</summary>
    /// <param name="groups">The groups, or null: all rows are one group.</param>
    public PairedPrecision[] Of(RowGroups? groups)
    {
        int count = groups?.Count ?? 1;
        // Rows that are in no group have one behind the others.
        var first = new PrecisionWalk[count + 1];
        rows.FillSlots(groups, slots);
        foreach (int slot in slots)
            first[slot >> 1].Count(slot & 1);
        var second = (PrecisionWalk[])first.Clone();
        var differences = new InfluenceDifferences[count + 1];
        Walk(first);
        if (rows.IsPaired)
            WalkSecond(second, differences);

        var result = new PairedPrecision[count];
        for (int group = 0; group < count; group++)
        {
            AveragePrecision one = first[group].ToValue();
            AveragePrecision other = rows.IsPaired ? second[group].ToValue() : default;
            result[group] = new PairedPrecision(one, other, differences[group].VarianceOf(one, other));
        }

        return result;
    }

    private void Walk(PrecisionWalk[] groups)
    {
        ReadOnlySpan<int> starts = rows.FirstStarts;
        for (int tie = 0; tie + 1 < starts.Length; tie++)
        {
            int start = starts[tie];
            ReadOnlySpan<int> tied = slots.AsSpan(start, starts[tie + 1] - start);
            if (tied.Length == 1)
            {
                long influence = groups[tied[0] >> 1].PassAlone(tied[0] & 1);
                if (rows.IsPaired)
                    influences[start] = influence;
                continue;
            }

            foreach (int slot in tied)
                groups[slot >> 1].Meet(slot & 1);
            for (int i = 0; i < tied.Length; i++)
            {
                long influence = groups[tied[i] >> 1].Pass(tied[i] & 1);
                if (rows.IsPaired)
                    influences[start + i] = influence;
            }
        }
    }

    private void WalkSecond(PrecisionWalk[] groups, InfluenceDifferences[] differences)
    {
        ReadOnlySpan<int> starts = rows.SecondStarts;
        ReadOnlySpan<int> places = rows.SecondToFirst;
        for (int tie = 0; tie + 1 < starts.Length; tie++)
        {
            ReadOnlySpan<int> tied = places[starts[tie]..starts[tie + 1]];
            if (tied.Length == 1)
            {
                int slot = slots[tied[0]];
                differences[slot >> 1].Add(slot & 1, influences[tied[0]] - groups[slot >> 1].PassAlone(slot & 1));
                continue;
            }

            foreach (int place in tied)
                groups[slots[place] >> 1].Meet(slots[place] & 1);
            foreach (int place in tied)
            {
                int slot = slots[place];
                differences[slot >> 1].Add(slot & 1, influences[place] - groups[slot >> 1].Pass(slot & 1));
            }
        }
    }
}
