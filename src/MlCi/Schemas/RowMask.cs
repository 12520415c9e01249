namespace MlCi.Schemas;

/// <summary>Which rows of a table meet a test: one bit each.</summary>
internal sealed class RowMask
{
    private readonly ulong[] words;
    private readonly int rows;

    /// <summary>A mask of all rows, or of none.</summary>
    public RowMask(int rows, bool all)
    {
        this.rows = rows;
        words = new ulong[(rows + 63) / 64];
        if (all)
            Array.Fill(words, ulong.MaxValue);
        Trim();
    }

    /// <summary>The first row from <paramref name="from"/> on that is in it, or −1.</summary>
    public int Next(int from)
    {
        if (from >= rows)
            return -1;
        int at = from / 64;
        ulong word = words[at] & (ulong.MaxValue << (from % 64));
        while (word == 0)
        {
            if (++at == words.Length)
                return -1;
            word = words[at];
        }

        return (at * 64) + System.Numerics.BitOperations.TrailingZeroCount(word);
    }

    public void Set(int row) => words[row / 64] |= 1UL << (row % 64);

    public void Clear(int row) => words[row / 64] &= ~(1UL << (row % 64));

    public RowMask And(RowMask other) => Combine(other, static (one, two) => one & two);

    public RowMask Or(RowMask other) => Combine(other, static (one, two) => one | two);

    public RowMask Without(RowMask other) => Combine(other, static (one, two) => one & ~two);

    public RowMask Not() => new RowMask(rows, all: true).Without(this);

    private RowMask Combine(RowMask other, Func<ulong, ulong, ulong> combine)
    {
        var made = new RowMask(rows, all: false);
        for (int i = 0; i < words.Length; i++)
            made.words[i] = combine(words[i], other.words[i]);
        return made;
    }

    private void Trim()
    {
        if (rows % 64 != 0)
            words[^1] &= (1UL << (rows % 64)) - 1;
    }
}
