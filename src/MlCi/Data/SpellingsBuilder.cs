namespace MlCi.Data;

/// <summary>Collects spellings row by row.</summary>
internal sealed class SpellingsBuilder
{
    private int[] rows = new int[16];
    private int[] ends = new int[16];
    private byte[] bytes = new byte[256];
    private int count;

    public void Clear() => count = 0;

    public void Add(int row, ReadOnlySpan<byte> text)
    {
        if (count == rows.Length)
        {
            Array.Resize(ref rows, 2 * count);
            Array.Resize(ref ends, 2 * count);
        }

        int start = count == 0 ? 0 : ends[count - 1];
        if (start + text.Length > bytes.Length)
            Array.Resize(ref bytes, Math.Max(2 * bytes.Length, start + text.Length));
        text.CopyTo(bytes.AsSpan(start));
        rows[count] = row;
        ends[count++] = start + text.Length;
    }

    public Spellings? Build() => count == 0 ? null : new Spellings(rows[..count], ends[..count], bytes[..ends[count - 1]]);
}
