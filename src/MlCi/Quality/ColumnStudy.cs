using MlCi.Data;
using MlCi.Drift;
using MlCi.Findings;

namespace MlCi.Quality;

/// <summary>What one column of the training data says, and how far the holdout's has moved from it.</summary>
internal sealed class ColumnStudy
{
    public required string Column { get; init; }

    /// <summary>Leaks, and what cannot be learnt from.</summary>
    public required IReadOnlyList<Finding> Findings { get; init; }

    /// <summary>The holdout's shift, or null where it is not looked at.</summary>
    public ColumnDrift? Drift { get; init; }

    /// <summary>Studies a column that both files have.</summary>
    /// <param name="name">The column.</param>
    /// <param name="rules">The rules.</param>
    /// <param name="data">The data.</param>
    /// <param name="label">The label of the training data.</param>
    public static ColumnStudy Of(string name, QualityRules rules, SplitData data, LabelRows label)
    {
        var column = new TrainColumn(data.Train.Column(name));
        IReadOnlyList<string> features = data.Features;
        List<Finding> findings = [];
        if (rules.Predictors is { } rule && features.Contains(name) && !rule.Except.Contains(name) && OfLabel(rule, column, features.Count, data, label) is { } finding)
            findings.Add(finding);
        return new ColumnStudy
        {
            Column = name,
            Findings = findings,
            Drift = rules.Drift is { Reference: null } drift && DriftCheck.IsLookedAt(drift, name, rules, data) ? DriftCheck.Measure(drift, column, data.Holdout.Column(name)) : null,
        };
    }

    private static Finding? OfLabel(PredictorRule rule, TrainColumn column, int features, SplitData data, LabelRows label)
    {
        Table train = data.Train;
        if (IsConstant(column.Column))
        {
            string value = column.Column.Text(0) is { } text ? $"'{InertText.Of(text)}'" : "no value";
            return Found("constant", $"{value} in all {Numerals.Count(train.RowCount, "rows")}", "values that differ: nothing can be learnt from it", rule.Force.Blocks);
        }

        // Each column is looked at against each class, by its values and by having one.
        double alpha = .05 / (2.0 * features * Math.Max(1, label.IsNumber ? 1 : label.Classes));
        Association? association = label.IsNumber ? RankPredictors.Best(column, label, alpha) : ClassPredictors.Best(column, label, alpha);
        if (LabelCopies.Find(column, label, features, association) is { } copy)
            return Found("label_copy", $"the label '{InertText.Of(data.Label)}' in other words: {InertText.Of(copy)}", "columns that are known before it is", rule.Force is { Blocks: true } or { Place: null });
        if (association is not { } known || known.Lower < rule.Maximum)
            return null;
        string measure = label.IsNumber ? "a rank correlation with the label" : "an AUC";
        return Found(
            "predictors", $"{measure} of {Numerals.Of(known.Value, rule.Maximum)} by {known.What} alone, surely above {Numerals.Of(known.Lower, rule.Maximum)}",
            $"less than {Numerals.Exact(rule.Maximum)}: what tells the label so well is rarely known before it", rule.Force.Blocks);

        Finding Found(string name, string found, string expected, bool blocks) => new(
            name, train.File, column.Column.Name, expected, train.RowCount, train.RowCount, First(train, column.Column), rule.Force.Place)
        { Blocks = blocks, Found = found };
    }

    private static List<Sighting> First(Table table, Column column) =>
        [.. Enumerable.Range(0, Math.Min(Finding.MaximumListed, table.RowCount)).Select(row => Sightings.At(table, row, column.Text(row)))];

    private static bool IsConstant(Column column)
    {
        if (column.RowCount < 2)
            return false;
        if (column.Kind is not (ColumnKind.Integer or ColumnKind.Number))
            return !column.Codes.ContainsAnyExcept(column.Codes[0]);
        return !column.Numbers.ContainsAnyExcept(column.Numbers[0]);
    }
}
