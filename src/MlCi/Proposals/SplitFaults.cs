using MlCi.Data;
using MlCi.Findings;
using MlCi.Metrics;

namespace MlCi.Proposals;

/// <summary>Tells why a split is of no use: nothing could be learned from its one side, or judged by the other.</summary>
internal static class SplitFaults
{
    private const double MostShare = .5;
    private const double Tolerance = 1.25;

    /// <summary>The first thing that is wrong, or null.</summary>
    /// <param name="data">The rows to learn from, and those to judge by unless they are a file of their own.</param>
    /// <param name="judged">The rows to judge by, and maybe others.</param>
    /// <param name="columns">What the columns are for.</param>
    /// <param name="label">The label.</param>
    /// <param name="split">The split, with rows on both sides.</param>
    /// <param name="share">The share of the rows that the holdout was to have.</param>
    public static Fault? Of(Table data, Table judged, IReadOnlyList<ProposedColumn> columns, ProposedLabel label, RowSplit split, double share)
    {
        var place = new SourcePlace(data.File, 1);
        if (OfLabels(data, judged, label, split) is { } labels)
            return labels;
        if (!columns.Any(column => column.Role is ColumnRole.Number or ColumnRole.Category && Differs(data.Column(column.Name), split.Train)))
            return new Fault($"found the same features in {All(split.Train.Length)} to learn from{Because(split)}, expected some that differ: {Remedy(split)}", place);
        if (split.Way != SplitWay.File && split.Holdout.Length > Math.Max(data.RowCount * MostShare, data.RowCount * share * Tolerance))
        {
            return new Fault(
                $"found {Numerals.Count(split.Train.Length, "rows")} to learn from beside {Numerals.Count(split.Holdout.Length)} to judge by{Because(split)}, "
                + $"expected about {Numerals.ExactPercent(Math.Round(share, 2))} to judge by: {Remedy(split)}", place);
        }

        return null;
    }

    private static Fault? OfLabels(Table data, Table judged, ProposedLabel label, RowSplit split)
    {
        Column learned = data.Column(label.Column);
        Column truth = judged.Column(label.Column);
        if (label.Task == PredictionTask.Regression)
        {
            return !Differs(learned, split.Train) ? Constant(learned, split.Train, "learn from", data.File)
                : !Differs(truth, split.Holdout) ? Constant(truth, split.Holdout, "judge by", judged.File)
                : null;
        }

        HashSet<string?> known = [.. split.Train.Select(learned.Text)];
        HashSet<string?> asked = [.. split.Holdout.Select(truth.Text)];
        // A holdout that the user has made may lack one class of several: it is what it is.
        if (label.Classes.FirstOrDefault(one => !known.Contains(one.Text) || (!asked.Contains(one.Text) && (split.Way != SplitWay.File || label.Positive is not null))) is not { } missing)
            return null;
        if (split.Way == SplitWay.File)
            return new Fault($"column '{label.Column}': found no row with '{missing.Text}', expected some to judge by", new SourcePlace(judged.File, 1));
        string few = split.Way == SplitWay.Entities && split.Column is { } entity ? OwnersOf(data, learned, missing.Text, entity) : "too few rows that differ";
        return new Fault(
            $"column '{label.Column}': found all rows with '{missing.Text}' in {few}{(split.Way == SplitWay.Entities ? ", whose rows are not parted" : ", as rows that are alike are not parted")}, "
            + $"expected some to learn from and some to judge by: {(split.Way == SplitWay.Entities ? "" : "leave them out, or ")}give --holdout FILE", new SourcePlace(data.File, 1));

        Fault Constant(Column column, int[] rows, string purpose, string file) => new(
            $"column '{label.Column}': found {column.Text(rows[0])} in {All(rows.Length)} to {purpose}, expected numbers that differ: {Remedy(split)}", new SourcePlace(file, 1));
    }

    private static string OwnersOf(Table data, Column labels, string missing, string entity)
    {
        Column entities = data.Column(entity);
        int owners = Enumerable.Range(0, data.RowCount).Where(row => labels.Text(row) == missing).Select(entities.Text).Distinct().Count();
        return $"{(owners == 1 ? "one" : Numerals.Count(owners))} '{entity}'";
    }

    private static bool Differs(Column column, int[] rows)
    {
        string? first = column.Text(rows[0]);
        return Array.Exists(rows, row => column.Text(row) != first);
    }

    private static string All(int rows) => rows == 1 ? "the one row" : $"all {Numerals.Count(rows, "rows")}";

    private static string Because(RowSplit split) => split.Way switch
    {
        SplitWay.File => "",
        SplitWay.Entities => $", as rows of one '{split.Column}' are never parted",
        _ => ", as rows that are alike are never parted",
    };

    private static string Remedy(RowSplit split) => split.Way == SplitWay.File ? "give other files" : "give more data, or --holdout FILE";
}
