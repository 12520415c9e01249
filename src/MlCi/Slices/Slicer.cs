using MlCi.Data;
using MlCi.Findings;
using MlCi.Statistics;

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
    public static IReadOnlyList<Slice> Cut(SliceRule rule, Table holdout) => Partition(rule, holdout).ToSlices();

    /// <summary>The same slices as one column.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="holdout">The holdout.</param>
    /// <exception cref="FaultException">No such column, or a value that is not a number in a column with bins (exit 2).</exception>
    /// <exception cref="ArgumentException">The edges of the bins do not increase.</exception>
    public static SlicePartition Partition(SliceRule rule, Table holdout)
    {
        // A condition that no row meets is a slice too: not evaluated, and so not passed.
        if (rule.Where is { } condition)
            return ByCondition(rule, ConditionRows.Of(condition, holdout, rule.Name), holdout.RowCount);
        if (rule.Cross.Count > 0)
            return CrossSlicer.Cut(rule, holdout);
        Column column = holdout.Column(rule.Column);
        return rule.Bins is null ? ByValue(rule, column) : ByBin(rule, column, rule.Bins, holdout);
    }

    private static SlicePartition ByCondition(SliceRule rule, int[] rows, int rowCount)
    {
        int[] groups = new int[rowCount];
        Array.Fill(groups, -1);
        foreach (int row in rows)
            groups[row] = 0;
        return new SlicePartition(rule.Name, [""], new RowGroups(groups, 1));
    }

    private static SlicePartition ByValue(SliceRule rule, Column column)
    {
        // A value is only there if a row has it: a column taken from a larger one keeps the levels of that one.
        bool[] used = new bool[column.Levels.Count];
        foreach (int code in column.Codes)
        {
            if (code >= 0)
                used[code] = true;
        }

        int[] levels = [.. Enumerable.Range(0, used.Length).Where(level => used[level]).OrderBy(level => column.Levels[level], StringComparer.Ordinal)];
        int[] groupOf = new int[used.Length];
        for (int i = 0; i < levels.Length; i++)
            groupOf[levels[i]] = i;
        return ByGroup(rule, column, [.. levels.Select(level => Shown(column.Levels[level]))], groupOf);
    }

    private static SlicePartition ByBin(SliceRule rule, Column column, IReadOnlyList<double> edges, Table holdout)
    {
        if (edges.Count == 0 || edges.Zip(edges.Skip(1)).Any(pair => !(pair.First < pair.Second)))
            throw new ArgumentException($"slice '{rule.Name}': expected increasing edges of bins", nameof(rule));
        CheckNumbers(rule, column, holdout);

        double[] numbers = column.NumbersOfLevels.ToArray();
        int[] groupOf = [.. numbers.Select(number => edges.Count(edge => number >= edge))];
        return ByGroup(rule, column, [.. Enumerable.Range(0, edges.Count + 1).Select(bin => BinName(edges, bin))], groupOf);
    }

    // The rows whose value is missing are the last slice, where there are any.
    private static SlicePartition ByGroup(SliceRule rule, Column column, List<string> names, int[] groupOfLevel)
    {
        int missing = names.Count;
        ReadOnlySpan<int> codes = column.Codes;
        int[] groups = new int[codes.Length];
        for (int row = 0; row < codes.Length; row++)
            groups[row] = codes[row] < 0 ? missing : groupOfLevel[codes[row]];
        if (codes.Contains(-1))
            names.Add(Missing);
        return new SlicePartition(rule.Name, names, new RowGroups(groups, names.Count));
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
