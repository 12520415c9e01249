using MlCi.Data;
using MlCi.Drift;
using MlCi.Findings;
using MlCi.Statistics;

namespace MlCi.Quality;

/// <summary>Holds the holdout against the training data, or both against a reference, and calls out what moved.</summary>
internal static class DriftCheck
{
    /// <summary>Whether a rule looks at a column that both samples have.</summary>
    public static bool IsLookedAt(DriftRule rule, string name, QualityRules rules, SplitData data)
    {
        if (rule.Except.Contains(name))
            return false;
        if (rule.Columns is { } columns)
            return columns.Contains(name);
        // Names, entities and times of two samples differ by nature.
        Column column = data.Train.Column(name);
        return name != data.Key && name != data.Weight && name != data.Cluster && name != rules.Entity?.Column && name != rules.Time?.Column
            && column.Kind is not (ColumnKind.Date or ColumnKind.Timestamp) && !TrainColumn.IsName(column);
    }

    /// <summary>The shift of a column from its reference.</summary>
    public static ColumnDrift? Measure(DriftRule rule, TrainColumn reference, Column current)
    {
        if (reference.Bins is { } bins && current.Kind is (ColumnKind.Integer or ColumnKind.Number or ColumnKind.Empty))
        {
            return DriftTest.OfNumbers(
                bins, Histogram.Of(reference.Binned, bins.Count), reference.Column.Numbers, current.Numbers, rule.MeasureOf(isNumber: true));
        }

        return DriftTest.OfCategories(reference.Column, current, rule.MeasureOf(isNumber: false));
    }

    /// <summary>What moved from a reference that pipeline.yml names: train and holdout, one family.</summary>
    public static IEnumerable<Finding> AgainstReference(DriftRule rule, QualityRules rules, SplitData data, int cores)
    {
        Table reference = data.Reference!;
        string[] names = [.. data.Train.Columns.Select(column => column.Name).Where(name =>
            reference.Find(name) is not null && data.Holdout.Find(name) is not null && IsLookedAt(rule, name, rules, data))];
        var shifts = new (Table, string, ColumnDrift?)[2 * names.Length];
        Workers.Run(cores, names.Length, i =>
        {
            var column = new TrainColumn(reference.Column(names[i]));
            shifts[2 * i] = (data.Train, names[i], Measure(rule, column, data.Train.Column(names[i])));
            shifts[2 * i + 1] = (data.Holdout, names[i], Measure(rule, column, data.Holdout.Column(names[i])));
        });
        return Alarms(rule, reference, shifts);
    }

    /// <summary>The shifts that are significant, after correction for how many were looked at, and large enough to matter.</summary>
    public static IEnumerable<Finding> Alarms(DriftRule rule, Table reference, IReadOnlyList<(Table Table, string Column, ColumnDrift? Drift)> all)
    {
        (Table Table, string Column, ColumnDrift Drift)[] known = [.. all.Where(one => one.Drift is not null).Select(one => (one.Table, one.Column, one.Drift!))];
        double[] adjusted = BenjaminiHochberg.Adjust([.. known.Select(one => one.Drift.PValue)]);
        for (int i = 0; i < known.Length; i++)
        {
            (Table table, string column, ColumnDrift drift) = known[i];
            if (adjusted[i] > rule.Alpha || !(drift.Effect > rule.Floor))
                continue;
            yield return new Finding("drift", table.File, column, $"at most {Numerals.Exact(rule.Floor)}", drift.Count, table.RowCount, [], rule.Place)
            {
                Blocks = rule.Blocks,
                Found = $"a shift from {reference.File}, {DriftMeasures.NameOf(drift.Measure)} {Numerals.Of(drift.Effect, rule.Floor)} (p {Shown(adjusted[i], rule.Alpha)} after correction): {drift.Bin} in {RowShares.Percent(drift.After)} of the rows, {RowShares.Percent(drift.Before)} there",
            };
        }
    }

    private static string Shown(double p, double alpha)
    {
        string text = Numerals.PValue(p, alpha);
        return text.StartsWith('<') ? text : "= " + text;
    }
}
