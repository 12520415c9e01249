using MlCi.Data;

namespace MlCi.Proposals;

/// <summary>A way to cut the holdout: by the values of a column, or by bins of its numbers.</summary>
/// <param name="Name">The slice's name: the column's, or of bins <c>age_band</c>.</param>
/// <param name="Column">The column.</param>
/// <param name="Bins">Increasing edges; none: by values.</param>
public sealed record ProposedSlice(string Name, string Column, IReadOnlyList<double> Bins)
{
    /// <summary>The rows that each slice must have to be proposed: those from which the interval of a mean loss is trusted.</summary>
    public const int LeastRows = Metrics.MetricEstimator.LeastRowsForLosses;

    private const int MostLevels = 12;
    private const int MostByValues = 6;
    private const int MostByBins = 2;
    private const int LeastNumbers = 20;
    private const int EdgeDigits = 2;

    /// <summary>Slices in each of which the holdout has rows enough: categories first, then flags, then numbers by quartiles.</summary>
    /// <param name="holdout">The holdout.</param>
    /// <param name="columns">What the columns are for.</param>
    public static IReadOnlyList<ProposedSlice> Of(Table holdout, IReadOnlyList<ProposedColumn> columns)
    {
        ColumnProfile[] features = [.. columns.Where(column => column.Role is ColumnRole.Category or ColumnRole.Number).Select(column => column.Profile)];
        IEnumerable<ProposedSlice> byValues = features.Where(one => !one.IsNumeric).Concat(features.Where(one => one.IsFlag))
            .Where(one => HasEnoughRows(holdout.Column(one.Name), one)).Select(one => new ProposedSlice(one.Name, one.Name, [])).Take(MostByValues);
        IEnumerable<ProposedSlice> byBins = features.Where(one => one is { IsNumeric: true, Missing: 0, Distinct: >= LeastNumbers } && holdout.Find(one.Name + "_band") is null)
            .Select(one => new ProposedSlice(one.Name + "_band", one.Name, Quartiles(holdout.Column(one.Name)))).Where(one => one.Bins.Count > 0).Take(MostByBins);
        return [.. byValues, .. byBins];
    }

    private static bool HasEnoughRows(Column column, ColumnProfile whole)
    {
        ColumnProfile here = ColumnProfile.Of(column);
        return whole.Levels.Count is >= 2 and <= MostLevels && here.Levels.Count == whole.Levels.Count && here.Levels.All(level => level.Rows >= LeastRows)
            && (here.Missing == 0 || here.Missing >= LeastRows);
    }

    // Round edges, as a person would choose them; none where they would leave a bin too small.
    private static double[] Quartiles(Column column)
    {
        double[] sorted = [.. column.Numbers.ToArray().Order()];
        double[] edges = [.. new[] { 1, 2, 3 }.Select(quarter => Written.Nearest(sorted[(int)((long)sorted.Length * quarter / 4)], EdgeDigits)).Distinct()];
        if (edges.Length < 3)
            return [];
        int[] rows = new int[edges.Length + 1];
        foreach (double number in sorted)
            rows[edges.Count(edge => edge <= number)]++;
        return Array.TrueForAll(rows, count => count >= LeastRows) ? edges : [];
    }
}
