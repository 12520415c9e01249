namespace MlCi.Statistics;

/// <summary>
/// For each row, where it lies, its slots: a slot is a class of a group, and each of some partitions has one for every row. The
/// slots of a partition stand behind those of the one before it; the last two are of rows that are in no group.
/// </summary>
internal sealed class SlotTable
{
    private readonly RocRows rows;
    private readonly int[] slots;
    private int[] begins = [0];
    private int[] sizes = [];

    /// <summary>Makes room for some rows.</summary>
    /// <param name="rows">The rows in the order of their scores.</param>
    /// <param name="most">The most partitions at once.</param>
    public SlotTable(RocRows rows, int most)
    {
        this.rows = rows;
        slots = GC.AllocateUninitializedArray<int>(rows.Count * most);
    }

    /// <summary>The partitions.</summary>
    public int Width => begins.Length - 1;

    /// <summary>The slots of the row that lies at a place, one for each partition: even where the row is negative.</summary>
    /// <param name="place">The place.</param>
    public ReadOnlySpan<int> At(int place) => slots.AsSpan(place * Width, Width);

    /// <summary>For each partition its first slot, and behind them the number of slots.</summary>
    public ReadOnlySpan<int> Begins => begins;

    /// <summary>The rows of each slot.</summary>
    public ReadOnlySpan<int> Sizes => sizes;

    /// <summary>Fills the table.</summary>
    /// <param name="partitions">The partitions; null: all rows are one group.</param>
    public void Fill(RowGroups?[] partitions)
    {
        begins = new int[partitions.Length + 1];
        for (int i = 0; i < partitions.Length; i++)
            begins[i + 1] = begins[i] + 2 * ((partitions[i]?.Count ?? 1) + 1);
        sizes = new int[begins[^1]];
        for (int i = 0; i < partitions.Length; i++)
            Fill(partitions[i], i);
    }

    private void Fill(RowGroups? groups, int partition)
    {
        int begin = begins[partition], none = begins[partition + 1] - 2, width = Width;
        ReadOnlySpan<int> codes = groups is null ? default : groups.Codes;
        ScoreOrder order = rows.First;
        ReadOnlySpan<byte> labels = rows.Labels;
        ReadOnlySpan<int> places = rows.FirstPlaces;
        for (int i = 0; i < labels.Length; i++)
        {
            int code = groups is null ? 0 : codes[order.RowAt(i)];
            int slot = (code < 0 ? none : begin + 2 * code) + labels[i];
            slots[places[i] * width + partition] = slot;
            sizes[slot]++;
        }
    }
}
