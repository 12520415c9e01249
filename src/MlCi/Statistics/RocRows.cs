namespace MlCi.Statistics;

/// <summary>Labelled rows in the order of one or two scores: all that areas and their variances depend on, for every group of rows.</summary>
public sealed class RocRows
{
    private readonly ScoreOrder first;
    private readonly ScoreOrder? second;
    private readonly byte[] labels;
    private readonly int[] secondToFirst;

    private RocRows(ScoreOrder first, ScoreOrder? second, byte[] labels, int[] secondToFirst)
    {
        this.first = first;
        this.second = second;
        this.labels = labels;
        this.secondToFirst = secondToFirst;
    }

    /// <summary>The number of rows.</summary>
    public int Count => labels.Length;

    /// <summary>Whether there is a second score.</summary>
    public bool IsPaired => second is not null;

    /// <summary>The labels in the order of the first score: 1 where positive, else 0.</summary>
    internal ReadOnlySpan<byte> Labels => labels;

    internal ReadOnlySpan<int> FirstRows => first.Rows;

    internal ReadOnlySpan<int> FirstStarts => first.Starts;

    internal ReadOnlySpan<int> SecondStarts => second!.Starts;

    /// <summary>For each place in the order of the second score the row's place in the order of the first.</summary>
    internal ReadOnlySpan<int> SecondToFirst => secondToFirst;

    /// <summary>Puts rows in the order of their scores.</summary>
    /// <param name="labels">For each row whether it is positive.</param>
    /// <param name="first">For each row its first score.</param>
    /// <param name="second">For each row its second score, or empty.</param>
    /// <param name="cores">The threads to use; more than two are of no use.</param>
    public static RocRows Of(ReadOnlyMemory<bool> labels, ReadOnlyMemory<double> first, ReadOnlyMemory<double>? second, int cores)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(first.Length, labels.Length, nameof(first));
        ArgumentOutOfRangeException.ThrowIfNotEqual(second?.Length ?? labels.Length, labels.Length, nameof(second));
        ScoreOrder[] orders = new ScoreOrder[second is null ? 1 : 2];
        Workers.Run(cores, orders.Length, i => orders[i] = ScoreOrder.Of((i == 0 ? first : second!.Value).Span));

        ReadOnlySpan<int> rows = orders[0].Rows;
        ReadOnlySpan<bool> truth = labels.Span;
        byte[] ordered = GC.AllocateUninitializedArray<byte>(rows.Length);
        for (int i = 0; i < rows.Length; i++)
            ordered[i] = truth[rows[i]] ? (byte)1 : (byte)0;
        return new RocRows(orders[0], orders.ElementAtOrDefault(1), ordered, orders.Length == 1 ? [] : SecondToFirstOf(rows, orders[1].Rows));
    }

    /// <summary>For each row, in the order of the first score, twice its group and one more where it is positive; of no group the last.</summary>
    internal void FillSlots(RowGroups? groups, Span<int> slots)
    {
        if (groups is null)
        {
            for (int i = 0; i < slots.Length; i++)
                slots[i] = labels[i];
            return;
        }

        ReadOnlySpan<int> codes = groups.Codes;
        ReadOnlySpan<int> order = first.Rows;
        for (int i = 0; i < slots.Length; i++)
        {
            int code = codes[order[i]];
            slots[i] = 2 * (code < 0 ? groups.Count : code) + labels[i];
        }
    }

    private static int[] SecondToFirstOf(ReadOnlySpan<int> first, ReadOnlySpan<int> second)
    {
        int[] placeOfRow = GC.AllocateUninitializedArray<int>(first.Length);
        for (int i = 0; i < first.Length; i++)
            placeOfRow[first[i]] = i;
        int[] places = GC.AllocateUninitializedArray<int>(first.Length);
        for (int i = 0; i < places.Length; i++)
            places[i] = placeOfRow[second[i]];
        return places;
    }
}
