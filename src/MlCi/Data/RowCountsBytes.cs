using System.Text;

namespace MlCi.Data;

/// <summary>
/// Counted rows as bytes. In this order, numbers as LEB128: columns; of each its name, its values, and for each row 0 where the
/// value is missing, else 1 more than the value's index; then of each row its count. Texts are UTF-8 after their length.
/// </summary>
public static class RowCountsBytes
{
    /// <summary>The bytes: the same for the same rows.</summary>
    public static byte[] Write(RowCounts rows)
    {
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes, Encoding.UTF8);
        writer.Write7BitEncodedInt(rows.Columns.Count);
        writer.Write7BitEncodedInt(rows.Counts.Count);
        foreach (Column column in rows.Columns)
        {
            writer.Write(column.Name);
            writer.Write7BitEncodedInt(column.Levels.Count);
            foreach (string level in column.Levels)
                writer.Write(level);
            foreach (int code in column.Codes)
                writer.Write7BitEncodedInt(code + 1);
        }

        foreach (long count in rows.Counts)
            writer.Write7BitEncodedInt64(count);
        writer.Flush();
        return bytes.ToArray();
    }

    /// <summary>The rows again; null where the bytes are not what <see cref="Write"/> makes.</summary>
    public static RowCounts? Read(byte[] bytes, int offset)
    {
        using var stream = new MemoryStream(bytes, offset, bytes.Length - offset);
        using var reader = new BinaryReader(stream, Encoding.UTF8);
        try
        {
            int columnCount = Number(int.MaxValue);
            int rowCount = Number(int.MaxValue);
            var columns = new Column[columnCount];
            for (int i = 0; i < columnCount; i++)
            {
                string name = reader.ReadString();
                string[] levels = new string[Number(int.MaxValue)];
                for (int level = 0; level < levels.Length; level++)
                    levels[level] = reader.ReadString();
                int[] codes = new int[rowCount];
                for (int row = 0; row < rowCount; row++)
                    codes[row] = Number(levels.Length) - 1;
                columns[i] = new Column(name, levels, codes);
            }

            long[] counts = new long[rowCount];
            for (int row = 0; row < rowCount; row++)
                counts[row] = reader.Read7BitEncodedInt64() is > 0 and <= int.MaxValue and var count ? count : throw new InvalidDataException("a count");
            return stream.Position == stream.Length ? new RowCounts(columns, counts) : null;
        }
        catch (Exception e) when (e is EndOfStreamException or FormatException or InvalidDataException or IOException)
        {
            return null;
        }

        // Each number stands for at least one byte to come, so that no few bytes can ask for much memory.
        int Number(int most)
        {
            int number = reader.Read7BitEncodedInt();
            return number >= 0 && number <= most && (most < int.MaxValue || number <= stream.Length - stream.Position)
                ? number : throw new InvalidDataException("a number");
        }
    }
}
