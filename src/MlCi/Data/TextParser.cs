using System.Runtime.CompilerServices;

namespace MlCi.Data;

/// <summary>Parses fields as text of mostly different values.</summary>
internal sealed class TextParser
{
    private const int ChunkSize = 1 << 22;
    private readonly Room<int> room = new();
    private byte[] bytes = [];
    private int used;

    /// <summary>The texts of a column.</summary>
    /// <param name="fields">The fields.</param>
    /// <param name="isLast">Whether no more blocks will follow.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public TextSegment Parse(ColumnFields fields, bool isLast)
    {
        int needed = 0;
        for (int row = 0; row < fields.Rows; row++)
            needed += Math.Max(0, fields.End(row) - fields.Start(row));
        if (bytes.Length - used < needed)
            (bytes, used) = (GC.AllocateUninitializedArray<byte>(isLast ? needed : Math.Max(needed, ChunkSize)), 0);
        int[] ends = room.Take(fields.Rows, isLast, out int offset);
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
