using System.Text;
using System.Text.Json;
using MlCi.Findings;

namespace MlCi.Data;

/// <summary>The rows of a block of JSON Lines: each line an object whose members are texts, numbers, truth values or null.</summary>
/// <remarks>A member that is not there is a missing value, as null is; a text is the same as in CSV, also where it spells a number.</remarks>
internal sealed class JsonRows(string file) : IBlockRows
{
    private readonly List<string> names = [];
    private readonly Dictionary<string, int> columns = new(StringComparer.Ordinal);
    private readonly List<List<(int Row, int Start, int End)>> found = [];
    private int[] lastRow = [];
    private int[] starts = [];
    private int[] ends = [];
    private RecordBlock? block;

    /// <inheritdoc/>
    public IReadOnlyList<string> Names { get; private set; } = [];

    /// <inheritdoc/>
    public int Count { get; private set; }

    /// <inheritdoc/>
    public int[]? Lines { get; private set; }

    /// <inheritdoc/>
    public RaggedRows? Ragged => null;

    /// <inheritdoc/>
    public void Find(RecordBlock records)
    {
        block = records;
        found.ForEach(values => values.Clear());
        Array.Fill(lastRow, -1);
        List<int> lines = [];
        int line = 0;
        for (int at = records.Start; at < records.End; line++)
        {
            int length = records.Buffer.AsSpan(at, records.End - at).IndexOf((byte)'\n');
            length = length < 0 ? records.End - at : length;
            if (records.Buffer.AsSpan(at, length).ContainsAnyExcept(" \t\r"u8))
            {
                ReadObject(records, at, length, lines.Count, new SourcePlace(file, records.FirstLine + line));
                lines.Add(line);
            }

            at += length + 1;
        }

        Count = lines.Count;
        Lines = [.. lines];
        Names = [.. names];
    }

    /// <inheritdoc/>
    public bool IsMissing(int column) => found[column].Count == 0;

    /// <inheritdoc/>
    public ColumnFields Column(int column)
    {
        if (starts.Length < Count)
            (starts, ends) = (new int[Count], new int[Count]);
        ends.AsSpan(0, Count).Fill(-1);
        starts.AsSpan(0, Count).Clear();
        foreach ((int row, int start, int end) in found[column])
            (starts[row], ends[row]) = (start, end);
        return Count == 0 ? new(block!.Buffer, [], [], 1, 0) : new(block!.Buffer, starts, ends, 1, Count);
    }

    private void ReadObject(RecordBlock records, int at, int length, int row, SourcePlace place)
    {
        try
        {
            var reader = new Utf8JsonReader(records.Buffer.AsSpan(at, length));
            reader.Read();
            if (reader.TokenType != JsonTokenType.StartObject)
                throw FaultException.Misconfigured($"found {Words(reader.TokenType)}, expected an object such as {{\"age\": 42}}", place);
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                int column = ColumnOf(reader.GetString()!, row, place);
                reader.Read();
                ReadValue(ref reader, records.Buffer, at, row, column, place);
            }

            reader.Read();
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw FaultException.Misconfigured("found a line that is not JSON, expected one object", place);
        }
    }

    private void ReadValue(ref Utf8JsonReader reader, byte[] buffer, int at, int row, int column, SourcePlace place)
    {
        int start = at + (int)reader.TokenStartIndex;
        switch (reader.TokenType)
        {
            case JsonTokenType.Null:
                break;
            case JsonTokenType.String when reader.ValueIsEscaped:
                // What is unescaped is never longer than what stood there.
                byte[] text = Encoding.UTF8.GetBytes(reader.GetString()!);
                text.CopyTo(buffer, start);
                found[column].Add((row, start, start + text.Length));
                break;
            case JsonTokenType.String:
                found[column].Add((row, start + 1, start + 1 + reader.ValueSpan.Length));
                break;
            case JsonTokenType.Number or JsonTokenType.True or JsonTokenType.False:
                found[column].Add((row, start, start + reader.ValueSpan.Length));
                break;
            default:
                throw FaultException.Misconfigured(
                    $"found {Words(reader.TokenType)} for '{InertText.Of(names[column])}', expected text, a number, true, false or null", place);
        }
    }

    private int ColumnOf(string name, int row, SourcePlace place)
    {
        if (!columns.TryGetValue(name, out int column))
        {
            column = names.Count;
            names.Add(name);
            found.Add([]);
            columns.Add(name, column);
            if (column >= lastRow.Length)
            {
                int known = lastRow.Length;
                Array.Resize(ref lastRow, Math.Max(16, 2 * known));
                lastRow.AsSpan(known).Fill(-1);
            }
        }

        if (lastRow[column] == row)
            throw FaultException.Misconfigured($"found '{InertText.Of(name)}' twice in a row, expected each name once", place);
        lastRow[column] = row;
        return column;
    }

    private static string Words(JsonTokenType token) => token switch
    {
        JsonTokenType.StartArray => "a list",
        JsonTokenType.StartObject => "an object",
        JsonTokenType.String => "a text",
        JsonTokenType.Number => "a number",
        _ => "no object",
    };
}
