using System.Buffers;
using System.Text;

namespace MlCi.Data;

/// <summary>Writes CSV that <see cref="CsvReader"/> reads back to the same table.</summary>
public static class CsvWriter
{
    private static readonly SearchValues<char> NeedQuotes = SearchValues.Create(",\"\r\n");

    /// <summary>The bytes of a table: header, LF line ends, quotes where they are needed.</summary>
    public static byte[] Write(Table table)
    {
        string[][] fields = [.. table.Columns.Select(column => column.Levels.Select(Field).ToArray())];
        var text = new StringBuilder();
        text.AppendJoin(',', table.Columns.Select(column => Field(column.Name))).Append('\n');
        for (int row = 0; row < table.RowCount; row++)
        {
            for (int i = 0; i < fields.Length; i++)
            {
                if (i > 0)
                    text.Append(',');
                if (table.Columns[i].Codes[row] is >= 0 and var code)
                    text.Append(fields[i][code]);
            }

            text.Append('\n');
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    // Empty text is quoted, as an empty field without quotes is a missing value.
    private static string Field(string text) =>
        text.Length > 0 && !text.AsSpan().ContainsAny(NeedQuotes) ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
