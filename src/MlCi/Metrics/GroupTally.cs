using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using MlCi.Statistics;

namespace MlCi.Metrics;

/// <summary>
/// Adds blocks of rows up by group. The integers of a row: 0 its cell if negative, 1 its cell if positive, 2 what is odd about
/// it, 3 nothing; from 4 its Brier losses, from 12 its log losses, of each x, z, and x², z², xz in two halves of 52 bits.
/// </summary>
internal sealed class GroupTally
{
    /// <summary>After so many rows the sums must be carried over: 2¹¹ integers of 52 bits fit 64.</summary>
    public const int RowsBetweenCarries = 1 << 11;

    private const int Words = RowTerms.Words;
    private readonly RowGroups? groups;
    private readonly int count;
    private readonly int used;
    private readonly ulong[] sums;
    private readonly UInt128[] totals;
    private readonly long[] counts;

    public GroupTally(RowGroups? groups, bool losses)
    {
        this.groups = groups;
        count = groups?.Count ?? 1;
        used = losses ? Words : 4;
        // Rows that are in no group are added up behind the others, and forgotten.
        sums = new ulong[(count + 1) * Words];
        totals = new UInt128[losses ? count * Words : 0];
        counts = new long[count * 11];
    }

    public void Add(RowTerms terms, int from, int rows)
    {
        ref ulong term = ref MemoryMarshal.GetReference(terms.All);
        ref ulong sum = ref MemoryMarshal.GetArrayDataReference(sums);
        ReadOnlySpan<int> codes = groups is null ? default : groups.Codes.Slice(from, rows);
        for (int i = 0; i < rows; i++)
        {
            int code = groups is null ? 0 : codes[i];
            nuint to = (nuint)((code < 0 ? count : code) * Words);
            nuint of = (nuint)(i * Words);
            for (nuint word = 0; word < (nuint)used; word += 4)
                (Vector256.LoadUnsafe(ref sum, to + word) + Vector256.LoadUnsafe(ref term, of + word)).StoreUnsafe(ref sum, to + word);
        }
    }

    public void Carry()
    {
        for (int group = 0; group < count; group++)
        {
            Span<ulong> from = sums.AsSpan(group * Words, Words);
            Span<long> to = counts.AsSpan(group * 11, 11);
            for (int cell = 0; cell < 4; cell++)
            {
                to[cell] += (long)(from[0] >> (16 * cell)) & 0xFFFF;
                to[4 + cell] += (long)(from[1] >> (16 * cell)) & 0xFFFF;
            }

            for (int odd = 0; odd < 3; odd++)
                to[8 + odd] += (long)(from[2] >> (20 * odd)) & 0xFFFFF;
            if (totals.Length > 0)
            {
                for (int word = 4; word < Words; word++)
                    totals[group * Words + word] += from[word];
            }
        }

        Array.Clear(sums);
    }

    public void Merge(GroupTally other)
    {
        for (int i = 0; i < counts.Length; i++)
            counts[i] += other.counts[i];
        for (int i = 0; i < totals.Length; i++)
            totals[i] += other.totals[i];
    }

    public PartialStatistics[] ToStatistics() => [.. Enumerable.Range(0, count).Select(group =>
    {
        long[] c = counts[(group * 11)..(group * 11 + 11)];
        return new PartialStatistics(
            new DecisionPairs(c[4], c[5], c[6], c[7]), new DecisionPairs(c[0], c[1], c[2], c[3]),
            Moments(group, 4, RowTerms.BrierBits, c[..8].Sum()), Moments(group, 12, RowTerms.LogLossBits, c[..8].Sum()), c[8], c[9], c[10]);
    })];

    private PairedMoments Moments(int group, int from, int bits, long rows)
    {
        if (totals.Length == 0)
            return default;
        ReadOnlySpan<UInt128> word = totals.AsSpan(group * Words + from, 8);
        return new PairedMoments(bits, rows, word[0], word[1], Whole(word[2], word[3]), Whole(word[4], word[5]), Whole(word[6], word[7]));
    }

    private static BigInteger Whole(UInt128 low, UInt128 high) => ((BigInteger)high << 52) + low;
}
