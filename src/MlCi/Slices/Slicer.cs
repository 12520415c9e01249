using MlCi.Data;
using MlCi.Findings;

namespace MlCi.Slices;

/// <summary>
/// Cuts a holdout into slices. Each row falls into exactly one slice of a rule; of a rule with a condition, if it meets that.
/// </summary>
public static class Slicer
{
    /// <summary>The value of the slice of rows whose value is missing.</summary>
    public const string Missing = "(missing)";

    private const int MostFaults = 5;

    /// <summary>
    /// The slices of a rule: the column's values in ordinal order, or its bins from low to high (an empty bin is a slice of no
    /// rows), and last the rows without a value, if there are any; the one slice of a condition; or the intersections that occur.
    /// </summary>
    /// <param name="rule">The rule.</param>
    /// <param name="holdout">The holdout.</param>
    /// <exception cref="FaultException">No such column, or a value that is not a number in a column with bins (exit 2).</exception>
    /// <exception cref="ArgumentException">The edges of the bins do not increase.</exception>
    public static IReadOnlyList<Slice> Cut(SliceRule rule, Table holdout)
    {
        // A condition that no row meets is a slice too: not evaluated, and so not passed.
        if (rule.Where is { } condition)
            return [new Slice(rule.Name, "", ConditionRows.Of(condition, holdout, rule.Name))];
        if (rule.Cross.Count > 0)
            return CrossSlicer.Cut(rule, holdout);
        Column column = holdout.Column(rule.Column);
        return rule.Bins is null ? ByValue(rule, column) : ByBin(rule, column, rule.Bins, holdout);
    }

    private static List<Slice> ByValue(SliceRule rule, Column column)
    {
        List<int>?[] rows = RowsByGroup(column, column.Levels.Count, code => code);
        // A value is only there if a row has it: a column taken from a larger one keeps the levels of that one.
        List<Slice> slices = [.. Enumerable.Range(0, column.Levels.Count)
            .Where(level => rows[level] is not null)
            .OrderBy(level => column.Levels[level], StringComparer.Ordinal)
            .Select(level => new Slice(rule.Name, Shown(column.Levels[level]), [.. rows[level]!]))];
        AddMissing(slices, rule, rows);
        return slices;
    }

    private static List<Slice> ByBin(SliceRule rule, Column column, IReadOnlyList<double> edges, Table holdout)
    {
        if (edges.Count == 0 || edges.Zip(edges.Skip(1)).Any(pair => !(pair.First < pair.Second)))
            throw new ArgumentException($"slice '{rule.Name}': expected increasing edges of bins", nameof(rule));
        CheckNumbers(rule, column, holdout);

        double[] levels = column.NumbersOfLevels.ToArray();
        List<int>?[] rows = RowsByGroup(column, edges.Count + 1, code => edges.Count(edge => levels[code] >= edge));
        List<Slice> slices = [.. Enumerable.Range(0, edges.Count + 1)
            .Select(bin => new Slice(rule.Name, BinName(edges, bin), [.. rows[bin] ?? []]))];
        AddMissing(slices, rule, rows);
        return slices;
    }

    // One list for each group, null where it has no rows; the last is of the rows whose value is missing.
    private static List<int>?[] RowsByGroup(Column column, int groups, Func<int, int> groupOfLevel)
    {
        int[] groupOf = [.. Enumerable.Range(0, column.Levels.Count).Select(groupOfLevel)];
        var rows = new List<int>?[groups + 1];
        ReadOnlySpan<int> codes = column.Codes;
        for (int row = 0; row < codes.Length; row++)
            (rows[codes[row] < 0 ? groups : groupOf[codes[row]]] ??= []).Add(row);
        return rows;
    }

    private static void AddMissing(List<Slice> slices, SliceRule rule, List<int>?[] rows)
    {
        if (rows[^1] is { } missing)
            slices.Add(new Slice(rule.Name, Missing, [.. missing]));
    }

    // A text that reads like no text or like the name for missing values is shown in quotes, so that ids stay apart.
    private static string Shown(string level) => level is "" or Missing ? $"\"{level}\"" : level;

    private static string BinName(IReadOnlyList<double> edges, int bin)
    {
        if (bin == 0)
            return "<" + Numerals.Exact(edges[0]);
        return bin == edges.Count
            ? "≥" + Numerals.Exact(edges[^1])
            : $"{Numerals.Exact(edges[bin - 1])}–{Numerals.Exact(edges[bin])}";
    }

    private static void CheckNumbers(SliceRule rule, Column column, Table holdout)
    {
        List<Fault> faults = [];
        var seen = new HashSet<int>();
        for (int row = 0; row < column.RowCount && faults.Count < MostFaults; row++)
        {
            int code = column.Codes[row];
            if (code >= 0 && double.IsNaN(column.NumbersOfLevels[code]) && seen.Add(code))
            {
                faults.Add(new Fault(
                    $"column '{column.Name}': found '{column.Levels[code]}', expected a number for the bins of slice '{rule.Name}'",
                    new SourcePlace(holdout.File, holdout.Line(row))));
            }
        }

        if (faults.Count > 0)
            throw FaultException.Misconfigured(faults);
    }
}
