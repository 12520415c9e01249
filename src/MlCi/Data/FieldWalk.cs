namespace MlCi.Data;

/// <summary>Takes the quotes off the fields of a block, one after the other.</summary>
internal sealed class FieldWalk(RecordBlock block)
{
    private int linesInside;

    /// <summary>How many lines of the block stand before the present row.</summary>
    public int Line { get; private set; }

    /// <summary>How many quotes stood where they may.</summary>
    public int Quotes { get; private set; }

    /// <summary>Ends the row.</summary>
    public void EndLine()
    {
        Line += 1 + linesInside;
        linesInside = 0;
    }

    /// <summary>Where a field's text lies; a missing one ends before it starts.</summary>
    /// <param name="start">Its first byte.</param>
    /// <param name="end">Behind its last byte.</param>
    /// <param name="isLast">Whether it is the last of its row, behind which a return may stand.</param>
    public (int Start, int End, bool IsEscaped) Field(int start, int end, bool isLast)
    {
        byte[] buffer = block.Buffer;
        if (isLast && end > start && buffer[end] == '\n' && buffer[end - 1] == '\r')
            end--;
        if (start == end)
            return (start, end - 1, false);
        // A quote that stands elsewhere than at both ends is found out by the number of quotes.
        if (buffer[start] != '"' || end - start < 2 || buffer[end - 1] != '"')
            return (start, end, false);
        ReadOnlySpan<byte> text = buffer.AsSpan(start + 1, end - start - 2);
        linesInside += text.Count((byte)'\n');
        int inside = Doubled(text);
        Quotes += inside < 0 ? 0 : 2 + inside;
        return (start + 1, end - 1, inside > 0);
    }

    /// <summary>Makes the doubled quotes of a text single.</summary>
    /// <returns>Behind its last byte.</returns>
    public static int Unescape(byte[] buffer, int start, int end)
    {
        int to = start;
        for (int from = start; from < end; from++)
        {
            buffer[to++] = buffer[from];
            if (buffer[from] == '"')
                from++;
        }

        return to;
    }

    // How many quotes a text has, or −1 where one is not doubled.
    private static int Doubled(ReadOnlySpan<byte> text)
    {
        int quotes = 0;
        while (text.IndexOf((byte)'"') is >= 0 and var quote)
        {
            if (quote + 1 == text.Length || text[quote + 1] != '"')
                return -1;
            quotes += 2;
            text = text[(quote + 2)..];
        }

        return quotes;
    }
}
