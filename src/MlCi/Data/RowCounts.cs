using MlCi.Findings;

namespace MlCi.Data;

/// <summary>
/// Rows of some columns without their order: each different row once, with the number of times that it occurs, sorted. The same
/// rows in another order are the same, and of two sets the counts add up, so that nothing is lost where one is taken in parts.
/// </summary>
/// <param name="Columns">The columns: values and codes of the different rows, the values used and in ordinal order.</param>
/// <param name="Counts">For each different row how often it occurs, at least once.</param>
public sealed record RowCounts(IReadOnlyList<Column> Columns, IReadOnlyList<long> Counts)
{
    /// <summary>How many rows there are, counted as often as they occur.</summary>
    public long Rows => Counts.Sum();

    /// <summary>Counts the rows of a table.</summary>
    /// <param name="table">The rows.</param>
    public static RowCounts Of(Table table)
    {
        (string[] Levels, int[] Codes)[] columns = [.. table.Columns.Select(Sorted)];
        int[] order = Order(columns, table.RowCount);
        List<int> first = [];
        List<long> counts = [];
        foreach (int row in order)
        {
            if (first.Count > 0 && AreEqual(columns, row, first[^1]))
            {
                counts[^1]++;
                continue;
            }

            first.Add(row);
            counts.Add(1);
        }

        return new RowCounts([.. table.Columns.Select((column, i) => new Column(column.Name, columns[i].Levels, [.. first.Select(row => columns[i].Codes[row])]))], counts);
    }

    /// <summary>One table of the rows of all parts, each as often as it occurs.</summary>
    /// <param name="parts">At least one; all have the same columns. Each is asked for when the one before is done with.</param>
    /// <param name="rows">The rows of all of them.</param>
    /// <param name="file">Where they come from, for messages.</param>
    /// <exception cref="FaultException">There are more rows than a table can hold, or the columns are not the same (exit 2).</exception>
    public static Table ToTable(IEnumerable<RowCounts> parts, long rows, string file)
    {
        if (rows > Array.MaxLength)
            throw FaultException.Misconfigured($"found {Numerals.Count(rows)} rows, expected at most {Numerals.Count(Array.MaxLength)}");
        JoinedColumn[]? columns = null;
        foreach (RowCounts part in parts)
        {
            columns ??= [.. part.Columns.Select(column => new JoinedColumn(column.Name, (int)rows))];
            if (!columns.Select(column => column.Name).SequenceEqual(part.Columns.Select(column => column.Name)))
            {
                throw FaultException.Misconfigured(
                    $"found columns {string.Join(", ", part.Columns.Select(column => column.Name))} in one part and {string.Join(", ", columns.Select(column => column.Name))} in another, expected the same in the same order");
            }

            foreach ((JoinedColumn joined, Column column) in columns.Zip(part.Columns))
                joined.Add(column, part.Counts);
        }

        int[] lines = new int[rows];
        Array.Fill(lines, 1);
        return new Table(file, [.. columns!.Select(column => column.Build())], lines);
    }

    private sealed class JoinedColumn(string name, int rows)
    {
        private readonly Dictionary<string, int> known = new(StringComparer.Ordinal);
        private readonly List<string> levels = [];
        private readonly int[] codes = new int[rows];
        private int at;

        public string Name => name;

        public void Add(Column column, IReadOnlyList<long> counts)
        {
            int[] joined = new int[column.Levels.Count];
            for (int level = 0; level < joined.Length; level++)
            {
                if (known.TryGetValue(column.Levels[level], out joined[level]))
                    continue;
                known.Add(column.Levels[level], joined[level] = levels.Count);
                levels.Add(column.Levels[level]);
            }

            for (int row = 0; row < column.RowCount; row++)
            {
                int count = (int)counts[row];
                codes.AsSpan(at, count).Fill(column.Codes[row] < 0 ? -1 : joined[column.Codes[row]]);
                at += count;
            }
        }

        public Column Build() => new(name, [.. levels], codes);
    }

    private static bool AreEqual((string[] Levels, int[] Codes)[] columns, int row, int other)
    {
        foreach ((_, int[] codes) in columns)
        {
            if (codes[row] != codes[other])
                return false;
        }

        return true;
    }

    // The values that occur, in ordinal order, with the codes that they then have.
    private static (string[] Levels, int[] Codes) Sorted(Column column)
    {
        bool[] used = new bool[column.Levels.Count];
        foreach (int code in column.Codes)
        {
            if (code >= 0)
                used[code] = true;
        }

        string[] levels = [.. column.Levels.Where((_, level) => used[level])];
        int[] old = [.. Enumerable.Range(0, used.Length).Where(level => used[level])];
        Array.Sort(levels, old, StringComparer.Ordinal);
        int[] rank = new int[used.Length];
        for (int i = 0; i < old.Length; i++)
            rank[old[i]] = i;
        int[] codes = column.Codes.ToArray();
        for (int row = 0; row < codes.Length; row++)
            codes[row] = codes[row] < 0 ? -1 : rank[codes[row]];
        return (levels, codes);
    }

    // Sorted by one column after another, from the last: each time by counting, which keeps the order of equals.
    private static int[] Order((string[] Levels, int[] Codes)[] columns, int rows)
    {
        int[] order = [.. Enumerable.Range(0, rows)];
        int[] next = new int[rows];
        foreach ((string[] levels, int[] codes) in columns.Reverse())
        {
            int[] begins = new int[levels.Length + 2];
            foreach (int code in codes)
                begins[code + 2]++;
            for (int i = 1; i < begins.Length; i++)
                begins[i] += begins[i - 1];
            foreach (int row in order)
                next[begins[codes[row] + 1]++] = row;
            (order, next) = (next, order);
        }

        return order;
    }
}
