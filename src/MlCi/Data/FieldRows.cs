using System.Buffers;
using System.Text;

namespace MlCi.Data;

/// <summary>
/// Rows whose fields are found one by one in a buffer, as a server finds them in a request. They are read as the same fields of a
/// file would be, to the same bits, and without the room that a file's columns take. It serves one request after the other, one at a time.
/// </summary>
public sealed class FieldRows
{
    /// <summary>How many bytes the buffer has before the first field and behind the last.</summary>
    public const int Slack = RecordBlock.Slack;

    // Where a field ends that has no value, and one that nobody told of.
    private const int NoValue = -1;
    private const int Untold = -2;

    private readonly string[] names;
    private readonly int[][] starts;
    private readonly int[][] ends;
    private readonly int[] told;
    private readonly int[] missing;
    private readonly Rooms rooms = new(isReused: true);
    private readonly NumberParser numbers;
    private byte[] buffer = [];
    private int[] lines = [];

    /// <summary>Makes room.</summary>
    /// <param name="names">The columns, each name once.</param>
    public FieldRows(IEnumerable<string> names)
    {
        this.names = [.. names];
        starts = Array.ConvertAll(this.names, _ => new int[1]);
        ends = Array.ConvertAll(this.names, _ => new int[1]);
        told = new int[this.names.Length];
        missing = new int[this.names.Length];
        numbers = new NumberParser(rooms);
    }

    /// <summary>How many rows there are.</summary>
    public int Count { get; private set; }

    /// <summary>For how many rows there is room: what a request has made grow may be given up after it.</summary>
    public int Capacity => names.Length == 0 ? 0 : ends[0].Length;

    /// <summary>Whether each column was told of in all rows or in none, so that the columns of all rows are those of each.</summary>
    public bool IsEven => Array.TrueForAll(told, count => count == 0 || count == Count);

    /// <summary>Begins anew; tables that were made before must not be looked at any more.</summary>
    /// <param name="bytes">UTF-8 with <see cref="Slack"/> bytes around.</param>
    public void Begin(byte[] bytes)
    {
        buffer = bytes;
        Count = 0;
        Array.Clear(told);
        Array.Clear(missing);
        rooms.Begin();
    }

    /// <summary>Adds a row of which nothing is known yet.</summary>
    /// <returns>Its number, from 0.</returns>
    public int AddRow()
    {
        if (Count == Capacity)
        {
            for (int i = 0; i < names.Length; i++)
            {
                Array.Resize(ref starts[i], 2 * Count);
                Array.Resize(ref ends[i], 2 * Count);
            }
        }

        foreach (int[] of in ends)
            of[Count] = Untold;
        return Count++;
    }

    /// <summary>Whether a field was told of already.</summary>
    public bool IsTold(int column, int row) => ends[column][row] != Untold;

    /// <summary>Tells where a field stands.</summary>
    public void Set(int column, int row, int start, int end)
    {
        told[column] += IsTold(column, row) ? 0 : 1;
        (starts[column][row], ends[column][row]) = (start, end);
    }

    /// <summary>Tells that a field has no value.</summary>
    public void SetMissing(int column, int row)
    {
        Set(column, row, 0, NoValue);
        missing[column]++;
    }

    /// <summary>The rows with those columns that any row was told of.</summary>
    /// <param name="name">What to call them in messages.</param>
    public Table ToTable(string name)
    {
        // One room for all columns: each would get its own otherwise.
        rooms.Numbers.Take(Count * names.Length, isLast: true, out _);
        rooms.Begin();
        List<Column> columns = new(names.Length);
        for (int i = 0; i < names.Length; i++)
        {
            if (told[i] > 0)
                columns.Add(Read(i, 0, Count));
        }

        if (lines.Length != Count)
            lines = [.. Enumerable.Range(1, Count)];
        return new Table(name, columns, lines);
    }

    /// <summary>The same rows with all columns; those that no row was told of have no values.</summary>
    public Table WithAllColumns(Table table)
    {
        if (table.Columns.Count == names.Length)
            return table;
        return table.With([.. names.Select(name => table.Find(name) ?? new Column(name, [new MissingSegment(Count)]))]);
    }

    /// <summary>One of the rows, with only those columns that it was told of. Tables that were made before must not be looked at any more.</summary>
    /// <param name="name">What to call it in messages.</param>
    /// <param name="row">The row, from 0.</param>
    public Table RowOf(string name, int row)
    {
        rooms.Begin();
        return new Table(name, [.. Enumerable.Range(0, names.Length).Where(column => IsTold(column, row)).Select(column => Read(column, row, 1))], [row + 1]);
    }

    /// <summary>In how many rows a column has no value.</summary>
    public int MissingCount(int column) => Count - told[column] + missing[column];

    /// <summary>The text of a field; null where it has no value.</summary>
    public string? Text(int column, int row) => ends[column][row] < 0 ? null : Encoding.UTF8.GetString(Bytes(column, row));

    private ReadOnlySpan<byte> Bytes(int column, int row) => buffer.AsSpan(starts[column][row], ends[column][row] - starts[column][row]);

    private Column Read(int column, int first, int count)
    {
        var fields = new ColumnFields(buffer, starts[column].AsSpan(first, count), ends[column].AsSpan(first, count), 1, count);
        if (numbers.Parse(fields, isLast: true) is { } segment)
            return new Column(names[column], [segment]);
        // A single value that is no number is a text: one without a value were a column of numbers.
        return count == 1 ? new Column(names[column], [Text(column, first)!], [0]) : Coded(column);
    }

    private Column Coded(int column)
    {
        int[] codes = new int[Count];
        Dictionary<string, int> known = new(StringComparer.Ordinal);
        Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> lookup = known.GetAlternateLookup<ReadOnlySpan<char>>();
        List<string> levels = [];
        char[] decoded = ArrayPool<char>.Shared.Rent(256);
        for (int row = 0; row < codes.Length; row++)
        {
            codes[row] = -1;
            if (ends[column][row] < 0)
                continue;
            ReadOnlySpan<byte> bytes = Bytes(column, row);
            if (bytes.Length > decoded.Length)
            {
                ArrayPool<char>.Shared.Return(decoded);
                decoded = ArrayPool<char>.Shared.Rent(bytes.Length);
            }

            ReadOnlySpan<char> text = decoded.AsSpan(0, Encoding.UTF8.GetChars(bytes, decoded));
            if (!lookup.TryGetValue(text, out codes[row]))
            {
                codes[row] = levels.Count;
                levels.Add(text.ToString());
                known.Add(levels[^1], codes[row]);
            }
        }

        ArrayPool<char>.Shared.Return(decoded);
        return new Column(names[column], [.. levels], codes);
    }
}
