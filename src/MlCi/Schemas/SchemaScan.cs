using MlCi.Data;
using MlCi.Findings;

namespace MlCi.Schemas;

/// <summary>
/// Reads files and checks them against a schema at once, in memory that does not grow with them, except by what it takes to
/// know each value of a column that is to be unique (16 bytes a row), in whichever of the files.
/// </summary>
/// <param name="schema">The contract.</param>
public sealed class SchemaScan(RowSchema schema)
{
    private readonly ColumnSchema[] unique = [.. schema.Columns.Where(column => column.IsUnique)];
    private readonly Dictionary<ColumnSchema, Repeats> repeats = schema.Columns.Where(column => column.IsUnique).ToDictionary(column => column, _ => new Repeats());

    /// <summary>What is wrong with a file.</summary>
    /// <param name="source">The file; one of JSON Lines that lacks columns of the schema is opened twice.</param>
    /// <param name="progress">Is told after each run how many rows were looked at until then.</param>
    /// <exception cref="FaultException">It cannot be read, or lacks a column that is required (exit 2).</exception>
    public SchemaResult Check(RowSource source, Action<long>? progress = null) =>
        source.Form.Format == RowFormat.JsonLines ? CheckMembers(source, progress) : Result(source.File, Gathered(take => TableReader.Scan([source], Look, take), progress));

    /// <summary>What is wrong with a table, as if its file were read now.</summary>
    /// <param name="table">All rows of the file.</param>
    /// <exception cref="FaultException">It lacks a column that is required (exit 2).</exception>
    public SchemaResult Check(Table table) => Result(table.File, Gathered(take => take(Look(table)), progress: null));

    // A line of JSON has the members that it has: which columns there are is known at the end. Until then all of the schema are
    // taken to be there, without a value where a run lacks them.
    private SchemaResult CheckMembers(RowSource source, Action<long>? progress)
    {
        string[] all = [.. schema.Columns.Select(column => column.Name)];
        Gathering found = Gathered(take => TableReader.Scan([source], run => Look(run, all), take), progress);
        SchemaCheck.RequireColumns(schema, [.. found.Columns], source.File);
        string[] present = [.. all.Where(found.Columns.Contains)];
        // To have no value, and not to be there at all, are two things where rules look across columns: then once more.
        SchemaTally tally = present.Length == all.Length ? found.Tally
            : Gathered(take => TableReader.Scan([source], run => Look(run, present) with { Keys = [] }, take), progress).Tally;
        return Result(source.File, found with { Tally = tally });
    }

    private SchemaResult Result(string file, Gathering found) => new(
        found.Tally.Findings(column => repeats[column].ToFinding(column, file, found.Tally.Rows) is { } finding && found.Columns.Contains(column.Name) ? finding : null),
        found.Tally.Rows,
        found.Columns.Count);

    private Gathering Gathered(Action<Action<Looked>> read, Action<long>? progress)
    {
        SchemaTally? tally = null;
        HashSet<string> columns = new(StringComparer.Ordinal);
        read(Take);
        return new Gathering(tally!, columns);

        void Take(Looked one)
        {
            for (int i = 0; i < one.Keys.Length; i++)
                repeats[unique[i]].Add(one.Keys[i], one.Lines);
            columns.UnionWith(one.Columns);
            if (tally is null)
                tally = one.Tally;
            else
                tally.Add(one.Tally);
            progress?.Invoke(tally.Rows);
        }
    }

    private Looked Look(Table run) => new(
        SchemaCheck.Tally(schema, run), [.. run.Columns.Select(column => column.Name)], run.With([]), Array.ConvertAll(unique, column => UniqueKeys.Of(run.Find(column.Name))));

    private Looked Look(Table run, string[] columns)
    {
        Column[] absent = [.. columns.Where(name => run.Find(name) is null).Select(name => new Column(name, [new MissingSegment(run.RowCount)]))];
        return Look(run.With([.. run.Columns, .. absent])) with { Columns = [.. run.Columns.Select(column => column.Name)] };
    }

    // What came of all runs.
    private sealed record Gathering(SchemaTally Tally, HashSet<string> Columns);

    // What is kept of a run: of its columns nothing, as their memory is used again.
    private sealed record Looked(SchemaTally Tally, string[] Columns, Table Lines, UniqueKeys[] Keys);

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
