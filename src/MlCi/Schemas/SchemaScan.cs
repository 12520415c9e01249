using MlCi.Data;
using MlCi.Findings;

namespace MlCi.Schemas;

/// <summary>
/// Reads files and checks them against a schema at once, in memory that does not grow with them, except by what it takes to
/// know each value of a column that is to be unique (16 bytes a row), in whichever of the files. JSON Lines are read whole.
/// </summary>
/// <param name="schema">The contract.</param>
public sealed class SchemaScan(RowSchema schema)
{
    private readonly ColumnSchema[] unique = [.. schema.Columns.Where(column => column.IsUnique)];
    private readonly Dictionary<ColumnSchema, Repeats> repeats = schema.Columns.Where(column => column.IsUnique).ToDictionary(column => column, _ => new Repeats());

    /// <summary>What is wrong with a file.</summary>
    /// <param name="source">The file.</param>
    /// <exception cref="FaultException">It cannot be read, or lacks a column that is required (exit 2).</exception>
    public SchemaResult Check(RowSource source)
    {
        // A line of JSON has the members that it has: which columns there are is known at the end.
        return source.Form.Format == RowFormat.JsonLines ? Check(TableReader.Read(source)) : Check(source.File, take => TableReader.Scan([source], Look, take));
    }

    /// <summary>What is wrong with a table, as if its file were read now.</summary>
    /// <param name="table">All rows of the file.</param>
    /// <exception cref="FaultException">It lacks a column that is required (exit 2).</exception>
    public SchemaResult Check(Table table) => Check(table.File, take => take(Look(table)));

    private SchemaResult Check(string file, Action<Action<Looked>> read)
    {
        SchemaTally? tally = null;
        int columns = 0;
        read(Take);
        IReadOnlyList<Finding> findings = tally!.Findings(column => repeats[column].ToFinding(column, file, tally.Rows));
        return new SchemaResult(findings, tally.Rows, columns);

        void Take(Looked one)
        {
            for (int i = 0; i < unique.Length; i++)
                repeats[unique[i]].Add(one.Keys[i], one.Lines);
            columns = one.Columns;
            if (tally is null)
                tally = one.Tally;
            else
                tally.Add(one.Tally);
        }
    }

    private Looked Look(Table run) => new(
        SchemaCheck.Tally(schema, run), run.Columns.Count, run.With([]), Array.ConvertAll(unique, column => UniqueKeys.Of(run.Find(column.Name))));

    // What is kept of a run: of its columns nothing, as their memory is used again.
    private sealed record Looked(SchemaTally Tally, int Columns, Table Lines, UniqueKeys[] Keys);

    private sealed class Repeats
    {
        private readonly HashSet<UInt128> seen = [];
        private RuleTally tally = new();

        public void Add(UniqueKeys keys, Table lines)
        {
            for (int row = 0; row < keys.Count; row++)
            {
                if (keys[row] == 0 || !seen.Add(keys[row]))
                    AddTo(tally, keys, lines, row);
            }
        }

        public Finding? ToFinding(ColumnSchema column, string file, long rows)
        {
            RuleTally ofFile = tally;
            tally = new RuleTally();
            return ofFile.Count == 0 ? null
                : new Finding("x-unique", file, column.Name, SchemaCheck.EachOnce, ofFile.Count, rows, ofFile.SightingsIn(file), column.Place);
        }

        private static void AddTo(RuleTally tally, UniqueKeys keys, Table lines, int row) => tally.Add(lines, row, () => keys.Text(row));
    }
}

/// <summary>What came of a check.</summary>
/// <param name="Findings">A finding for each rule that some rows break; none where all is well.</param>
/// <param name="Rows">How many rows there are.</param>
/// <param name="Columns">How many columns there are.</param>
public sealed record SchemaResult(IReadOnlyList<Finding> Findings, long Rows, int Columns);
