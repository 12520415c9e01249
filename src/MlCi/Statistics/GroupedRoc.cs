namespace MlCi.Statistics;

/// <summary>
/// The placements of one or two scores within every group of rows, from one walk in the order of each score: for each group and
/// class a running count is all that it takes (Sun &amp; Xu, IEEE Signal Processing Letters 21, 2014). The rows are walked in the
/// order of the first score, so that only the second score's walk jumps in memory. One instance serves one thread.
/// </summary>
public sealed class GroupedRoc
{
    private readonly RocRows rows;

    // For each row, in the order of the first score, its slot in the high half and its first placement in the low one: what the
    // second walk needs of a row lies together.
    private readonly ulong[] packed;

    /// <summary>Makes room for the walks over some rows.</summary>
    /// <param name="rows">The rows in the order of their scores.</param>
    public GroupedRoc(RocRows rows)
    {
        this.rows = rows;
        packed = GC.AllocateUninitializedArray<ulong>(rows.Count);
    }

    /// <summary>The sums of each group.</summary>
    /// <param name="groups">The groups, or null: all rows are one group.</param>
    public RocSums[] Of(RowGroups? groups)
    {
        int count = groups?.Count ?? 1;
        // Slot 2g is of the negatives of group g, 2g + 1 of its positives; rows that are in no group have two behind the others.
        uint[] counts = new uint[2 * count + 2];
        var sums = new SlotSums[counts.Length];
        FillSlots(groups, 2 * count);
        Walk(counts);
        if (rows.IsPaired)
            WalkSecond(new uint[counts.Length], sums);
        else
            Add(sums);

        var result = new RocSums[count];
        for (int group = 0; group < count; group++)
            result[group] = new RocSums(sums[2 * group + 1].ToSums(counts[2 * group + 1]), sums[2 * group].ToSums(counts[2 * group]));
        return result;
    }

    private void FillSlots(RowGroups? groups, int none)
    {
        ReadOnlySpan<byte> labels = rows.Labels;
        if (groups is null)
        {
            for (int i = 0; i < packed.Length; i++)
                packed[i] = (ulong)labels[i] << 32;
            return;
        }

        ReadOnlySpan<int> codes = groups.Codes;
        ReadOnlySpan<int> order = rows.FirstRows;
        for (int i = 0; i < packed.Length; i++)
        {
            int code = codes[order[i]];
            packed[i] = (ulong)((code < 0 ? none : 2 * code) + labels[i]) << 32;
        }
    }

    // Twice the rows of the other class below, plus those tied: the count before the tied rows plus the count after them.
    private void Walk(uint[] counts)
    {
        ReadOnlySpan<int> starts = rows.FirstStarts;
        for (int tie = 0; tie + 1 < starts.Length; tie++)
        {
            Span<ulong> tied = packed.AsSpan(starts[tie], starts[tie + 1] - starts[tie]);
            if (tied.Length == 1)
            {
                int slot = Slot(tied[0]);
                tied[0] += 2 * counts[slot ^ 1];
                counts[slot]++;
                continue;
            }

            foreach (ref ulong row in tied)
                row += counts[Slot(row) ^ 1];
            foreach (ulong row in tied)
                counts[Slot(row)]++;
            foreach (ref ulong row in tied)
                row += counts[Slot(row) ^ 1];
        }
    }

    private void WalkSecond(uint[] counts, SlotSums[] sums)
    {
        ReadOnlySpan<int> starts = rows.SecondStarts;
        ReadOnlySpan<int> places = rows.SecondToFirst;
        uint[] before = [];
        for (int tie = 0; tie + 1 < starts.Length; tie++)
        {
            ReadOnlySpan<int> tied = places[starts[tie]..starts[tie + 1]];
            if (tied.Length == 1)
            {
                ulong row = packed[tied[0]];
                int slot = Slot(row);
                sums[slot].Add((uint)row, 2 * counts[slot ^ 1]);
                counts[slot]++;
                continue;
            }

            if (before.Length < tied.Length)
                before = new uint[2 * tied.Length];
            for (int i = 0; i < tied.Length; i++)
                before[i] = counts[Slot(packed[tied[i]]) ^ 1];
            for (int i = 0; i < tied.Length; i++)
                counts[Slot(packed[tied[i]])]++;
            for (int i = 0; i < tied.Length; i++)
            {
                ulong row = packed[tied[i]];
                int slot = Slot(row);
                sums[slot].Add((uint)row, before[i] + counts[slot ^ 1]);
            }
        }
    }

    private void Add(SlotSums[] sums)
    {
        foreach (ulong row in packed)
            sums[Slot(row)].Add((uint)row);
    }

    private static int Slot(ulong row) => (int)(row >> 32);

    // A placement is at most twice the rows, so below 2³²: a square fits 64 bits, their sum takes a carry.
    private struct SlotSums
    {
        private ulong a, b, aa, ab, bb, aaHigh, abHigh, bbHigh;

        public void Add(ulong first)
        {
            a += first;
            ulong square = first * first;
            aa += square;
            aaHigh += aa < square ? 1UL : 0;
        }

        public void Add(ulong first, ulong second)
        {
            Add(first);
            b += second;
            ulong product = first * second;
            ab += product;
            abHigh += ab < product ? 1UL : 0;
            ulong square = second * second;
            bb += square;
            bbHigh += bb < square ? 1UL : 0;
        }

        public readonly PlacementSums ToSums(uint rows) => new(
            rows, a, b, (Int128)new UInt128(aaHigh, aa), (Int128)new UInt128(abHigh, ab), (Int128)new UInt128(bbHigh, bb));
    }
}
