using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MlCi.Data;

/// <summary>Parses fields as numbers.</summary>
internal sealed class NumberParser(Rooms rooms)
{
    // How a number is written, as bits.
    private const int WithoutPoint = 1;
    private const int PointZero = 2;
    private const int NeedlessZeros = 4;
    private const int Decimals = 8;

    private readonly SpellingsBuilder spellings = new();

    /// <summary>The numbers of a column, or null where so many of its values are none that it is no column of numbers.</summary>
    /// <param name="fields">The fields.</param>
    /// <param name="isLast">Whether no more blocks will follow.</param>
    public NumberSegment? Parse(ColumnFields fields, bool isLast)
    {
        double[] values = rooms.Numbers.Take(fields.Rows, isLast, out int offset);
        Counts counts = Read(fields, values.AsSpan(offset, fields.Rows), spellsZeros: false);
        NumberStyle? style = counts switch
        {
            { Written: < PointZero or Decimals or (Decimals | WithoutPoint) } => NumberStyle.Shortest,
            _ when counts.Fewest == counts.Most => new NumberStyle(counts.Most),
            { Written: PointZero or (PointZero | Decimals) } => NumberStyle.AlwaysPoint,
            _ => null,
        };
        // Written in several ways: those with needless zeros keep their text.
        if (style is null)
            counts = Read(fields, values.AsSpan(offset, fields.Rows), spellsZeros: true);
        return counts.Strays > Math.Max(8, fields.Rows / 8) || (counts.Strays > 0 && counts.Strays == fields.Rows - counts.Missing)
            ? null
            : new NumberSegment(values, offset, fields.Rows, counts.Missing, style ?? NumberStyle.Shortest, (counts.Written | WithoutPoint) == WithoutPoint, spellings.Build());
    }

    // Within a larger method its counts would not stay in registers.
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private Counts Read(ColumnFields fields, Span<double> values, bool spellsZeros)
    {
        spellings.Clear();
        ref byte buffer = ref MemoryMarshal.GetArrayDataReference(fields.Buffer);
        ref double value = ref MemoryMarshal.GetReference(values);
        ref int starts = ref fields.FirstStart;
        ref int ends = ref fields.FirstEnd;
        ref double least = ref PlainNumber.Table;
        int stride = fields.Stride, shift = fields.Shift, shortest = fields.ShortestPresent;
        bool trimReturns = fields.TrimReturns;
        int missing = 0, strays = 0, written = 0, fewest = int.MaxValue, most = 0;
        for (int row = 0; row < values.Length; row++)
        {
            int start = Unsafe.Add(ref starts, row * stride) + shift;
            int end = Unsafe.Add(ref ends, row * stride);
            if (trimReturns && Unsafe.Add(ref buffer, end - 1) == '\r')
                end--;
            if (PlainNumber.TryRead(ref buffer, start, end, ref least, out double number, out int decimals))
            {
                int form = FormOf(decimals, Unsafe.Add(ref buffer, end - 1));
                Unsafe.Add(ref value, row) = number;
                if (!spellsZeros || form is WithoutPoint or Decimals)
                {
                    written |= form;
                    fewest = Math.Min(fewest, decimals);
                    most = Math.Max(most, decimals);
                    continue;
                }
            }
            else if (end - start < shortest)
            {
                missing++;
                Unsafe.Add(ref value, row) = double.NaN;
                continue;
            }
            else
            {
                number = NumberText.Read(fields.Bytes(row));
                Unsafe.Add(ref value, row) = number;
                strays += double.IsNaN(number) ? 1 : 0;
            }

            Spell(row, fields);
        }

        return new Counts(missing, strays, written, fewest, most);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Spell(int row, ColumnFields fields) => spellings.Add(row, fields.Bytes(row));

    // Without a branch: of ten numbers with decimals one ends with a zero, and nobody foresees which.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int FormOf(int decimals, byte last)
    {
        const int Forms = WithoutPoint | (WithoutPoint << 4) | (Decimals << 8) | (PointZero << 12) | (Decimals << 16) | (NeedlessZeros << 20);
        return (Forms >> ((Math.Min(decimals, 2) * 8) + (Unsafe.BitCast<bool, byte>(last == '0') * 4))) & 15;
    }

    private readonly record struct Counts(int Missing, int Strays, int Written, int Fewest, int Most);
}
