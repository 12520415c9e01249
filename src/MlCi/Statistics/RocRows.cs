namespace MlCi.Statistics;

/// <summary>Labelled rows in the order of one or two scores: all that areas and their variances depend on, for every group of rows.</summary>
public sealed class RocRows
{
    // Rows whose cells lie together in a processor's second cache.
    private const int BucketBits = 11;

    private readonly ScoreOrder first;
    private readonly ScoreOrder? second;
    private readonly byte[] labels;
    private readonly int[] firstPlaces;
    private readonly int[] secondPlaces;

    private RocRows(ScoreOrder first, ScoreOrder? second, byte[] labels)
    {
        this.first = first;
        this.second = second;
        this.labels = labels;
        (firstPlaces, secondPlaces) = second is null ? ([.. Enumerable.Range(0, labels.Length)], []) : PlacesOf(first.Rows, second.Rows);
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

    /// <summary>For each row, in the order of the first score, where it lies.</summary>
    internal ReadOnlySpan<int> FirstPlaces => firstPlaces;

    /// <summary>For each row, in the order of the second score, where it lies.</summary>
    internal ReadOnlySpan<int> SecondPlaces => secondPlaces;

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
        return new RocRows(orders[0], orders.ElementAtOrDefault(1), ordered);
    }

    // Rows lie in buckets by the second score, in a bucket by the first: so the first walk appends to some buckets at once, the
    // second jumps about in one, and neither misses the caches (Manegold, Boncz & Kersten, "Optimizing main-memory join on modern
    // hardware", IEEE TKDE 14, 2002).
    private static (int[] First, int[] Second) PlacesOf(ReadOnlySpan<int> first, ReadOnlySpan<int> second)
    {
        int[] secondOfRow = GC.AllocateUninitializedArray<int>(first.Length);
        for (int i = 0; i < second.Length; i++)
            secondOfRow[second[i]] = i;
        int[] filled = new int[(first.Length >> BucketBits) + 1];
        int[] placesByFirst = GC.AllocateUninitializedArray<int>(first.Length);
        int[] placesBySecond = GC.AllocateUninitializedArray<int>(first.Length);
        for (int i = 0; i < first.Length; i++)
        {
            int other = secondOfRow[first[i]];
            int bucket = other >> BucketBits;
            placesBySecond[other] = placesByFirst[i] = (bucket << BucketBits) + filled[bucket]++;
        }

        return (placesByFirst, placesBySecond);
    }
}
