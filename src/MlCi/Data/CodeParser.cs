using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MlCi.Data;

/// <summary>Parses fields as text of few different values.</summary>
internal sealed class CodeParser(Rooms rooms)
{
    // Fewer rows for each level than this, and codes would cost more than the texts themselves.
    private const int FewestRowsALevel = 4;
    private const int MostLevelsUnasked = 1024;
    private const int MostLevels = 1 << 18;

    private readonly LevelTable levels = new();
    private long rowsSeen;

    /// <summary>Whether there were so many levels that what follows is better not coded.</summary>
    public bool HasTooManyLevels => levels.Count > MostLevels || (levels.Count > MostLevelsUnasked && levels.Count > rowsSeen / FewestRowsALevel);

    /// <summary>The codes of a column.</summary>
    /// <param name="fields">The fields.</param>
    /// <param name="isLast">Whether no more blocks will follow.</param>
    public CodeSegment Parse(ColumnFields fields, bool isLast)
    {
        rowsSeen += fields.Rows;
        // A byte each, as long as that is enough: what is not written costs nothing.
        if (levels.Count < CodeSegment.NarrowMissing)
        {
            byte[] codes = rooms.Bytes.Take(fields.Rows, isLast, out int offset);
            int missing = Read(fields, codes.AsSpan(offset, fields.Rows));
            if (levels.Count <= CodeSegment.NarrowMissing)
                return new CodeSegment(new ArraySegment<byte>(codes, offset, fields.Rows), default, missing, levels);
        }

        int[] all = rooms.Places.Take(fields.Rows, isLast, out int at);
        return new CodeSegment(default, new ArraySegment<int>(all, at, fields.Rows), Read(fields, all.AsSpan(at, fields.Rows)), levels);
    }

    // Codes are cut to the width of T, whose greatest value, all bits set, stands for a missing value.
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private int Read<T>(ColumnFields fields, Span<T> codes)
        where T : unmanaged, IBinaryInteger<T>
    {
        ref byte buffer = ref MemoryMarshal.GetArrayDataReference(fields.Buffer);
        ref T code = ref MemoryMarshal.GetReference(codes);
        ref int starts = ref fields.FirstStart;
        ref int ends = ref fields.FirstEnd;
        int stride = fields.Stride;
        int missing = 0;
        for (int row = 0; row < codes.Length; row++)
        {
            int start = Unsafe.Add(ref starts, row * stride) + fields.Shift;
            int end = Unsafe.Add(ref ends, row * stride);
            if (fields.TrimReturns && Unsafe.Add(ref buffer, end - 1) == '\r')
                end--;
            if (end - start < fields.ShortestPresent)
            {
                missing++;
                Unsafe.Add(ref code, row) = T.CreateTruncating(-1);
            }
            else
            {
                Unsafe.Add(ref code, row) = T.CreateTruncating(levels.Code(ref buffer, start, end - start));
            }
        }

        return missing;
    }
}
