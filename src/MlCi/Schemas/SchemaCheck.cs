using MlCi.Data;
using MlCi.Findings;

namespace MlCi.Schemas;

/// <summary>Checks a table against its schema.</summary>
public static class SchemaCheck
{
    /// <summary>What is expected of a key, in words.</summary>
    internal const string EachOnce = "each value in one row only";

    /// <summary>What is wrong with a table.</summary>
    /// <param name="schema">The contract.</param>
    /// <param name="table">The rows.</param>
    /// <returns>A finding for each column and keyword that some rows break, in the schema's order; none where all is well.</returns>
    /// <exception cref="FaultException">Required columns are absent, each is listed; or a pattern backtracks without end (exit 2).</exception>
    public static IReadOnlyList<Finding> Check(RowSchema schema, Table table) => Tally(schema, table).Findings(column =>
    {
        List<Finding> repeated = [];
        if (table.Find(column.Name) is { } values)
            CheckUnique("x-unique", values, table, column.Place, repeated);
        return repeated.FirstOrDefault();
    });

    /// <summary>Counts what is wrong with a run of rows. Runs may be counted on different threads and added up.</summary>
    /// <param name="schema">The contract.</param>
    /// <param name="table">Rows that follow each other, with the lines that they start on in their file.</param>
    /// <param name="shown">What to call the file, or the files that the rows are of; that of the table if not given.</param>
    /// <returns>The counts of all rules but <c>x-unique</c>, which needs all rows.</returns>
    /// <exception cref="FaultException">Required columns are absent, each is listed; or a pattern backtracks without end (exit 2).</exception>
    public static SchemaTally Tally(RowSchema schema, Table table, string? shown = null)
    {
        RequireColumns(schema, [.. table.Columns.Select(column => column.Name)], table.File);
        var tally = new SchemaTally(schema, table, shown ?? table.File);
        foreach (ColumnSchema rules in schema.Columns)
        {
            if (table.Find(rules.Name) is { } column)
                ColumnCheck.Count(rules, column, table, tally.Of(rules));
        }

        RowCheck.Count(schema.RowRules, table, tally.OfRows);
        return tally;
    }

    /// <summary>Sees that a file has the columns that it must have.</summary>
    /// <param name="schema">The contract.</param>
    /// <param name="columns">Those that it has, in their order.</param>
    /// <param name="file">The file, as the user would type it.</param>
    /// <exception cref="FaultException">Some are absent, each is listed (exit 2).</exception>
    internal static void RequireColumns(RowSchema schema, string[] columns, string file)
    {
        Fault[] absent =
        [
            .. schema.Columns.Where(column => column.IsRequired && !columns.Contains(column.Name, StringComparer.Ordinal)).Select(column => new Fault(
                $"found no column '{column.Name}', expected it as {schema.File}:{column.Place.Line} requires; the file has {string.Join(", ", columns)}",
                new SourcePlace(file, 1))),
        ];
        if (absent.Length > 0)
            throw FaultException.Misconfigured(absent);
    }

    /// <summary>Finds rows whose value stands in an earlier row too, or is missing: a key must be neither.</summary>
    /// <param name="rule">The rule's name for the finding.</param>
    /// <param name="column">The key.</param>
    /// <param name="table">Its table.</param>
    /// <param name="place">Where the rule stands.</param>
    /// <param name="findings">Where findings are added.</param>
    public static void CheckUnique(string rule, Column column, Table table, SourcePlace place, ICollection<Finding> findings)
    {
        bool[] seen = new bool[column.Levels.Count];
        var collector = new SightingCollector(table, column);
        for (int row = 0; row < column.RowCount; row++)
        {
            int code = column.Codes[row];
            if (code < 0 || seen[code])
                collector.Add(row);
            else
                seen[code] = true;
        }

        collector.AddTo(findings, rule, EachOnce, place);
    }

    /// <summary>Finds rows that break a rule which is not of schema.json.</summary>
    /// <param name="rule">The rule's name for the finding.</param>
    /// <param name="column">The column.</param>
    /// <param name="table">Its table.</param>
    /// <param name="holds">Whether a 0-based row meets the rule.</param>
    /// <param name="expected">What was expected, in words.</param>
    /// <param name="place">Where the rule stands.</param>
    /// <param name="findings">Where findings are added.</param>
    public static void CheckEach(
        string rule, Column column, Table table, Func<int, bool> holds, string expected, SourcePlace place, ICollection<Finding> findings)
    {
        var collector = new SightingCollector(table, column);
        for (int row = 0; row < column.RowCount; row++)
        {
            if (!holds(row))
                collector.Add(row);
        }

        collector.AddTo(findings, rule, expected, place);
    }

    /// <summary>Counts all rows that break a rule and keeps the first few.</summary>
    private sealed class SightingCollector(Table table, Column column)
    {
        private readonly List<Sighting> first = [];
        private long count;

        public void Add(int row)
        {
            if (first.Count < Finding.MaximumListed)
                first.Add(new Sighting(table.Line(row), column.Text(row)) { File = table.FileOf(row) == table.File ? null : table.FileOf(row) });
            count++;
        }

        public void AddTo(ICollection<Finding> findings, string rule, string expected, SourcePlace place)
        {
            if (count > 0)
                findings.Add(new Finding(rule, table.File, column.Name, expected, count, table.RowCount, first, place));
        }
    }
}
