using MlCi.Statistics;

namespace MlCi.Stress;

/// <summary>One replicate: draws what it needs and counts what happened.</summary>
public delegate void Replicate(ref Philox stream, Span<long> counts);

/// <summary>Counts over replicates, on all cores; each replicate has random numbers of its own, so the cores change nothing.</summary>
public static class Tally
{
    /// <summary>The sums of the counts.</summary>
    /// <param name="name">What the random numbers are about.</param>
    /// <param name="replicates">The replicates.</param>
    /// <param name="events">How many things are counted.</param>
    /// <param name="replicate">One replicate.</param>
    public static long[] Of(string name, int replicates, int events, Replicate replicate)
    {
        (ulong, ulong) key = Philox.KeyOf([.. name.Select(letter => (long)letter)]);
        long[] sums = new long[events];
        Parallel.For(0, replicates, index =>
        {
            var stream = new Philox(key, (ulong)index);
            Span<long> counts = stackalloc long[events];
            counts.Clear();
            replicate(ref stream, counts);
            for (int i = 0; i < events; i++)
                Interlocked.Add(ref sums[i], counts[i]);
        });
        return sums;
    }
}
