namespace MlCi.Statistics;

/// <summary>The rows of each group, one after another in one column.</summary>
public sealed class GroupedRows
{
    private readonly int[] rows;
    private readonly int[] starts;

    private GroupedRows(int[] rows, int[] starts)
    {
        this.rows = rows;
        this.starts = starts;
    }

    /// <summary>Brings the rows of each group together.</summary>
    /// <param name="groups">The groups, or null: all rows are one group.</param>
    /// <param name="count">The number of rows.</param>
    public static GroupedRows Of(RowGroups? groups, int count)
    {
        if (groups is null)
            return new GroupedRows([.. Enumerable.Range(0, count)], [0, count]);

        ReadOnlySpan<int> codes = groups.Codes;
        int[] begins = new int[groups.Count + 1];
        foreach (int code in codes)
        {
            if (code >= 0)
                begins[code + 1]++;
        }

        for (int group = 0; group < groups.Count; group++)
            begins[group + 1] += begins[group];
        int[] next = begins[..^1];
        int[] grouped = new int[begins[^1]];
        for (int row = 0; row < count; row++)
        {
            if (codes[row] >= 0)
                grouped[next[codes[row]]++] = row;
        }

        return new GroupedRows(grouped, begins);
    }

    /// <summary>The 0-based rows of a group.</summary>
    /// <param name="group">The index of the group.</param>
    public ReadOnlySpan<int> Of(int group) => rows.AsSpan(starts[group]..starts[group + 1]);
}
