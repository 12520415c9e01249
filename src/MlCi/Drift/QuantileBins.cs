using System.Runtime.CompilerServices;

namespace MlCi.Drift;

/// <summary>
/// Bins between quantiles of a reference, fine enough to stand for its order: each holds about a 1024th of it, or one value where
/// there are no more different ones. Two samples in the same bins are compared without sorting either, and counts of parts add up.
/// </summary>
public sealed class QuantileBins
{
    /// <summary>The most bins that end at a value of the reference.</summary>
    public const int Most = 1024;

    // More rows would move the quantiles by less than a bin.
    private const int MostSorted = 1 << 15;
    private const int Slots = 1 << 12;

    private readonly double[] edges;
    private readonly ushort[] firstOfSlot;
    private readonly double least;
    private readonly double scale;

    private QuantileBins(double[] edges)
    {
        this.edges = edges;
        least = edges.Length > 0 ? edges[0] : 0;
        scale = edges.Length > 1 ? Slots / (edges[^1] - least) : 0;
        firstOfSlot = new ushort[Slots + 1];
        foreach (double edge in edges)
            firstOfSlot[SlotOf(edge) + 1]++;
        for (int slot = 1; slot < firstOfSlot.Length; slot++)
            firstOfSlot[slot] += firstOfSlot[slot - 1];
    }

    /// <summary>The upper end of each bin but the last, which has none, in increasing order; a bin holds its upper end.</summary>
    public ReadOnlySpan<double> Edges => edges;

    /// <summary>The number of bins.</summary>
    public int Count => edges.Length + 1;

    /// <summary>The bins of a reference.</summary>
    /// <param name="reference">Its values; NaN where one is missing.</param>
    public static QuantileBins Of(ReadOnlySpan<double> reference)
    {
        double[] sample = new double[Math.Min(reference.Length, MostSorted)];
        int n = 0;
        for (int i = 0; i < sample.Length; i++)
        {
            double value = reference[(int)((long)i * reference.Length / sample.Length)];
            if (!double.IsNaN(value))
                sample[n++] = value + 0.0;
        }

        Array.Sort(sample, 0, n);
        return new QuantileBins(EdgesOf(sample.AsSpan(0, n)));
    }

    /// <summary>The bin of each value, <see cref="Count"/> where it is missing.</summary>
    /// <param name="values">The values; NaN where one is missing.</param>
    public ushort[] Codes(ReadOnlySpan<double> values)
    {
        ushort[] codes = GC.AllocateUninitializedArray<ushort>(values.Length);
        for (int i = 0; i < codes.Length; i++)
            codes[i] = (ushort)CodeOf(values[i]);
        return codes;
    }

    /// <summary>How many values are in each bin, and how many are missing.</summary>
    /// <param name="values">The values; NaN where one is missing.</param>
    public Histogram CountOf(ReadOnlySpan<double> values)
    {
        long[] counts = new long[Count + 1];
        foreach (double value in values)
            counts[CodeOf(value)]++;
        return new Histogram(counts[..^1], counts[^1]);
    }

    private static double[] EdgesOf(ReadOnlySpan<double> sorted)
    {
        int n = sorted.Length;
        List<double> different = [];
        for (int i = 0; i < n && different.Count <= Most; i++)
        {
            if (i == 0 || sorted[i] != sorted[i - 1])
                different.Add(sorted[i]);
        }

        if (different.Count <= Most)
            return [.. different];
        different.Clear();
        for (int k = 1; k <= Most; k++)
        {
            double quantile = sorted[(int)(((long)k * n + Most - 1) / Most) - 1];
            if (different.Count == 0 || quantile > different[^1])
                different.Add(quantile);
        }

        return [.. different];
    }

    // The slot never falls as the value rises, so edges of lower slots are below it, and those of higher ones above: only those of its
    // own have to be looked at.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int SlotOf(double value) => (int)Math.Clamp((value - least) * scale, 0, Slots - 1);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int CodeOf(double value)
    {
        if (double.IsNaN(value))
            return Count;
        int slot = SlotOf(value);
        int low = firstOfSlot[slot];
        int high = firstOfSlot[slot + 1];
        while (low < high)
        {
            int middle = (low + high) >> 1;
            if (edges[middle] < value)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }
}
