using MlCi.Findings;

namespace MlCi.Data;

/// <summary>The rows of a block of CSV: where their fields lie, and on which lines they start.</summary>
internal sealed class DelimitedRows(string[] names, char delimiter, string file) : IBlockRows
{
    private readonly FieldMarks marks = new((byte)delimiter);
    private int[] starts = [];
    private int[] ends = [];
    private readonly int columns = names.Length;
    private bool isEven;
    private RecordBlock? block;

    /// <inheritdoc/>
    public IReadOnlyList<string> Names => names;

    /// <inheritdoc/>
    public int Count { get; private set; }

    /// <inheritdoc/>
    public int[]? Lines { get; private set; }

    /// <inheritdoc/>
    public RaggedRows? Ragged { get; private set; }

    /// <inheritdoc/>
    public void Find(RecordBlock records)
    {
        block = records;
        Ragged = null;
        Lines = null;
        marks.Find(records);
        isEven = !records.HasQuotes && IsEven(records);
        Count = marks.Lines;
        if (!isEven)
            FindEach(records);
    }

    /// <inheritdoc/>
    public ColumnFields Column(int column) => (isEven, Count) switch
    {
        (_, 0) => new ColumnFields(block!.Buffer, [], [], columns, 0),
        (true, _) => new ColumnFields(block!.Buffer, marks.Places, column, columns, Count, block.HasReturns),
        _ => new ColumnFields(block!.Buffer, starts.AsSpan(column), ends.AsSpan(column), columns, Count),
    };

    // Whether each line has as many fields as the header: then the marks alone say where each field lies.
    private bool IsEven(RecordBlock records)
    {
        if (marks.Count != marks.Lines * (long)columns)
            return false;
        ReadOnlySpan<int> places = marks.Places;
        for (int at = columns; at < places.Length; at += columns)
        {
            if (records.Buffer[places[at]] == delimiter)
                return false;
        }

        return true;
    }

    private void FindEach(RecordBlock records)
    {
        if (marks.IsOpen)
            throw Misplaced(records);
        int fields = checked(marks.Lines * columns);
        if (starts.Length < fields)
            (starts, ends) = (new int[fields], new int[fields]);
        int[] lines = new int[marks.Lines];
        var walk = new FieldWalk(records);
        RaggedRows ragged = new(file, columns);
        List<int> escaped = [];
        Count = 0;
        ReadOnlySpan<int> places = marks.Places;
        for (int first = 0; first < marks.Count;)
        {
            int after = first + 1;
            while (records.Buffer[places[after]] == delimiter)
                after++;
            int count = after - first;
            int line = walk.Line;
            int row = Count * columns;
            for (int i = 0; i < count; i++)
            {
                bool isLast = i == count - 1;
                (int start, int end, bool isEscaped) = walk.Field(places[first + i] + 1, places[first + i + 1], isLast);
                if (i >= columns)
                    continue;
                (starts[row + i], ends[row + i]) = (start, end);
                if (isEscaped)
                    escaped.Add(row + i);
            }

            // A blank line is no row, unless the table has one column, where it is a missing value.
            bool isBlank = count == 1 && columns > 1 && ends[row] < starts[row];
            if (count == columns)
                lines[Count++] = line;
            else if (!isBlank)
                ragged.Add(records.FirstLine + line, count);
            walk.EndLine();
            first = after;
        }

        if (walk.Quotes != (records.HasQuotes ? records.Bytes.Count((byte)'"') : 0))
            throw Misplaced(records);
        foreach (int field in escaped.Where(field => field < Count * columns))
            ends[field] = FieldWalk.Unescape(records.Buffer, starts[field], ends[field]);
        Lines = lines;
        Ragged = ragged.Count > 0 ? ragged : null;
    }

    // The first misplaced quote, told as whoever reads character by character sees it.
    private FaultException Misplaced(RecordBlock records)
    {
        string text = CsvReader.Decode(records.Bytes, file, records.Offset, records.FirstLine);
        var fields = new CsvFields(text, file, delimiter, records.FirstLine);
        try
        {
            while (fields.ReadRow())
            {
            }
        }
        catch (FaultException e)
        {
            return e;
        }

        throw new InvalidOperationException($"the quotes of {file} from line {records.FirstLine} on are told in two ways");
    }
}
