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

    // A row that has the score of the one before it stands as its complement.
    private readonly int[] rows;

    private ScoreOrder(int[] rows) => this.rows = rows;

    /// <summary>The number of rows.</summary>
    public int Count => rows.Length;

    /// <summary>For each place a number below 0 where the row there has the score of the one before it.</summary>
    internal ReadOnlySpan<int> Ties => rows;

    /// <summary>The 0-based row at a place: from the lowest score to the highest, tied ones in their own order.</summary>
    /// <param name="place">The 0-based place.</param>
    public int RowAt(int place) => rows[place] ^ (rows[place] >> 31);

    /// <summary>Whether the row at a place has the score of the one before it.</summary>
    /// <param name="place">The 0-based place.</param>
    public bool IsTied(int place) => rows[place] < 0;

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

        for (int i = 1; i < n; i++)
        {
            if (keys[i] == keys[i - 1])
                order[i] = ~order[i];
        }

        return new ScoreOrder(order);
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
