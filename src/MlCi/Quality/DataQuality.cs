using MlCi.Data;
using MlCi.Findings;
using MlCi.Statistics;

namespace MlCi.Quality;

/// <summary>Holds data against all rules but those that ask for the time.</summary>
public static class DataQuality
{
    /// <summary>What is wrong with the data.</summary>
    /// <param name="rules">The rules; their columns are in the data.</param>
    /// <param name="data">The data.</param>
    /// <param name="cores">The most threads to use; they change nothing in what is found.</param>
    /// <returns>The findings, in the order of the rules in the documentation and of the columns in the files.</returns>
    public static IReadOnlyList<Finding> Check(QualityRules rules, SplitData data, int cores)
    {
        Table[] tables = [data.Train, data.Holdout];
        List<Finding?> findings =
        [
            .. rules.Unique.SelectMany(rule => tables.Select(table => ColumnRules.Unique(rule, table, cores))),
            .. rules.Nulls.SelectMany(rule => tables.Select(table => ColumnRules.Nulls(rule, table))),
            .. rules.Distinct.SelectMany(rule => tables.Select(table => ColumnRules.Distinct(rule, table))),
            .. rules.Rows.SelectMany(rule => RowCountCheck.Check(rule, data)),
            .. rules.Balance is { } balance ? BalanceCheck.Check(balance, data) : [],
            rules.Copies is { } copies ? CopiedRows.Check(copies, data, cores) : null,
            EntityRule(rules, data) is { } entity ? ApartCheck.Entities(entity, data) : null,
            rules.Time is { } time ? ApartCheck.Times(time, data) : null,
            .. OfColumns(rules, data, cores),
        ];
        return [.. findings.OfType<Finding>()];
    }

    // Clusters are declared for their own sake, and a model may well be asked about those that it knows.
    private static ApartRule? EntityRule(QualityRules rules, SplitData data) =>
        rules.Entity ?? (data.Cluster is { } cluster && data.Train.Find(cluster) is not null ? new ApartRule(cluster, default) : null);

    private static IEnumerable<Finding?> OfColumns(QualityRules rules, SplitData data, int cores)
    {
        LabelRows label = LabelRows.Of(data);
        string[] names = [.. data.Train.Columns.Select(column => column.Name).Where(name => data.Holdout.Find(name) is not null)];
        var studies = new ColumnStudy[names.Length];
        var categories = new Finding?[names.Length];
        Workers.Run(cores, names.Length, i =>
        {
            studies[i] = ColumnStudy.Of(names[i], rules, data, label);
            if (rules.NewCategories is { } rule && MayBeNew(rule, names[i], rules, data))
                categories[i] = NewCategories.Check(rule, names[i], data);
        });
        IEnumerable<Finding> drift = rules.Drift is not { } shifts ? []
            : data.Reference is null ? DriftCheck.Alarms(shifts, data.Train, [.. studies.Select(study => (data.Holdout, study.Column, study.Drift))])
            : DriftCheck.AgainstReference(shifts, rules, data, cores);
        return [.. studies.SelectMany(study => study.Findings), .. categories, .. drift];
    }

    private static bool MayBeNew(NewCategoryRule rule, string name, QualityRules rules, SplitData data)
    {
        if (rules.AllowNew.Contains(name))
            return false;
        if (rule.Columns is { } columns)
            return columns.Contains(name);
        return name != data.Label && name != data.Key && name != data.Cluster && name != rules.Entity?.Column
            && data.Train.Column(name).Kind is (ColumnKind.Text or ColumnKind.Boolean) && data.Holdout.Column(name).Kind is (ColumnKind.Text or ColumnKind.Boolean);
    }
}
