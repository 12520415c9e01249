using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MlCi.Data;

/// <summary>Parses fields as numbers.</summary>
internal sealed class NumberParser
{
    private readonly Room<double> room = new();
    private readonly SpellingsBuilder spellings = new();

    /// <summary>The numbers of a column, or null where so many of its values are none that it is no column of numbers.</summary>
    /// <param name="fields">The fields.</param>
    /// <param name="isLast">Whether no more blocks will follow.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public NumberSegment? Parse(ColumnFields fields, bool isLast)
    {
        spellings.Clear();
        double[] values = room.Take(fields.Rows, isLast, out int offset);
        ref byte buffer = ref MemoryMarshal.GetArrayDataReference(fields.Buffer);
        ref double value = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(values), offset);
        int rows = fields.Rows;
        int missing = 0;
        int allDecimals = 0;
        int strays = 0;
        for (int row = 0; row < rows; row++)
        {
            int start = fields.Start(row);
            int end = fields.End(row);
            if (NumberText.TryReadShortest(ref buffer, start, end, out double number, out int decimals))
            {
                allDecimals |= decimals;
                Unsafe.Add(ref value, row) = number;
            }
            else if (end - start < fields.ShortestPresent)
            {
                missing++;
                Unsafe.Add(ref value, row) = double.NaN;
            }
            else
            {
                ReadOnlySpan<byte> text = fields.Bytes(row);
                number = NumberText.Read(text);
                Unsafe.Add(ref value, row) = number;
                strays += double.IsNaN(number) ? 1 : 0;
                spellings.Add(row, text);
            }
        }

        return strays > Math.Max(8, rows / 8) || (strays > 0 && strays == rows - missing)
            ? null
            : new NumberSegment(values, offset, rows, missing, allDecimals == 0, spellings.Build());
    }
}
