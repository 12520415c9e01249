using MlCi.Data;
using MlCi.Metrics;
using MlCi.Statistics;

namespace MlCi.Proposals;

/// <summary>A way to cut the holdout: by the values of a column, or by bins of its numbers.</summary>
/// <param name="Name">The slice's name: the column's, or of bins <c>age_band</c>.</param>
/// <param name="Column">The column.</param>
/// <param name="Bins">Increasing edges; none: by values.</param>
public sealed record ProposedSlice(string Name, string Column, IReadOnlyList<double> Bins)
{
    /// <summary>The rows that each slice must have to be proposed: those from which the interval of a mean loss is trusted.</summary>
    public const int LeastRows = MetricEstimator.LeastRowsForLosses;

    private const int LeastOfEach = MetricEstimator.LeastMinorityForLosses;
    private const int MostLevels = 12;
    private const int MostByValues = 6;
    private const int MostByBins = 2;
    private const int LeastNumbers = 20;
    private const int EdgeDigits = 2;

    /// <summary>
    /// Slices in each of which the holdout has rows enough, of each class where there are classes, and of entities where rows belong to
    /// such: categories first, then flags, then numbers by quartiles. So none ends inconclusive for want of rows alone.
    /// </summary>
    /// <param name="holdout">The holdout.</param>
    /// <param name="columns">What the columns are for.</param>
    /// <param name="label">The label.</param>
    public static IReadOnlyList<ProposedSlice> Of(Table holdout, IReadOnlyList<ProposedColumn> columns, ProposedLabel label)
    {
        ColumnProfile[] features = [.. columns.Where(column => column.Role is ColumnRole.Category or ColumnRole.Number).Select(column => column.Profile)];
        int[]? classes = label.Task == PredictionTask.Regression ? null : Groups(holdout.Column(label.Column));
        int[]? entities = columns.FirstOrDefault(column => column.Role == ColumnRole.Entity) is { } entity ? Groups(holdout.Column(entity.Name)) : null;
        var judged = new JudgedRows(new Sampling(holdout.RowCount, weights: null, entities), classes, label.Classes.Count);
        IEnumerable<ProposedSlice> byValues = features.Where(one => !one.IsNumeric).Concat(features.Where(one => one.IsFlag))
            .Where(one => one.Levels.Count is >= 2 and <= MostLevels && judged.In(Groups(holdout.Column(one.Name)), one.Levels.Count))
            .Select(one => new ProposedSlice(one.Name, one.Name, [])).Take(MostByValues);
        IEnumerable<ProposedSlice> byBins = features.Where(one => one is { IsNumeric: true, Missing: 0, Distinct: >= LeastNumbers } && holdout.Find(one.Name + "_band") is null)
            .Select(one => new ProposedSlice(one.Name + "_band", one.Name, Quartiles(holdout.Column(one.Name))))
            .Where(one => one.Bins.Count == 3 && judged.In([.. holdout.Column(one.Column).Numbers.ToArray().Select(number => one.Bins.Count(edge => edge <= number))], 4))
            .Take(MostByBins);
        return [.. byValues, .. byBins];
    }

    // Rows of one value are one group, and those without one, too.
    private static int[] Groups(Column column)
    {
        Dictionary<string, int> known = [];
        int[] groups = new int[column.RowCount];
        for (int row = 0; row < groups.Length; row++)
        {
            string value = column.Text(row) is { } text ? "=" + text : "";
            if (!known.TryGetValue(value, out groups[row]))
                known.Add(value, groups[row] = known.Count);
        }

        return groups;
    }

    // The rows that are judged: how they vary together, and of what class each is.
    private sealed record JudgedRows(Sampling Sampling, int[]? Classes, int ClassCount)
    {
        // Whether there are groups enough, and each of them has what the interval of a mean loss needs.
        public bool In(int[] groups, int expected)
        {
            IGrouping<int, int>[] found = [.. Enumerable.Range(0, groups.Length).GroupBy(row => groups[row])];
            return found.Length >= expected && Array.TrueForAll(found, rows => AreEnough([.. rows]));
        }

        private bool AreEnough(int[] rows)
        {
            Sampling own = Sampling.Take(rows);
            return Requirement.OfAll(own, LeastRows, Requirement.LeastClustersForMeans).All(one => one.IsMet)
                && (Classes is null || Enumerable.Range(0, ClassCount).All(number =>
                    Requirement.OfPart(own, Array.ConvertAll(rows, row => Classes[row] == number), "rows", LeastOfEach).All(one => one.IsMet)));
        }
    }

    // Round edges, as a person would choose them.
    private static double[] Quartiles(Column column)
    {
        double[] sorted = [.. column.Numbers.ToArray().Order()];
        return [.. new[] { 1, 2, 3 }.Select(quarter => Written.Nearest(sorted[(int)((long)sorted.Length * quarter / 4)], EdgeDigits)).Distinct()];
    }
}
