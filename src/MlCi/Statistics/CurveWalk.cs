using System.Runtime.InteropServices;

namespace MlCi.Statistics;

/// <summary>
/// Walks rows in the order of their scores, over some partitions at once: what is known of a row lies together, so that a walk
/// goes to it once for all of them. One instance serves one thread.
/// </summary>
internal sealed class CurveWalk
{
    private readonly RocRows rows;
    private readonly bool withPrecision;

    // For each row, where it lies, what the first walk found of it in each partition.
    private readonly RankedRow[] ranked;

    /// <summary>Makes room for the walks over some rows.</summary>
    /// <param name="rows">The rows in the order of their scores.</param>
    /// <param name="most">The most partitions at once.</param>
    /// <param name="withPrecision">Whether average precisions are wanted; else they are of no rows.</param>
    public CurveWalk(RocRows rows, int most, bool withPrecision)
    {
        this.rows = rows;
        this.withPrecision = withPrecision;
        ranked = GC.AllocateUninitializedArray<RankedRow>(rows.Count * most);
    }

    /// <summary>Room for a number for each row in each partition, which the walks leave behind and overwrite.</summary>
    public Span<double> Room => MemoryMarshal.Cast<RankedRow, double>(ranked.AsSpan());

    /// <summary>The curves of each group of all partitions, whose slots are twice its index and the next.</summary>
    /// <param name="table">The rows' slots.</param>
    public CurveSums[] Of(SlotTable table)
    {
        GroupWalk[] first = new GroupWalk[table.Sizes.Length / 2];
        for (int group = 0; group < first.Length; group++)
            first[group] = new GroupWalk(table.Sizes[2 * group], table.Sizes[2 * group + 1]);
        GroupWalk[] second = [.. first];
        var sums = new PairedSums(table.Sizes.Length);
        WalkFirst(table, first);
        if (rows.IsPaired)
            WalkSecond(table, second, sums);
        else
            Add(table, sums);
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

    private void WalkFirst(SlotTable table, GroupWalk[] groups)
    {
        ReadOnlySpan<int> ties = rows.First.Ties, places = rows.FirstPlaces;
        for (int start = 0, end; start < places.Length; start = end)
        {
            for (end = start + 1; end < ties.Length && ties[end] < 0;)
                end++;
            if (end - start == 1)
            {
                ReadOnlySpan<int> slots = table.At(places[start]);
                Span<RankedRow> row = RankedAt(places[start], slots.Length);
                for (int i = 0; i < row.Length; i++)
                    row[i] = groups[slots[i] >> 1].PassAlone(slots[i] & 1, withPrecision);
                continue;
            }

            ReadOnlySpan<int> tied = places[start..end];
            foreach (int place in tied)
                Meet(table.At(place), groups);
            foreach (int place in tied)
            {
                ReadOnlySpan<int> slots = table.At(place);
                Span<RankedRow> row = RankedAt(place, slots.Length);
                for (int i = 0; i < row.Length; i++)
                    row[i] = groups[slots[i] >> 1].Pass(slots[i] & 1, withPrecision);
            }

            foreach (int place in tied)
                Leave(table.At(place), groups);
        }
    }

    private void WalkSecond(SlotTable table, GroupWalk[] groups, PairedSums sums)
    {
        ReadOnlySpan<int> places = rows.SecondPlaces;
        for (int start = 0, end; start < places.Length; start = end)
        {
            for (end = start + 1; end < places.Length && places[end] < 0;)
                end++;
            if (end - start == 1)
            {
                ReadOnlySpan<int> slots = table.At(places[start]);
                ReadOnlySpan<RankedRow> row = RankedAt(places[start], slots.Length);
                for (int i = 0; i < row.Length; i++)
                    sums.Add(slots[i], row[i], groups[slots[i] >> 1].PassAlone(slots[i] & 1, withPrecision));
                continue;
            }

            ReadOnlySpan<int> tied = places[start..end];
            foreach (int place in tied)
                Meet(table.At(RocRows.Place(place)), groups);
            foreach (int place in tied)
            {
                ReadOnlySpan<int> slots = table.At(RocRows.Place(place));
                ReadOnlySpan<RankedRow> row = RankedAt(RocRows.Place(place), slots.Length);
                for (int i = 0; i < row.Length; i++)
                    sums.Add(slots[i], row[i], groups[slots[i] >> 1].Pass(slots[i] & 1, withPrecision));
            }

            foreach (int place in tied)
                Leave(table.At(RocRows.Place(place)), groups);
        }
    }

    private void Add(SlotTable table, PairedSums sums)
    {
        for (int place = 0; place < rows.Count; place++)
        {
            ReadOnlySpan<int> slots = table.At(place);
            ReadOnlySpan<RankedRow> row = RankedAt(place, slots.Length);
            for (int i = 0; i < row.Length; i++)
                sums.Add(slots[i], row[i], default);
        }
    }

    private Span<RankedRow> RankedAt(int place, int width) => ranked.AsSpan(place * width, width);

    private static void Meet(ReadOnlySpan<int> slots, GroupWalk[] groups)
    {
        foreach (int slot in slots)
            groups[slot >> 1].Meet(slot & 1);
    }

    private static void Leave(ReadOnlySpan<int> slots, GroupWalk[] groups)
    {
        foreach (int slot in slots)
            groups[slot >> 1].Leave();
    }
}

/// <summary>What is left of the curves of one or two scores over a group of rows.</summary>
/// <param name="Roc">The sums of the placements.</param>
/// <param name="Precision">The average precisions.</param>
internal readonly record struct CurveSums(RocSums Roc, PairedPrecision Precision);
