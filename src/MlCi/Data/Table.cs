using System.Diagnostics.CodeAnalysis;
using MlCi.Findings;

namespace MlCi.Data;

/// <summary>Rows and named columns, read whole into memory.</summary>
[SuppressMessage("Naming", "CA1710:Identifiers should have correct suffix", Justification = "A table is a table.")]
public sealed class Table
{
    private readonly Dictionary<string, Column> byName;
    private readonly RowLines lines;

    /// <summary>Makes a table.</summary>
    /// <param name="file">The file that it was read from, as the user would type it.</param>
    /// <param name="columns">Columns of equal length and different names.</param>
    /// <param name="lines">For each row the 1-based line on which it starts in the file.</param>
    public Table(string file, IReadOnlyList<Column> columns, int[] lines)
        : this(file, columns, new RowLines(file, lines))
    {
    }

    internal Table(string file, IReadOnlyList<Column> columns, RowLines lines)
    {
        File = file;
        Columns = columns;
        this.lines = lines;
        byName = columns.ToDictionary(column => column.Name, StringComparer.Ordinal);
    }

    /// <summary>The file that the table was read from.</summary>
    public string File { get; }

    /// <summary>The columns, in the order of the file.</summary>
    public IReadOnlyList<Column> Columns { get; }

    /// <summary>The number of rows.</summary>
    public int RowCount => lines.Count;

    /// <summary>A column by its name.</summary>
    /// <param name="name">The name, case-sensitive.</param>
    /// <exception cref="FaultException">There is no such column (exit 2).</exception>
    public Column Column(string name) => Find(name) ?? throw FaultException.Misconfigured(
        $"column '{name}' not found, expected one of {string.Join(", ", Columns.Select(column => column.Name))}",
        new SourcePlace(File, 1));

    /// <summary>A column by its name, or null.</summary>
    /// <param name="name">The name, case-sensitive.</param>
    public Column? Find(string name) => byName.GetValueOrDefault(name);

    /// <summary>The 1-based line of the file on which a row starts.</summary>
    /// <param name="row">The 0-based row.</param>
    public int Line(int row) => lines.Line(row);

    /// <summary>The file that a row was read from: <see cref="File"/>, unless the table was read from several.</summary>
    /// <param name="row">The 0-based row.</param>
    public string FileOf(int row) => lines.File(row);

    /// <summary>The same rows with other columns.</summary>
    /// <param name="columns">Columns of as many rows and different names.</param>
    public Table With(IReadOnlyList<Column> columns) => new(File, columns, lines);

    /// <summary>Some of the rows, in the given order.</summary>
    /// <param name="rows">0-based rows.</param>
    public Table Take(int[] rows) => new(File, [.. Columns.Select(column => column.Take(rows))], lines.Take(rows));

    /// <summary>The table without one column; its rows are shared, not copied.</summary>
    /// <param name="name">The column to leave out; a name that is not there changes nothing.</param>
    public Table Without(string name) => new(File, [.. Columns.Where(column => column.Name != name)], lines);
}
