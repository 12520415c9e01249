using System.Runtime.CompilerServices;

namespace MlCi.Data;

/// <summary>Parses fields as text of mostly different values.</summary>
internal sealed class TextParser(Rooms rooms)
{
    /// <summary>The texts of a column.</summary>
    /// <param name="fields">The fields.</param>
    /// <param name="isLast">Whether no more blocks will follow.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public TextSegment Parse(ColumnFields fields, bool isLast)
    {
        int needed = 0;
        for (int row = 0; row < fields.Rows; row++)
            needed += Math.Max(0, fields.End(row) - fields.Start(row));
        byte[] bytes = rooms.Bytes.Take(needed, isLast, out int used);
        int[] ends = rooms.Places.Take(fields.Rows, isLast, out int offset);
        int begin = used;
        int missing = 0;
        for (int row = 0; row < fields.Rows; row++)
        {
            int start = fields.Start(row);
            int length = fields.End(row) - start;
            if (length < fields.ShortestPresent)
            {
                missing++;
                ends[offset + row] = ~used;
                continue;
            }

            fields.Buffer.AsSpan(start, length).CopyTo(bytes.AsSpan(used));
            used += length;
            ends[offset + row] = used;
        }

        return new TextSegment(bytes, begin, ends, offset, fields.Rows, missing);
    }
}
