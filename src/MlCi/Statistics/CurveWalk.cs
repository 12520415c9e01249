namespace MlCi.Statistics;

/// <summary>
/// Walks rows in the order of their scores, over some partitions at once: what is known of a row lies together, so that a walk
/// goes to it once for all of them. One instance serves one thread.
/// </summary>
internal sealed class CurveWalk
{
    private readonly RocRows rows;
    private readonly bool withPrecision;

    // For each row as many cells as there are partitions at once.
    private readonly Cell[] cells;
    private readonly List<GroupWalk> groups = [];
    private int width, added;

    /// <summary>Makes room for the walks over some rows.</summary>
    /// <param name="rows">The rows in the order of their scores.</param>
    /// <param name="most">The most partitions at once.</param>
    /// <param name="withPrecision">Whether average precisions are wanted; else they are of no rows.</param>
    public CurveWalk(RocRows rows, int most, bool withPrecision)
    {
        this.rows = rows;
        this.withPrecision = withPrecision;
        cells = GC.AllocateUninitializedArray<Cell>(rows.Count * most);
    }

    /// <summary>Begins anew.</summary>
    /// <param name="partitions">How many will be added.</param>
    public void Begin(int partitions)
    {
        (width, added) = (partitions, 0);
        groups.Clear();
    }

    /// <summary>Adds a partition.</summary>
    /// <param name="slots">For each row, in the order of the first score, twice its group and one more where it is positive.</param>
    /// <param name="sizes">The rows of each slot.</param>
    public void Add(ReadOnlySpan<int> slots, ReadOnlySpan<int> sizes)
    {
        int begin = 2 * groups.Count;
        for (int slot = 0; slot < sizes.Length; slot += 2)
            groups.Add(new GroupWalk(sizes[slot], sizes[slot + 1]));
        ReadOnlySpan<int> places = rows.FirstPlaces;
        for (int i = 0; i < slots.Length; i++)
            cells[places[i] * width + added].Slot = begin + slots[i];
        added++;
    }

    /// <summary>The curves of each group of the partitions that were added, one partition's behind the other's.</summary>
    public CurveSums[] Of()
    {
        GroupWalk[] first = [.. groups], second = [.. groups];
        var sums = new PairedSums(2 * groups.Count);
        Walk(rows.FirstStarts, rows.FirstPlaces, first);
        if (rows.IsPaired)
            WalkSecond(rows.SecondStarts, rows.SecondPlaces, second, sums);
        else
            Add(sums);
        return [.. groups.Select((_, group) => Curves(group, first[group], second[group], sums))];
    }

    private CurveSums Curves(int group, GroupWalk first, GroupWalk second, PairedSums sums) => new(
        new RocSums(sums.Placements(2 * group + 1, first.Positives), sums.Placements(2 * group, first.Negatives)),
        withPrecision
            ? new PrecisionSums(sums.Influences(2 * group + 1, first.Positives), sums.Influences(2 * group, first.Negatives))
                .ToPrecision(first, rows.IsPaired ? second : null)
            : default);

    private void Walk(ReadOnlySpan<int> starts, ReadOnlySpan<int> places, GroupWalk[] groups)
    {
        for (int tie = 0; tie + 1 < starts.Length; tie++)
        {
            ReadOnlySpan<int> tied = places[starts[tie]..starts[tie + 1]];
            if (tied.Length == 1)
            {
                foreach (ref Cell cell in cells.AsSpan(tied[0] * width, width))
                    cell.Row = groups[cell.Slot >> 1].PassAlone(cell.Slot & 1, withPrecision);
                continue;
            }

            foreach (int place in tied)
            {
                foreach (ref readonly Cell cell in cells.AsSpan(place * width, width))
                    groups[cell.Slot >> 1].Meet(cell.Slot & 1);
            }

            foreach (int place in tied)
            {
                foreach (ref Cell cell in cells.AsSpan(place * width, width))
                    cell.Row = groups[cell.Slot >> 1].Pass(cell.Slot & 1, withPrecision);
            }

            foreach (int place in tied)
            {
                foreach (ref readonly Cell cell in cells.AsSpan(place * width, width))
                    groups[cell.Slot >> 1].Leave();
            }
        }
    }

    private void WalkSecond(ReadOnlySpan<int> starts, ReadOnlySpan<int> places, GroupWalk[] groups, PairedSums sums)
    {
        for (int tie = 0; tie + 1 < starts.Length; tie++)
        {
            ReadOnlySpan<int> tied = places[starts[tie]..starts[tie + 1]];
            if (tied.Length == 1)
            {
                foreach (ref readonly Cell cell in cells.AsSpan(tied[0] * width, width))
                    sums.Add(cell.Slot, cell.Row, groups[cell.Slot >> 1].PassAlone(cell.Slot & 1, withPrecision));
                continue;
            }

            foreach (int place in tied)
            {
                foreach (ref readonly Cell cell in cells.AsSpan(place * width, width))
                    groups[cell.Slot >> 1].Meet(cell.Slot & 1);
            }

            foreach (int place in tied)
            {
                foreach (ref readonly Cell cell in cells.AsSpan(place * width, width))
                    sums.Add(cell.Slot, cell.Row, groups[cell.Slot >> 1].Pass(cell.Slot & 1, withPrecision));
            }

            foreach (int place in tied)
            {
                foreach (ref readonly Cell cell in cells.AsSpan(place * width, width))
                    groups[cell.Slot >> 1].Leave();
            }
        }
    }

    private void Add(PairedSums sums)
    {
        foreach (ref readonly Cell cell in cells.AsSpan(0, rows.Count * width))
            sums.Add(cell.Slot, cell.Row, default);
    }

    private struct Cell
    {
        public int Slot;
        public RankedRow Row;
    }
}

/// <summary>What is left of the curves of one or two scores over a group of rows.</summary>
/// <param name="Roc">The sums of the placements.</param>
/// <param name="Precision">The average precisions.</param>
internal readonly record struct CurveSums(RocSums Roc, PairedPrecision Precision);
