using MlCi.Data;
using MlCi.Findings;

namespace MlCi.Schemas;

/// <summary>What the rules of a schema found wrong in a run of rows, to be added up over runs.</summary>
public sealed class SchemaTally
{
    private readonly RowSchema schema;
    private readonly string file;
    private string[] columns;
    private readonly Dictionary<ColumnSchema, RuleTally[]> ofColumns;
    private readonly RuleTally[] ofRows;

    internal SchemaTally(RowSchema schema, Table table, string file)
    {
        this.schema = schema;
        this.file = file;
        columns = [.. table.Columns.Select(column => column.Name)];
        Rows = table.RowCount;
        ofColumns = schema.Columns.ToDictionary(column => column, column => Empty(column.Rules.Count + 1));
        ofRows = Empty(schema.RowRules.Count);
    }

    /// <summary>The number of rows that were looked at.</summary>
    public long Rows { get; private set; }

    /// <summary>The tallies of the rules across columns.</summary>
    internal Span<RuleTally> OfRows => ofRows;

    /// <summary>Adds what was found in the rows that follow.</summary>
    /// <param name="next">Of the same schema.</param>
    public void Add(SchemaTally next)
    {
        if (next.schema != schema)
            throw new ArgumentException("the tallies are of different schemas", nameof(next));
        Rows += next.Rows;
        if (!next.columns.AsSpan().SequenceEqual(columns))
            columns = [.. columns.Union(next.columns, StringComparer.Ordinal)];
        foreach ((ColumnSchema column, RuleTally[] tallies) in ofColumns)
            Add(tallies, next.ofColumns[column]);
        Add(ofRows, next.ofRows);
    }

    /// <summary>A finding for each rule that some rows break, in the schema's order; none where all is well.</summary>
    /// <param name="repeated">For a column that is to be unique, the finding of its repeated values or null; by default <c>x-unique</c> is not looked at.</param>
    public IReadOnlyList<Finding> Findings(Func<ColumnSchema, Finding?>? repeated = null)
    {
        List<Finding> findings = [];
        if (!schema.AllowsOtherColumns)
        {
            findings.AddRange(columns.Where(column => schema.Find(column) is null).Select(column => new Finding(
                "additionalProperties", file, column, $"only the columns of {schema.File}", Rows, Rows, [new Sighting(1, column)], schema.OtherColumnsPlace)));
        }

        foreach (ColumnSchema column in schema.Columns)
        {
            RuleTally[] tallies = ofColumns[column];
            Find("null", column.Name, column.Types.Words(), tallies[0], column.Place);
            for (int i = 0; i < column.Rules.Count; i++)
                Find(column.Rules[i].Keyword, column.Name, column.Rules[i].Expected, tallies[i + 1], column.Rules[i].Place);
            if (column.IsUnique && repeated?.Invoke(column) is { } twice)
                findings.Add(twice);
        }

        foreach ((RowRule rule, RuleTally tally) in schema.RowRules.Zip(ofRows))
            Find(rule.Keyword, rule.Column?.Name, rule.Expected, tally, rule.Place);
        return findings;

        void Find(string rule, string? column, string expected, RuleTally tally, SourcePlace place)
        {
            if (tally.Count > 0)
                findings.Add(new Finding(rule, file, column, expected, tally.Count, Rows, tally.SightingsIn(file), place));
        }
    }

    /// <summary>The tallies of a column: of missing values, then of each of its rules.</summary>
    internal Span<RuleTally> Of(ColumnSchema column) => ofColumns[column];

    private static RuleTally[] Empty(int count) => [.. Enumerable.Range(0, count).Select(_ => new RuleTally())];

    private static void Add(RuleTally[] tallies, RuleTally[] next)
    {
        for (int i = 0; i < tallies.Length; i++)
            tallies[i].Add(next[i]);
    }
}

/// <summary>How many rows break a rule, and the first of them.</summary>
internal sealed class RuleTally
{
    private readonly List<Sighting> first = [];

    /// <summary>How many there are.</summary>
    public long Count { get; private set; }

    /// <summary>The first, at most <see cref="Finding.MaximumListed"/>, of a finding about a file or several.</summary>
    public IReadOnlyList<Sighting> SightingsIn(string file) => [.. first.Select(one => one.File == file ? one with { File = null } : one)];

    /// <summary>Counts a row; rows come in their order.</summary>
    public void Add(Table table, Column column, int row)
    {
        if (first.Count < Finding.MaximumListed)
            first.Add(new Sighting(table.Line(row), column.Text(row)) { File = table.FileOf(row) });
        Count++;
    }

    /// <summary>Counts a row whose value is asked for only where it is listed.</summary>
    public void Add(Table table, int row, Func<string?> value)
    {
        if (first.Count < Finding.MaximumListed)
            first.Add(new Sighting(table.Line(row), value()) { File = table.FileOf(row) });
        Count++;
    }

    /// <summary>Adds the count of the rows that follow.</summary>
    public void Add(RuleTally next)
    {
        first.AddRange(next.first.Take(Finding.MaximumListed - first.Count));
        Count += next.Count;
    }
}
