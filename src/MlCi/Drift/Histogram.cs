namespace MlCi.Drift;

/// <summary>How many rows of a sample are in each bin or category. Counts of parts of a sample add up to those of the whole.</summary>
/// <param name="Counts">The rows of each bin.</param>
/// <param name="Missing">The rows without a value.</param>
public sealed record Histogram(IReadOnlyList<long> Counts, long Missing)
{
    /// <summary>The rows that have a value.</summary>
    public long Present => Counts.Sum();

    /// <summary>The counts with those of no value behind them, as one more category.</summary>
    public long[] WithMissing => [.. Counts, Missing];

    /// <summary>The rows of each bin.</summary>
    /// <param name="codes">For each row its bin, <paramref name="bins"/> where it has no value.</param>
    /// <param name="bins">The number of bins.</param>
    public static Histogram Of(ReadOnlySpan<ushort> codes, int bins)
    {
        long[] counts = new long[bins + 1];
        foreach (ushort code in codes)
            counts[code]++;
        return new Histogram(counts[..bins], counts[bins]);
    }

    /// <summary>The histogram of two parts together.</summary>
    /// <param name="other">The other part, in the same bins.</param>
    /// <exception cref="ArgumentException">The other has another number of bins.</exception>
    public Histogram Merge(Histogram other)
    {
        if (other.Counts.Count != Counts.Count)
            throw new ArgumentException($"found {other.Counts.Count} bins, expected {Counts.Count}", nameof(other));
        return new Histogram([.. Counts.Zip(other.Counts, (a, b) => a + b)], Missing + other.Missing);
    }
}
