namespace MlCi.Data;

/// <summary>The texts of those rows of a segment of numbers whose text the number does not tell: <c>1.50</c>, <c>1e5</c>, <c>n/a</c>.</summary>
/// <param name="Rows">The rows, in increasing order.</param>
/// <param name="Ends">Behind each text in the bytes.</param>
/// <param name="Bytes">The texts as UTF-8, one after the other.</param>
internal sealed record Spellings(int[] Rows, int[] Ends, byte[] Bytes)
{
    /// <summary>A row's text, or false where the number tells it.</summary>
    public bool TryFind(int row, out ReadOnlySpan<byte> text)
    {
        int index = Array.BinarySearch(Rows, row);
        text = index < 0 ? default : this[index];
        return index >= 0;
    }

    /// <summary>The text of the row at an index of <see cref="Rows"/>.</summary>
    public ReadOnlySpan<byte> this[int index]
    {
        get
        {
            int start = index == 0 ? 0 : Ends[index - 1];
            return Bytes.AsSpan(start, Ends[index] - start);
        }
    }
}
