using MlCi.Data;
using MlCi.Findings;

namespace MlCi.Slices;

/// <summary>Finds the rows that meet a condition, column by column: each distinct value is looked at once.</summary>
internal sealed class ConditionRows
{
    private const int MostFaults = 5;

    // Kleene's three values in such an order that "and" is the smaller and "or" the larger one.
    private const byte False = 0;
    private const byte Unknown = 1;
    private const byte True = 2;

    private readonly Table table;
    private readonly string rule;
    private readonly List<Fault> faults = [];

    private ConditionRows(Table table, string rule)
    {
        this.table = table;
        this.rule = rule;
    }

    /// <summary>The 0-based rows, increasing, for which a condition is true.</summary>
    /// <param name="condition">The condition.</param>
    /// <param name="table">The rows.</param>
    /// <param name="rule">The slice's name, for messages.</param>
    /// <exception cref="FaultException">Columns that are not there, or values that are no numbers, all at once (exit 2).</exception>
    public static int[] Of(Condition condition, Table table, string rule)
    {
        var evaluation = new ConditionRows(table, rule);
        byte[] truth = evaluation.Evaluate(condition);
        if (evaluation.faults.Count > 0)
            throw FaultException.Misconfigured([.. evaluation.faults.Distinct()]);
        return [.. Enumerable.Range(0, truth.Length).Where(row => truth[row] == True)];
    }

    private byte[] Evaluate(Condition condition) => condition switch
    {
        BothCondition both => Combined(both.Left, both.Right, Math.Min),
        EitherCondition either => Combined(either.Left, either.Right, Math.Max),
        NotCondition not => Array.ConvertAll(Evaluate(not.Inner), truth => (byte)(True - truth)),
        MissingCondition missing => OfLevels(missing.Column, missing.Place, (_, _) => False, ofMissing: True),
        OneOfCondition one => OfLevels(one.Column, one.Place, (text, number) => Is(one.Values.Any(value => value.Number is { } wanted ? number == wanted : text == value.Word))),
        OrderCondition order => OfLevels(order.Column, order.Place, (_, number) => Is(Holds(number, order)), asNumbers: true),
        _ => throw new ArgumentException($"found condition {condition}, expected one that can be evaluated", nameof(condition)),
    };

    private byte[] Combined(Condition left, Condition right, Func<byte, byte, byte> combine)
    {
        byte[] truth = Evaluate(left);
        byte[] other = Evaluate(right);
        for (int row = 0; row < truth.Length; row++)
            truth[row] = combine(truth[row], other[row]);
        return truth;
    }

    private byte[] OfLevels(string name, SourcePlace place, Func<string, double, byte> truthOf, byte ofMissing = Unknown, bool asNumbers = false)
    {
        byte[] truth = new byte[table.RowCount];
        if (table.Find(name) is not { } column)
        {
            string columns = NearestName.Suggest(name, table.Columns.Select(known => known.Name));
            faults.Add(new Fault($"column '{name}' of slice '{rule}' not found in {table.File}, expected {columns}", place));
            return truth;
        }

        if (asNumbers)
            CheckNumbers(column);
        ReadOnlySpan<double> numbers = column.NumbersOfLevels;
        byte[] ofLevels = new byte[column.Levels.Count];
        for (int level = 0; level < ofLevels.Length; level++)
            ofLevels[level] = truthOf(column.Levels[level], numbers[level]);
        ReadOnlySpan<int> codes = column.Codes;
        for (int row = 0; row < truth.Length; row++)
            truth[row] = codes[row] < 0 ? ofMissing : ofLevels[codes[row]];
        return truth;
    }

    private void CheckNumbers(Column column)
    {
        var seen = new HashSet<int>();
        for (int row = 0; row < column.RowCount && seen.Count < MostFaults; row++)
        {
            int code = column.Codes[row];
            if (code >= 0 && double.IsNaN(column.NumbersOfLevels[code]) && seen.Add(code))
            {
                faults.Add(new Fault(
                    $"column '{column.Name}': found '{column.Levels[code]}', expected a number for the condition of slice '{rule}'",
                    new SourcePlace(table.File, table.Line(row))));
            }
        }
    }

    private static byte Is(bool holds) => holds ? True : False;

    private static bool Holds(double number, OrderCondition order) => order.Operator switch
    {
        "<" => number < order.Limit,
        "<=" => number <= order.Limit,
        ">" => number > order.Limit,
        _ => number >= order.Limit,
    };
}
