using MlCi.Findings;

namespace MlCi.Runs;

/// <summary>A plot in text: a line for each run, with its interval on an axis that all lines share.</summary>
public static class RunPlotText
{
    private const int Width = 48;

    /// <summary>The lines.</summary>
    /// <param name="plot">The plot.</param>
    public static IReadOnlyList<string> Lines(RunPlot plot)
    {
        PlotScale scale = PlotScale.Of(RunPlotSvg.Heights(plot));
        string[] names = [.. plot.Runs.Select(run => Name(plot, run))];
        int wide = names.Max(name => name.Length);
        string limit = plot.Limit is { } value ? $"; ┊ limit {Numerals.Exact(value)}" : "";
        return
        [
            $"{InertText.Of(plot.Title)}{limit}",
            .. plot.Runs.Select((run, index) => $"{names[index].PadRight(wide)}  {Bar(scale, plot.Limit, run)}  {Shown(run)}  {run.Run.VerdictWord}"),
            new string(' ', wide + 2) + Ends(scale),
        ];
    }

    private static string Name(RunPlot plot, PlottedRun run)
    {
        string pipeline = plot.Pipelines.Count > 1 ? $"  {InertText.Of(run.Run.Pipeline)}" : "";
        return run.Run.Id + pipeline + (plot.X == RunPlot.ByStart ? "" : "  " + InertText.Of(RunFields.Of(run.Run, plot.X)!.Text));
    }

    private static string Bar(PlotScale scale, double? limit, PlottedRun run)
    {
        char[] cells = new string(' ', Width).ToCharArray();
        if (limit is { } value)
            cells[Cell(scale, value)] = '┊';
        if (run.Lower is { } lower && run.Upper is { } upper)
        {
            (int from, int to) = (Cell(scale, lower), Cell(scale, upper));
            Array.Fill(cells, '─', from, to - from + 1);
            (cells[from], cells[to]) = ('├', '┤');
        }

        cells[Cell(scale, run.Value)] = '●';
        return new string(cells);
    }

    private static int Cell(PlotScale scale, double value) => Math.Clamp((int)(scale.Place(value) * Width), 0, Width - 1);

    private static string Shown(PlottedRun run) => run is { Lower: { } lower, Upper: { } upper }
        ? Numerals.WithInterval(run.Value, lower, upper) : $"{Numerals.Of(run.Value)} (no interval)";

    private static string Ends(PlotScale scale)
    {
        (string from, string to) = (Numerals.Of(scale.From), Numerals.Of(scale.To));
        return from + to.PadLeft(Math.Max(Width - from.Length, to.Length + 1));
    }
}
