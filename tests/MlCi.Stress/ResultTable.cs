using System.Text;

namespace MlCi.Stress;

/// <summary>One case of a simulation: its name and a claim for each column.</summary>
public sealed record ResultRow(string Name, params IReadOnlyList<Claim> Claims)
{
    public bool Holds => Claims.All(claim => claim.Holds);
}

/// <summary>What a simulation found: shares in percent, with their bounds.</summary>
/// <param name="Title">What was simulated.</param>
/// <param name="Columns">What the claims of each row are about.</param>
/// <param name="Rows">The cases.</param>
public sealed record ResultTable(string Title, IReadOnlyList<string> Columns, IReadOnlyList<ResultRow> Rows)
{
    /// <summary>The cases that broke a bound.</summary>
    public IReadOnlyList<ResultRow> Broken => [.. Rows.Where(row => !row.Holds)];

    public override string ToString()
    {
        string[][] cells = [["", .. Columns], .. Rows.Select(row => (string[])[row.Name, .. row.Claims.Select(claim => $"{claim}")])];
        int[] widths = [.. Enumerable.Range(0, Columns.Count + 1).Select(column => cells.Max(row => row[column].Length))];
        var text = new StringBuilder(Title).Append('\n');
        foreach (string[] row in cells)
            text.Append("  ").Append(string.Join("  ", row.Zip(widths, (cell, width) => cell.PadRight(width))).TrimEnd()).Append('\n');
        return text.ToString();
    }
}
