using MlCi.Data;
using MlCi.Findings;

namespace MlCi.Schemas;

/// <summary>
/// Reads files and checks them against a schema at once, in memory that does not grow with them, except by what it takes to
/// know each value of a column that is to be unique (16 bytes a row).
/// </summary>
public static class SchemaScan
{
    /// <summary>What is wrong with files of rows.</summary>
    /// <param name="schema">The contract.</param>
    /// <param name="sources">The files, which are one table.</param>
    /// <param name="shown">What to call them together.</param>
    /// <exception cref="FaultException">A file cannot be read, or lacks a column that is required (exit 2).</exception>
    public static SchemaResult Check(RowSchema schema, IReadOnlyList<RowSource> sources, string shown)
    {
        // A line of JSON has the members that it has: which columns there are is known at the end.
        if (sources.Any(source => source.Form.Format == RowFormat.JsonLines))
        {
            Table table = TableReader.Read(sources, shown);
            return new SchemaResult(SchemaCheck.Check(schema, table), table.RowCount, table.Columns.Count);
        }

        ColumnSchema[] unique = [.. schema.Columns.Where(column => column.IsUnique)];
        Dictionary<ColumnSchema, Repeats> repeats = unique.ToDictionary(column => column, _ => new Repeats());
        SchemaTally? tally = null;
        int columns = 0;
        TableReader.Scan(
            sources,
            run => (Tally: SchemaCheck.Tally(schema, run, shown), run.Columns.Count, Lines: run.With([]), Keys: Array.ConvertAll(unique, column => UniqueKeys.Of(run.Find(column.Name)))),
            one =>
            {
                for (int i = 0; i < unique.Length; i++)
                    repeats[unique[i]].Add(one.Keys[i], one.Lines);
                columns = one.Count;
                if (tally is null)
                    tally = one.Tally;
                else
                    tally.Add(one.Tally);
            });
        return new SchemaResult(tally!.Findings(column => repeats[column].ToFinding(column, shown, tally.Rows)), tally.Rows, columns);
    }

    private sealed class Repeats
    {
        private readonly HashSet<UInt128> seen = [];
        private readonly RuleTally tally = new();

        public void Add(UniqueKeys keys, Table lines)
        {
            for (int row = 0; row < keys.Count; row++)
            {
                if (keys[row] == 0 || !seen.Add(keys[row]))
                    AddTo(tally, keys, lines, row);
            }
        }

        private static void AddTo(RuleTally tally, UniqueKeys keys, Table lines, int row) => tally.Add(lines, row, () => keys.Text(row));

        public Finding? ToFinding(ColumnSchema column, string shown, long rows) => tally.Count == 0 ? null
            : new Finding("x-unique", shown, column.Name, SchemaCheck.EachOnce, tally.Count, rows, tally.SightingsIn(shown), column.Place);
    }
}

/// <summary>What came of a check.</summary>
/// <param name="Findings">A finding for each rule that some rows break; none where all is well.</param>
/// <param name="Rows">How many rows there are.</param>
/// <param name="Columns">How many columns there are.</param>
public sealed record SchemaResult(IReadOnlyList<Finding> Findings, long Rows, int Columns);
