using System.Globalization;
using MlCi.Adapters.Terminal;
using MlCi.Findings;
using MlCi.Metrics;
using MlCi.Slices;
using Spectre.Console;

namespace MlCi.Adapters.PredictionFiles;

/// <summary>The metrics of predictions on a console.</summary>
internal static class EvaluationConsole
{
    public static void Write(
        IAnsiConsole console, PredictionsInput input, Evaluation model, Evaluation? champion, IReadOnlyList<Metric> inSlices, double alpha)
    {
        console.Write(new Unwrapped($"{Inert(input.Summary)}; {(1 - 2 * alpha).ToString("0.##%", CultureInfo.InvariantCulture)} intervals"));
        console.WriteLine();
        console.Write(new Unwrapped(Whole(model.Whole, champion?.Whole)));
        if (model.Slices.Count == 0)
            return;
        console.WriteLine();
        console.Write(new Unwrapped(Slices(model, inSlices)));
    }

    private static Table Whole(EvaluatedRows model, EvaluatedRows? champion)
    {
        Table table = Empty("metric", "value, interval");
        if (champion is not null)
            table.AddColumn(Header("champion"));
        foreach (MetricEstimate estimate in model.Estimates)
        {
            List<string> cells = [estimate.Metric.Title.EscapeMarkup(), Text(estimate, withReason: true)];
            if (champion is not null)
                cells.Add(Text(champion.Of(estimate.Metric), withReason: true));
            table.AddRow([.. cells]);
        }

        return table;
    }

    private static Table Slices(Evaluation model, IReadOnlyList<Metric> metrics)
    {
        Metric[] shown = [.. metrics.Where(metric => model.Slices[0].Estimates.Any(estimate => estimate.Metric == metric))];
        Table table = Empty(["slice", .. shown.Select(metric => metric.Title)]);
        table.AddColumn(Header("rows").RightAligned());
        foreach (EvaluatedRows slice in model.Slices)
        {
            table.AddRow([
                Inert(slice.Id), .. shown.Select(metric => Text(slice.Of(metric), withReason: false)),
                slice.Estimates.Count == 0 ? "" : Numerals.Count(slice.Estimates[0].Rows),
            ]);
        }

        return table;
    }

    private static string Text(MetricEstimate estimate, bool withReason)
    {
        if (estimate is { Estimate: { } value, Interval: { } interval })
            return Numerals.WithInterval(value, interval.Lower, interval.Upper).EscapeMarkup();
        string why = withReason ? $" [grey]({(estimate.Undefined ?? estimate.TooFew ?? "").EscapeMarkup()})[/]" : "";
        // Without an interval nothing could be decided: the sign says so where there is no room for the reason.
        return (estimate.Estimate is { } point ? "~" + Numerals.Of(point) : "–") + why;
    }

    private static Table Empty(params IEnumerable<string> columns)
    {
        Table table = new Table().Border(TableBorder.None);
        foreach (string column in columns)
            table.AddColumn(Header(column));
        return table;
    }

    private static TableColumn Header(string name) => new TableColumn($"[grey]{name.EscapeMarkup()}[/]").NoWrap();

    private static string Inert(string text) => InertText.Of(text).EscapeMarkup();
}
