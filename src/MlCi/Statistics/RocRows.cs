namespace MlCi.Statistics;

/// <summary>Labelled rows in the order of one or two scores: all that areas and their variances depend on, for every group of rows.</summary>
public sealed class RocRows
{
    // Rows whose cells lie together in a processor's second cache.
    private const int BucketBits = 11;

    private readonly ScoreOrder first;
    private readonly byte[] labels;
    private readonly int[] firstPlaces;
    private readonly int[]? secondPlaces;

    private RocRows(ScoreOrder first, ScoreOrder? second, byte[] labels)
    {
        this.first = first;
        this.labels = labels;
        (firstPlaces, secondPlaces) = second is null ? ([.. Enumerable.Range(0, labels.Length)], null) : PlacesOf(first, second);
    }

    /// <summary>The number of rows.</summary>
    public int Count => labels.Length;

    /// <summary>Whether there is a second score.</summary>
    public bool IsPaired => secondPlaces is not null;

    /// <summary>The rows in the order of the first score.</summary>
    internal ScoreOrder First => first;

    /// <summary>The labels in the order of the first score: 1 where positive, else 0.</summary>
    internal ReadOnlySpan<byte> Labels => labels;

    /// <summary>For each row, in the order of the first score, where it lies.</summary>
    internal ReadOnlySpan<int> FirstPlaces => firstPlaces;

    /// <summary>For each row, in the order of the second score, where it lies; the complement of it where the row before has the same score.</summary>
    internal ReadOnlySpan<int> SecondPlaces => secondPlaces;

    /// <summary>Where a row lies that stands as its place or as the complement of it.</summary>
    /// <param name="place">One of the two.</param>
    internal static int Place(int place) => place ^ (place >> 31);

    /// <summary>Puts rows in the order of their scores.</summary>
    /// <param name="labels">For each row whether it is positive.</param>
    /// <param name="first">For each row its first score.</param>
    /// <param name="second">For each row its second score, or empty.</param>
    /// <param name="cores">The threads to use; more than two are of no use.</param>
    public static RocRows Of(ReadOnlyMemory<bool> labels, ReadOnlyMemory<double> first, ReadOnlyMemory<double>? second, int cores)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(first.Length, labels.Length, nameof(first));
        ArgumentOutOfRangeException.ThrowIfNotEqual(second?.Length ?? labels.Length, labels.Length, nameof(second));
        return Of(labels, () => ScoreOrder.Of(first.Span), second is { } other ? () => ScoreOrder.Of(other.Span) : null, cores);
    }

    /// <summary>Puts rows in the order of their scores, which are sorted where they have not been yet.</summary>
    /// <param name="labels">For each row whether it is positive.</param>
    /// <param name="first">Gives the order of the first score.</param>
    /// <param name="second">Gives that of the second score, or null.</param>
    /// <param name="cores">The threads to use; more than two are of no use.</param>
    internal static RocRows Of(ReadOnlyMemory<bool> labels, Func<ScoreOrder> first, Func<ScoreOrder>? second, int cores)
    {
        ScoreOrder[] orders = new ScoreOrder[second is null ? 1 : 2];
        Workers.Run(cores, orders.Length, i => orders[i] = (i == 0 ? first : second!)());

        ReadOnlySpan<bool> truth = labels.Span;
        byte[] ordered = GC.AllocateUninitializedArray<byte>(labels.Length);
        for (int i = 0; i < ordered.Length; i++)
            ordered[i] = truth[orders[0].RowAt(i)] ? (byte)1 : (byte)0;
        return new RocRows(orders[0], orders.ElementAtOrDefault(1), ordered);
    }

    // Rows lie in buckets by the second score, in a bucket by the first: so the first walk appends to some buckets at once, the
    // second jumps about in one, and neither misses the caches (Manegold, Boncz & Kersten, "Optimizing main-memory join on modern
    // hardware", IEEE TKDE 14, 2002).
    private static (int[] First, int[] Second) PlacesOf(ScoreOrder first, ScoreOrder second)
    {
        int[] rankOfRow = GC.AllocateUninitializedArray<int>(first.Count);
        for (int i = 0; i < second.Count; i++)
            rankOfRow[second.RowAt(i)] = i;
        int[] filled = new int[(first.Count >> BucketBits) + 1];
        int[] byFirst = GC.AllocateUninitializedArray<int>(first.Count);
        int[] bySecond = GC.AllocateUninitializedArray<int>(first.Count);
        for (int i = 0; i < first.Count; i++)
        {
            int rank = rankOfRow[first.RowAt(i)];
            int bucket = rank >> BucketBits;
            int place = byFirst[i] = (bucket << BucketBits) + filled[bucket]++;
            bySecond[rank] = second.IsTied(rank) ? ~place : place;
        }

        return (byFirst, bySecond);
    }
}
