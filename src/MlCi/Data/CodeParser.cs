using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MlCi.Data;

/// <summary>Parses fields as text of few different values.</summary>
internal sealed class CodeParser
{
    // Fewer rows for each level than this, and codes would cost more than the texts themselves.
    private const int FewestRowsALevel = 4;
    private const int MostLevelsUnasked = 1024;

    private readonly Room<int> room = new();
    private readonly LevelTable levels = new();
    private long rowsSeen;

    /// <summary>Whether there were so many levels that what follows is better not coded.</summary>
    public bool HasTooManyLevels => levels.Count > MostLevelsUnasked && levels.Count > rowsSeen / FewestRowsALevel;

    /// <summary>The codes of a column.</summary>
    /// <param name="fields">The fields.</param>
    /// <param name="isLast">Whether no more blocks will follow.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public CodeSegment Parse(ColumnFields fields, bool isLast)
    {
        int[] codes = room.Take(fields.Rows, isLast, out int offset);
        ref byte buffer = ref MemoryMarshal.GetArrayDataReference(fields.Buffer);
        ref int code = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(codes), offset);
        int rows = fields.Rows;
        int missing = 0;
        for (int row = 0; row < rows; row++)
        {
            int start = fields.Start(row);
            int length = fields.End(row) - start;
            if (length < fields.ShortestPresent)
            {
                missing++;
                Unsafe.Add(ref code, row) = -1;
            }
            else
            {
                Unsafe.Add(ref code, row) = levels.Code(ref buffer, start, length);
            }
        }

        rowsSeen += rows;
        return new CodeSegment(codes, offset, rows, missing, levels);
    }
}
