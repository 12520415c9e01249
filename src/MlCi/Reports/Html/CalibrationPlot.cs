using MlCi.Findings;

namespace MlCi.Reports.Html;

/// <summary>The CORP reliability diagram (Dimitriadis, Gneiting &amp; Jordan, PNAS 118, 2021): what scores are worth as probabilities.</summary>
internal static class CalibrationPlot
{
    public static void Add(Markup page, ScoreCurves scores, ScoreCurves? champion)
    {
        var plot = new Plot("calibration", "Calibration", "score", "rate of positives");
        string parts = scores.Brier is not { } brier ? "" :
            $"Brier score {Numerals.Of(brier.Score)} = miscalibration {Numerals.Of(brier.Miscalibration)} − discrimination {Numerals.Of(brier.Discrimination)} + uncertainty {Numerals.Of(brier.Uncertainty)}. ";
        plot.Open(page, $"The recalibrated rate of positives against the score, by isotonic regression (CORP); on the diagonal a score is the rate. {parts}");
        page.Add($"<path class=\"ref\" d=\"M{plot.X.At(0)} {plot.Y.At(0)}L{plot.X.At(1)} {plot.Y.At(1)}\"/>");
        if (champion is not null)
            plot.AddLine(page, "before", champion.Calibration);
        plot.AddLine(page, "now", scores.Calibration);
        Plot.CloseDrawing(page);
        page.Add($"<p>{parts}Dotted: perfectly calibrated; below it scores promise too much.</p>");
        plot.Close(page, ["score", "rate of positives"], Places(scores.Calibration).Select(x => (string[])[Numerals.Of(x), Plot.Number(scores.Calibration.At(x))]));
    }

    private static IEnumerable<double> Places(CurveLine line) =>
        [line.X[0], .. Enumerable.Range(0, 21).Select(i => i / 20.0).Where(x => x > line.X[0] && x < line.X[^1]), line.X[^1]];
}
