using System.Text;
using MlCi.Findings;

namespace MlCi.Data;

/// <summary>
/// Reads CSV as RFC 4180 has it: quoted fields may hold delimiters, doubled quotes and line ends; CRLF or LF; a UTF-8 byte
/// order mark is skipped. An empty field without quotes is a missing value; <c>""</c> is the empty text.
/// </summary>
public static class CsvReader
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    internal static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <summary>Reads a table out of a file's bytes.</summary>
    /// <param name="bytes">The whole file.</param>
    /// <param name="file">The file's path, for messages.</param>
    /// <exception cref="FaultException">Not UTF-8, no header, a doubled column name, a ragged row, an open quote (exit 2).</exception>
    public static Table Read(ReadOnlySpan<byte> bytes, string file)
    {
        if (bytes.StartsWith(ByteOrderMark))
            bytes = bytes[ByteOrderMark.Length..];
        string text = Decode(bytes, file);
        var fields = new CsvFields(text, file);
        string[] names = Header(fields, text, file);
        ColumnBuilder[] columns = Array.ConvertAll(names, name => new ColumnBuilder(name));
        var lines = new List<int>();
        AddRows(fields, text, file, columns, lines);
        return new Table(file, Array.ConvertAll(columns, column => column.Build()), [.. lines]);
    }

    /// <summary>The names of the columns, each there once.</summary>
    internal static string[] Header(CsvFields fields, string text, string file)
    {
        if (!fields.ReadRow())
            throw FaultException.Misconfigured("found an empty file, expected a header line", new SourcePlace(file, 1));
        string[] names = [.. fields.Row.Select(field => field.Text(text) ?? "")];
        CheckHeader(names, file);
        return names;
    }

    /// <summary>Adds all further rows of a text.</summary>
    /// <param name="fields">What walks over the text.</param>
    /// <param name="text">The text.</param>
    /// <param name="file">The file's path, for messages.</param>
    /// <param name="columns">For each column of the file what takes its fields, or null where nobody asks for it.</param>
    /// <param name="lines">Takes the line on which each row starts.</param>
    internal static void AddRows(CsvFields fields, string text, string file, ColumnBuilder?[] columns, List<int> lines)
    {
        while (fields.ReadRow())
        {
            // A blank line is no row, unless the table has one column, where it is a missing value.
            if (fields.Row.Count == 1 && fields.Row[0].IsMissing && columns.Length > 1)
                continue;
            if (fields.Row.Count != columns.Length)
                throw FaultException.Misconfigured(
                    $"found {fields.Row.Count} fields, expected {columns.Length} as in the header", new SourcePlace(file, fields.Line));
            for (int i = 0; i < columns.Length; i++)
                columns[i]?.Add(fields.Row[i], text);
            lines.Add(fields.Line);
        }
    }

    /// <summary>The text of a file's bytes, or of some of them.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="file">The file's path, for messages.</param>
    /// <param name="offset">How many bytes of the file stand before them.</param>
    /// <param name="firstLine">The line on which they start.</param>
    internal static string Decode(ReadOnlySpan<byte> bytes, string file, long offset = 0, int firstLine = 1)
    {
        try
        {
            return StrictUtf8.GetString(bytes);
        }
        catch (DecoderFallbackException e)
        {
            int at = Math.Clamp(e.Index, 0, bytes.Length);
            int line = firstLine + bytes[..at].Count((byte)'\n');
            throw FaultException.Misconfigured($"found a byte that is not UTF-8 at offset {offset + at}, expected UTF-8 text", new SourcePlace(file, line));
        }
    }

    private static void CheckHeader(string[] names, string file)
    {
        List<Fault> faults = [];
        for (int i = 0; i < names.Length; i++)
        {
            if (names[i].Length == 0)
                faults.Add(new Fault($"found no name for column {i + 1} in the header, expected one", new SourcePlace(file, 1)));
            else if (Array.IndexOf(names, names[i]) < i)
                faults.Add(new Fault($"found column '{names[i]}' twice in the header, expected each name once", new SourcePlace(file, 1)));
        }

        if (faults.Count > 0)
            throw FaultException.Misconfigured(faults);
    }
}
