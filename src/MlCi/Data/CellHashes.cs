using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace MlCi.Data;

/// <summary>
/// The hashes of a column's cells, as <see cref="RowSetDigest"/> adds them up: of the column's name and the number that a cell
/// is, or the text that it has. They are taken of what the column was read as; no value is coded for it.
/// </summary>
/// <remarks>It remembers what it hashed, and so is of one thread.</remarks>
internal sealed class CellHashes
{
    private const int Remembered = 1 << 10;
    private const int LongestNumber = 32;
    private readonly Column column;
    private readonly Dictionary<object, UInt128?[]> ofLevels = new(ReferenceEqualityComparer.Instance);
    private readonly (double Number, UInt128 Hash)[] ofNumbers = new (double, UInt128)[Remembered];
    private readonly int prefix;
    private readonly UInt128 ofMissing;
    private byte[] hashed;

    /// <summary>Hashes nothing yet.</summary>
    /// <param name="column">The column.</param>
    public CellHashes(Column column)
    {
        this.column = column;
        byte[] name = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{column.Name.Length}\0{column.Name}\0"));
        prefix = name.Length;
        hashed = new byte[prefix + LongestNumber + 1];
        name.CopyTo(hashed, 0);
        ofMissing = Hash(prefix);
        Array.Fill(ofNumbers, (double.NaN, UInt128.Zero));
    }

    /// <summary>Adds the hashes of the cells from a row on.</summary>
    /// <param name="rows">The sums of the rows, which wrap around.</param>
    /// <param name="first">The 0-based row of the first.</param>
    public void AddTo(Span<UInt128> rows, int first)
    {
        if (column.Segments.IsEmpty)
        {
            ReadOnlySpan<int> codes = column.Codes.Slice(first, rows.Length);
            UInt128?[] known = Known(column, column.Levels.Count);
            for (int i = 0; i < rows.Length; i++)
                rows[i] = unchecked(rows[i] + (codes[i] < 0 ? ofMissing : known[codes[i]] ??= OfText(Encoding.UTF8.GetBytes(column.Levels[codes[i]]))));
            return;
        }

        int at = column.SegmentOf(first);
        for (int done = 0; done < rows.Length; at++)
        {
            ColumnSegment segment = column.Segments[at];
            int begin = first + done - column.StartOf(at);
            int count = Math.Min(segment.RowCount - begin, rows.Length - done);
            AddTo(rows.Slice(done, count), segment, begin);
            done += count;
        }
    }

    private void AddTo(Span<UInt128> rows, ColumnSegment segment, int begin)
    {
        UInt128?[] known = segment is CodeSegment { Levels: var levels } ? Known(levels, levels.Count) : [];
        for (int i = 0; i < rows.Length; i++)
        {
            int row = begin + i;
            rows[i] = unchecked(rows[i] + segment switch
            {
                NumberSegment numbers => OfCell(numbers, row),
                CodeSegment codes => codes.Code(row) is >= 0 and var code ? known[code] ??= OfText(codes.Levels.Bytes(code)) : ofMissing,
                TextSegment texts when !texts.IsMissing(row) => OfText(texts.Bytes(row)),
                _ when segment.Text(row) is { } text => OfText(Encoding.UTF8.GetBytes(text)),
                _ => ofMissing,
            });
        }
    }

    private UInt128 OfCell(NumberSegment segment, int row)
    {
        if (segment.Spellings is { } spellings && spellings.TryFind(row, out ReadOnlySpan<byte> text))
            return OfText(text);
        double number = segment.Values[row];
        return double.IsFinite(number) ? OfNumber(number) : double.IsNaN(number) ? ofMissing : OfText(Encoding.UTF8.GetBytes(segment.Text(row)!));
    }

    private UInt128 OfText(ReadOnlySpan<byte> text)
    {
        if (NumberText.Read(text) is var number && !double.IsNaN(number))
            return OfNumber(number);
        if (hashed.Length <= prefix + text.Length)
            Array.Resize(ref hashed, Math.Max(2 * hashed.Length, prefix + text.Length + 1));
        hashed[prefix] = (byte)'=';
        text.CopyTo(hashed.AsSpan(prefix + 1));
        return Hash(prefix + 1 + text.Length);
    }

    private UInt128 OfNumber(double number)
    {
        // Minus zero is zero.
        number = number == 0 ? 0 : number;
        ulong bits = BitConverter.DoubleToUInt64Bits(number);
        ref (double Number, UInt128 Hash) recent = ref ofNumbers[(int)((bits * 0x9E3779B97F4A7C15) >> 54)];
        if (recent.Number != number)
        {
            hashed[prefix] = (byte)'#';
            // Of the number with most letters, too.
            number.TryFormat(hashed.AsSpan(prefix + 1, LongestNumber), out int length, "R", CultureInfo.InvariantCulture);
            recent = (number, Hash(prefix + 1 + length));
        }

        return recent.Hash;
    }

    private UInt128 Hash(int length)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(hashed.AsSpan(0, length), digest);
        return BinaryPrimitives.ReadUInt128BigEndian(digest);
    }

    private UInt128?[] Known(object levels, int count)
    {
        if (!ofLevels.TryGetValue(levels, out UInt128?[]? known) || known.Length < count)
            ofLevels[levels] = known = new UInt128?[count];
        return known;
    }
}
