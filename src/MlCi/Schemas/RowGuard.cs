using System.Collections.Concurrent;
using MlCi.Data;
using MlCi.Findings;

namespace MlCi.Schemas;

/// <summary>
/// Keeps rows that break the contract away from a model. The rules are those that <see cref="SchemaCheck"/> holds files to, each row by
/// itself: <c>required</c> is asked of every row, <c>x-unique</c> of none, as nobody knows the rows of other requests. Any thread may use it.
/// </summary>
public sealed class RowGuard
{
    private const int MostShown = 60;
    private readonly RowRule[] rules;
    private readonly ConcurrentBag<Tallies> clean = [];

    /// <summary>Makes a guard.</summary>
    /// <param name="schema">The contract.</param>
    /// <param name="label">The column that requests lack, or null; rules that look at it are left out.</param>
    public RowGuard(RowSchema schema, string? label)
    {
        Schema = schema;
        Columns = [.. schema.Columns.Where(column => column.Name != label)];
        rules = [.. schema.RowRules.Where(rule => !rule.Holds.Columns.Concat(rule.When?.Columns ?? []).Any(column => column.Name == label))];
    }

    /// <summary>The contract.</summary>
    public RowSchema Schema { get; }

    /// <summary>The fields of a row, without the label.</summary>
    public IReadOnlyList<ColumnSchema> Columns { get; }

    /// <summary>Whether every row keeps all rules.</summary>
    /// <param name="table">Rows that all have the same fields.</param>
    /// <exception cref="FaultException">A pattern backtracks without end (exit 2).</exception>
    public bool Holds(Table table)
    {
        // What found nothing is as good as new.
        Tallies tallies = clean.TryTake(out Tallies? used) ? used : new Tallies(Columns, rules);
        if (!IsComplete(table) || Count(table, tallies))
            return false;
        clean.Add(tallies);
        return true;
    }

    /// <summary>Every rule that a row breaks, in the schema's order.</summary>
    /// <param name="table">The row alone, with the fields that it has.</param>
    /// <param name="row">Its number in the request, from 0.</param>
    /// <exception cref="FaultException">A pattern backtracks without end (exit 2).</exception>
    public IEnumerable<RowFault> Faults(Table table, int row)
    {
        var tallies = new Tallies(Columns, rules);
        Count(table, tallies);
        for (int i = 0; i < Columns.Count; i++)
        {
            ColumnSchema column = Columns[i];
            if (column.IsRequired && table.Find(column.Name) is null)
                yield return new RowFault(row, column.Name, "required", "no such field", column.Types.Words());
            RuleTally[] of = tallies.OfColumns[i];
            if (of[0].Count > 0)
                yield return new RowFault(row, column.Name, "null", "no value", column.Types.Words());
            for (int rule = 0; rule < column.Rules.Count; rule++)
            {
                if (of[rule + 1].Count > 0)
                    yield return new RowFault(row, column.Name, column.Rules[rule].Keyword, Shown(of[rule + 1]), column.Rules[rule].Expected);
            }
        }

        for (int i = 0; i < rules.Length; i++)
        {
            if (tallies.OfRows[i].Count > 0)
                yield return new RowFault(row, rules[i].Column?.Name, rules[i].Keyword, Shown(tallies.OfRows[i]), rules[i].Expected);
        }
    }

    /// <summary>Text of a request as it may stand in an answer: on one line, and not long.</summary>
    public static string Shortened(string text) => InertText.Of(text.Length <= MostShown ? text : text[..(MostShown - 3)] + "...");

    /// <summary>The same in quotes.</summary>
    public static string Shown(string text) => $"'{Shortened(text)}'";

    private static string Shown(RuleTally tally) => tally.SightingsIn("") is [{ Value: { } value }, ..] ? Shown(value) : "no value";

    private bool IsComplete(Table table)
    {
        foreach (ColumnSchema column in Columns)
        {
            if (column.IsRequired && table.Find(column.Name) is null)
                return false;
        }

        return true;
    }

    private bool Count(Table table, Tallies tallies)
    {
        for (int i = 0; i < Columns.Count; i++)
        {
            if (table.Find(Columns[i].Name) is { } column)
                ColumnCheck.Count(Columns[i], column, table, tallies.OfColumns[i]);
        }

        if (rules.Length > 0)
            RowCheck.Count(rules, table, tallies.OfRows);
        return tallies.HasAny;
    }

    private sealed class Tallies(IReadOnlyList<ColumnSchema> columns, RowRule[] rules)
    {
        public RuleTally[][] OfColumns { get; } = [.. columns.Select(column => Empty(column.Rules.Count + 1))];

        public RuleTally[] OfRows { get; } = Empty(rules.Length);

        public bool HasAny => Array.Exists(OfRows, IsBroken) || Array.Exists(OfColumns, of => Array.Exists(of, IsBroken));

        private static bool IsBroken(RuleTally tally) => tally.Count > 0;

        private static RuleTally[] Empty(int count) => [.. Enumerable.Range(0, count).Select(_ => new RuleTally())];
    }
}
