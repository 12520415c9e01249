using MlCi.Data;
using MlCi.Findings;

namespace MlCi.Schemas;

/// <summary>Checks a table against its schema: each distinct value once, then one pass over the codes.</summary>
public static class SchemaCheck
{
    /// <summary>What is wrong with a table.</summary>
    /// <param name="schema">The contract.</param>
    /// <param name="table">The rows.</param>
    /// <returns>A finding for each column and keyword that some rows break, in the schema's order; none where all is well.</returns>
    /// <exception cref="FaultException">Required columns are absent; each is listed (exit 2).</exception>
    public static IReadOnlyList<Finding> Check(RowSchema schema, Table table)
    {
        Fault[] absent =
        [
            .. schema.Columns.Where(column => column.IsRequired && table.Find(column.Name) is null).Select(column => new Fault(
                $"found no column '{column.Name}', expected it as {schema.File}:{column.Place.Line} requires; the file has {string.Join(", ", table.Columns.Select(c => c.Name))}",
                new SourcePlace(table.File, 1))),
        ];
        if (absent.Length > 0)
            throw FaultException.Misconfigured(absent);

        List<Finding> findings = [];
        if (!schema.AllowsOtherColumns)
        {
            findings.AddRange(table.Columns.Where(column => schema.Find(column.Name) is null).Select(column => new Finding(
                "additionalProperties", table.File, column.Name, $"only the columns of {schema.File}", table.RowCount, table.RowCount,
                [new Sighting(1, column.Name)], schema.OtherColumnsPlace)));
        }

        foreach (ColumnSchema rules in schema.Columns)
        {
            if (table.Find(rules.Name) is not { } column)
                continue;
            CheckMissing(rules, column, table, findings);
            CheckCells(rules, column, table, findings);
            if (rules.IsUnique)
                CheckUnique("x-unique", column, table, rules.Place, findings);
        }

        return findings;
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

        collector.AddTo(findings, rule, "each value in one row only", place);
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

    private static void CheckMissing(ColumnSchema rules, Column column, Table table, List<Finding> findings)
    {
        if (rules.AllowsMissing)
            return;
        var collector = new SightingCollector(table, column);
        for (int row = 0; row < column.RowCount; row++)
        {
            if (column.Codes[row] < 0)
                collector.Add(row);
        }

        collector.AddTo(findings, "null", rules.Types.Words(), rules.Place);
    }

    private static void CheckCells(ColumnSchema rules, Column column, Table table, List<Finding> findings)
    {
        bool[] settled = new bool[column.Levels.Count];
        foreach (CellRule rule in rules.Rules)
        {
            bool[] broken = new bool[column.Levels.Count];
            bool any = false;
            for (int level = 0; level < broken.Length; level++)
            {
                if (settled[level])
                    continue;
                broken[level] = !rule.Holds(new Cell(column.Levels[level], column.NumbersOfLevels[level]));
                // A value of the wrong type is told once: its other keywords would only repeat it.
                settled[level] = broken[level] && rule.Keyword == "type";
                any |= broken[level];
            }

            if (!any)
                continue;
            var collector = new SightingCollector(table, column);
            for (int row = 0; row < column.RowCount; row++)
            {
                if (column.Codes[row] is >= 0 and var code && broken[code])
                    collector.Add(row);
            }

            collector.AddTo(findings, rule.Keyword, rule.Expected, rule.Place);
        }
    }

    /// <summary>Counts all rows that break a rule and keeps the first few.</summary>
    private sealed class SightingCollector(Table table, Column column)
    {
        private readonly List<Sighting> first = [];
        private long count;

        public void Add(int row)
        {
            if (first.Count < Finding.MaximumListed)
                first.Add(new Sighting(table.Line(row), column.Text(row)));
            count++;
        }

        public void AddTo(ICollection<Finding> findings, string rule, string expected, SourcePlace place)
        {
            if (count > 0)
                findings.Add(new Finding(rule, table.File, column.Name, expected, count, table.RowCount, first, place));
        }
    }
}
