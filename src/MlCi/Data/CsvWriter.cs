using System.Buffers;
using System.Text;

namespace MlCi.Data;

/// <summary>Writes CSV that <see cref="CsvReader"/> reads back to the same table.</summary>
public static class CsvWriter
{
    private const int PieceSize = 1 << 16;
    private static readonly SearchValues<char> NeedQuotes = SearchValues.Create(",\"\r\n");

    /// <summary>The bytes of a table: header, LF line ends, quotes where they are needed.</summary>
    public static byte[] Write(Table table)
    {
        var stream = new MemoryStream();
        Write(table, stream);
        return stream.ToArray();
    }

    /// <summary>Writes a table: header, LF line ends, quotes where they are needed.</summary>
    public static void Write(Table table, Stream stream)
    {
        using var writer = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), PieceSize, leaveOpen: true);
        Column[] columns = [.. table.Columns];
        // Each distinct text is looked at once.
        string?[][] levels = Array.ConvertAll(columns, column => IsNumeric(column) ? [] : column.Levels.Select(Field).ToArray());
        for (int i = 0; i < columns.Length; i++)
        {
            writer.Write(i > 0 ? "," : "");
            writer.Write(Field(columns[i].Name));
        }

        writer.Write('\n');
        for (int row = 0; row < table.RowCount; row++)
        {
            for (int i = 0; i < columns.Length; i++)
            {
                if (i > 0)
                    writer.Write(',');
                if (levels[i].Length == 0)
                    writer.Write(columns[i].Text(row));
                else if (columns[i].Codes[row] is >= 0 and var code)
                    writer.Write(levels[i][code]);
            }

            writer.Write('\n');
        }
    }

    // A number needs no quotes.
    private static bool IsNumeric(Column column) => column.Kind is ColumnKind.Integer or ColumnKind.Number or ColumnKind.Empty;

    // Empty text is quoted, as an empty field without quotes is a missing value.
    private static string Field(string text) =>
        text.Length > 0 && !text.AsSpan().ContainsAny(NeedQuotes) ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
