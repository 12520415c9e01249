namespace MlCi.Data;

/// <summary>The rows of a block of CSV: where their fields lie, and on which lines they start.</summary>
internal sealed class DelimitedRows(string[] names, char delimiter, string file) : IBlockRows
{
    private readonly FieldMarks marks = new((byte)delimiter);
    private readonly int columns = names.Length;
    private readonly List<int> lines = [];
    private int[] starts = [];
    private int[] ends = [];
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
        isEven = !records.HasQuotes && IsEven(records);
        if (isEven)
            Count = marks.Lines;
        else
            Walk(records);
    }

    /// <inheritdoc/>
    public bool IsMissing(int column) => false;

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
        marks.Find(records);
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

    private void Walk(RecordBlock records)
    {
        var walk = new RowWalk(records, delimiter, file);
        RaggedRows ragged = new(file, columns);
        lines.Clear();
        int next = 0;
        while (walk.Next())
        {
            // A blank line is no row, unless the table has one column, where it is a missing value.
            if (walk.Fields.Length != columns)
            {
                if (!walk.IsBlank)
                    ragged.Add(records.FirstLine + walk.Line, walk.Fields.Length);
                continue;
            }

            if (starts.Length < next + columns)
            {
                Array.Resize(ref starts, Math.Max(2 * starts.Length, next + columns));
                Array.Resize(ref ends, starts.Length);
            }

            foreach ((int start, int end) in walk.Fields)
                (starts[next], ends[next++]) = (start, end);
            lines.Add(walk.Line);
        }

        Count = lines.Count;
        Lines = [.. lines];
        Ragged = ragged.Count > 0 ? ragged : null;
    }
}
