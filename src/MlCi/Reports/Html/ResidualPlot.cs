using MlCi.Findings;

namespace MlCi.Reports.Html;

/// <summary>How the residuals are spread.</summary>
internal static class ResidualPlot
{
    public static void Add(Markup page, NumberCurves numbers)
    {
        NumberQuantiles residuals = numbers.Residuals!;
        Plot plot = new Plot("residuals", "Residuals", "truth − prediction", "share of the rows").WithX(numbers.From, numbers.To).WithY(0, Math.Max(numbers.Shares.Max() * 1.05, .01));
        double outside = Math.Max(0, 1 - numbers.Shares.Sum());
        string text = $"Half of the residuals lie from {Numerals.Of(residuals.Lower)} to {Numerals.Of(residuals.Upper)}, nine in ten from {Numerals.Of(residuals.Lowest)} to {Numerals.Of(residuals.Highest)}; their median is {Numerals.Of(residuals.Median)}.";
        plot.Open(page, text);
        ScorePlot.AddBars(page, plot, "pos", numbers.Shares, 1);
        page.Add($"<path class=\"zero\" d=\"M{plot.X.At(numbers.From)} {plot.Y.At(0)}H{plot.X.At(numbers.To)}\"/><path class=\"cut\" d=\"M{plot.X.At(0)} {plot.Y.At(plot.Y.To)}V{plot.Y.At(0)}\"/>");
        Plot.CloseDrawing(page);
        page.Add($"<p>{text}{(outside >= .0005 ? $" {ScorePlot.Percent(outside)} lie outside the drawing." : "")}</p>");
        double width = (numbers.To - numbers.From) / numbers.Shares.Count;
        const int Together = 4;
        plot.Close(page, ["from", "to", "share"], Enumerable.Range(0, numbers.Shares.Count / Together).Select(i => (string[])
        [
            Numerals.Of(numbers.From + i * Together * width), Numerals.Of(numbers.From + (i + 1) * Together * width),
            ScorePlot.Percent(numbers.Shares.Skip(i * Together).Take(Together).Sum()),
        ]));
    }
}
