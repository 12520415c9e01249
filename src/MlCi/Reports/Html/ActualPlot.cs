using MlCi.Findings;

namespace MlCi.Reports.Html;

/// <summary>Where the truth lies, by what was predicted.</summary>
internal static class ActualPlot
{
    private const double WideRatio = 30;

    public static void Add(Markup page, NumberCurves numbers)
    {
        double[] all = [.. numbers.Bands.SelectMany(band => new[] { band.Predicted, band.Truth.Lowest, band.Truth.Highest })];
        (double from, double to) = (all.Min(), all.Max());
        bool isLogarithmic = from > 0 && to / from > WideRatio;
        if (!(to > from))
            (from, to) = (from - 1, to + 1);
        Plot plot = new Plot("actual", "Truth by prediction", "predicted", "true").WithX(from, to, isLogarithmic).WithY(from, to, isLogarithmic);
        string text = "The median of the truth among rows that were predicted about the same, with the range of half of them and of nine in ten.";
        plot.Open(page, text + " On the diagonal the prediction is right.");
        plot.AddArea(page, "far", Line(numbers, band => band.Truth.Lowest), Line(numbers, band => band.Truth.Highest));
        plot.AddArea(page, "near", Line(numbers, band => band.Truth.Lower), Line(numbers, band => band.Truth.Upper));
        page.Add($"<path class=\"ref\" d=\"M{plot.X.At(from)} {plot.Y.At(from)}L{plot.X.At(to)} {plot.Y.At(to)}\"/>");
        plot.AddLine(page, "now", Line(numbers, band => band.Truth.Median));
        Plot.CloseDrawing(page);
        page.Add($"<p>{text} Dotted: the prediction is right.{(isLogarithmic ? " Both axes are logarithmic." : "")}</p>");
        plot.Close(page, ["predicted", "5 %", "25 %", "median", "75 %", "95 %", "rows"], numbers.Bands.Select(band => (string[])
        [
            Numerals.Of(band.Predicted), Numerals.Of(band.Truth.Lowest), Numerals.Of(band.Truth.Lower), Numerals.Of(band.Truth.Median),
            Numerals.Of(band.Truth.Upper), Numerals.Of(band.Truth.Highest), Numerals.Count(band.Rows),
        ]));
    }

    private static CurveLine Line(NumberCurves numbers, Func<NumberBand, double> height) =>
        new([.. numbers.Bands.Select(band => band.Predicted)], [.. numbers.Bands.Select(height)]);
}
