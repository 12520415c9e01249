namespace MlCi.Statistics;

/// <summary>
/// Walks rows in the order of their scores, over some partitions at once: what is known of a row lies together, so that a walk
/// goes to it once for all of them. One instance serves one thread.
/// </summary>
internal sealed class CurveWalk
{
    private readonly RocRows rows;
    private readonly bool withPrecision;

    // For each row, where it lies, a cell for each partition.
    private readonly Cell[] cells;

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

    /// <summary>The curves of each group of all partitions, whose slots are twice its index and the next.</summary>
    /// <param name="table">The rows' slots.</param>
    public CurveSums[] Of(SlotTable table)
    {
        GroupWalk[] first = new GroupWalk[table.Sizes.Length / 2];
        for (int group = 0; group < first.Length; group++)
            first[group] = new GroupWalk(table.Sizes[2 * group], table.Sizes[2 * group + 1]);
        GroupWalk[] second = [.. first];
        var sums = new PairedSums(table.Sizes.Length);
        WalkFirst(table.All, table.Width, first);
        if (rows.IsPaired)
            WalkSecond(table.Width, second, sums);
        else
            Add(table.Width, sums);
        return [.. first.Select((walk, group) => Curves(group, walk, second[group], sums))];
    }

    private CurveSums Curves(int group, GroupWalk first, GroupWalk second, PairedSums sums)
    {
        (int negatives, int positives) = (2 * group, 2 * group + 1);
        var roc = new RocSums(sums.Placements(positives, first.Positives), sums.Placements(negatives, first.Negatives));
        if (!withPrecision)
            return new CurveSums(roc, default);
        var precision = new PrecisionSums(sums.Influences(positives, first.Positives), sums.Influences(negatives, first.Negatives));
        return new CurveSums(roc, precision.ToPrecision(first, rows.IsPaired ? second : null));
    }

    private void WalkFirst(ReadOnlySpan<int> slots, int width, GroupWalk[] groups)
    {
        ReadOnlySpan<int> starts = rows.FirstStarts, places = rows.FirstPlaces;
        for (int tie = 0; tie + 1 < starts.Length; tie++)
        {
            (int start, int end) = (starts[tie], starts[tie + 1]);
            ReadOnlySpan<int> tied = slots[(start * width)..(end * width)];
            if (end - start == 1)
            {
                Span<Cell> row = cells.AsSpan(places[start] * width, width);
                for (int i = 0; i < row.Length; i++)
                    row[i] = new Cell(tied[i], groups[tied[i] >> 1].PassAlone(tied[i] & 1, withPrecision));
                continue;
            }

            foreach (int slot in tied)
                groups[slot >> 1].Meet(slot & 1);
            for (int at = start; at < end; at++)
            {
                ReadOnlySpan<int> of = slots.Slice(at * width, width);
                Span<Cell> row = cells.AsSpan(places[at] * width, width);
                for (int i = 0; i < row.Length; i++)
                    row[i] = new Cell(of[i], groups[of[i] >> 1].Pass(of[i] & 1, withPrecision));
            }

            foreach (int slot in tied)
                groups[slot >> 1].Leave();
        }
    }

    private void WalkSecond(int width, GroupWalk[] groups, PairedSums sums)
    {
        ReadOnlySpan<int> starts = rows.SecondStarts, places = rows.SecondPlaces;
        for (int tie = 0; tie + 1 < starts.Length; tie++)
        {
            ReadOnlySpan<int> tied = places[starts[tie]..starts[tie + 1]];
            if (tied.Length == 1)
            {
                foreach (Cell cell in cells.AsSpan(tied[0] * width, width))
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
                foreach (Cell cell in cells.AsSpan(place * width, width))
                    sums.Add(cell.Slot, cell.Row, groups[cell.Slot >> 1].Pass(cell.Slot & 1, withPrecision));
            }

            foreach (int place in tied)
            {
                foreach (ref readonly Cell cell in cells.AsSpan(place * width, width))
                    groups[cell.Slot >> 1].Leave();
            }
        }
    }

    private void Add(int width, PairedSums sums)
    {
        foreach (ref readonly Cell cell in cells.AsSpan(0, rows.Count * width))
            sums.Add(cell.Slot, cell.Row, default);
    }

    private readonly record struct Cell(int Slot, RankedRow Row);
}

/// <summary>What is left of the curves of one or two scores over a group of rows.</summary>
/// <param name="Roc">The sums of the placements.</param>
/// <param name="Precision">The average precisions.</param>
internal readonly record struct CurveSums(RocSums Roc, PairedPrecision Precision);
