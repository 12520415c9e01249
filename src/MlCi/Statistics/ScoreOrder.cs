namespace MlCi.Statistics;

/// <summary>
/// Rows in the order of a score, sorted once for every group of rows. A radix sort from the last digit (Knuth, TAOCP 3, 5.2.5):
/// its time does not depend on how the scores are spread.
/// </summary>
public sealed class ScoreOrder
{
    private const int DigitBits = 11;
    private const int Digits = 6;
    private const int Radix = 1 << DigitBits;
    private readonly int[] rows;
    private readonly int[] starts;

    private ScoreOrder(int[] rows, int[] starts, int ties)
    {
        this.rows = rows;
        this.starts = starts;
        TieCount = ties;
    }

    /// <summary>The 0-based rows from the lowest score to the highest, tied ones in their own order.</summary>
    public ReadOnlySpan<int> Rows => rows;

    /// <summary>The number of different scores.</summary>
    public int TieCount { get; }

    /// <summary>Where the rows of each different score start; at the end the number of rows.</summary>
    public ReadOnlySpan<int> Starts => starts.AsSpan(0, TieCount + 1);

    /// <summary>Sorts rows by their score.</summary>
    /// <param name="scores">For each row its score; −0 equals 0, a NaN stands before or after all numbers.</param>
    public static ScoreOrder Of(ReadOnlySpan<double> scores)
    {
        int n = scores.Length;
        ulong[] keys = GC.AllocateUninitializedArray<ulong>(n);
        int[] order = GC.AllocateUninitializedArray<int>(n);
        int[] counts = new int[Digits * Radix];
        for (int i = 0; i < n; i++)
        {
            ulong key = Key(scores[i]);
            keys[i] = key;
            order[i] = i;
            for (int digit = 0; digit < Digits; digit++)
                counts[digit * Radix + DigitOf(key, digit)]++;
        }

        ulong[] otherKeys = GC.AllocateUninitializedArray<ulong>(n);
        int[] otherOrder = GC.AllocateUninitializedArray<int>(n);
        for (int digit = 0; digit < Digits; digit++)
        {
            Span<int> ends = counts.AsSpan(digit * Radix, Radix);
            if (n == 0 || ends[DigitOf(keys[0], digit)] == n)
                continue;
            Scatter(keys, order, otherKeys, otherOrder, ends, digit);
            (keys, otherKeys) = (otherKeys, keys);
            (order, otherOrder) = (otherOrder, order);
        }

        // The second array of rows has done its work, and one place for the end is wanting only where no scores are tied.
        int[] tieStarts = otherOrder;
        int ties = 0;
        for (int i = 0; i < n; i++)
        {
            if (i == 0 || keys[i] != keys[i - 1])
                tieStarts[ties++] = i;
        }

        if (ties == n)
            Array.Resize(ref tieStarts, n + 1);
        tieStarts[ties] = n;
        return new ScoreOrder(order, tieStarts, ties);
    }

    private static void Scatter(ulong[] keys, int[] rows, ulong[] toKeys, int[] toRows, Span<int> counts, int digit)
    {
        int next = 0;
        for (int value = 0; value < Radix; value++)
            (counts[value], next) = (next, next + counts[value]);
        for (int i = 0; i < keys.Length; i++)
        {
            ulong key = keys[i];
            int to = counts[DigitOf(key, digit)]++;
            toKeys[to] = key;
            toRows[to] = rows[i];
        }
    }

    private static int DigitOf(ulong key, int digit) => (int)(key >> (digit * DigitBits)) & (Radix - 1);

    // Integers in the order of the doubles: negative ones turned over, positive ones above them.
    private static ulong Key(double score)
    {
        long bits = BitConverter.DoubleToInt64Bits(score + 0.0);
        return (ulong)(bits ^ ((bits >> 63) | long.MinValue));
    }
}
