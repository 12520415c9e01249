using MlCi.Findings;

namespace MlCi.Reports.Html;

/// <summary>The precision-recall curve as steps, with the decisions as a point on it.</summary>
internal static class PrecisionPlot
{
    private static readonly double[] Places = [.05, .1, .2, .3, .4, .5, .6, .7, .8, .9, 1];

    public static void Add(Markup page, ScoreCurves scores, ScoreCurves? champion, double? area)
    {
        var plot = new Plot("pr", "Precision and recall", "recall", "precision");
        // Where every row is decided positive, the precision is the share of positives.
        double share = scores.Precision.Y[^1];
        string average = area is { } value ? $"Average precision: {Numerals.Of(value)}. " : "";
        bool decides = scores.Cells.TruePositives + scores.Cells.FalsePositives > 0;
        double precision = decides ? Precision(scores, share) : double.NaN;
        string at = decides ? $"At score ≥ {Numerals.Exact(scores.Decision)} precision is {Numerals.Of(precision)} and recall {Numerals.Of(scores.Recall)}." : "No row is decided positive.";
        plot.Open(page, $"Precision against recall at every threshold. {average}{at} The share of positives is {Numerals.Of(share)}.");
        page.Add($"<path class=\"ref\" d=\"M{plot.X.At(0)} {plot.Y.At(share)}H{plot.X.At(1)}\"/>");
        if (champion is not null)
            plot.AddLine(page, "before", champion.Precision);
        plot.AddLine(page, "now", scores.Precision);
        if (decides)
            plot.AddPoint(page, scores.Recall, precision);
        Plot.CloseDrawing(page);
        page.Add($"<p>{average}○ {at} Dotted: the share of positives.</p>");
        plot.Close(
            page, ["recall", "precision", .. champion is null ? Array.Empty<string>() : ["champion's precision"]],
            Places.Select(x => (string[])[Numerals.Exact(x), Plot.Number(Reached(scores, x)), .. champion is null ? Array.Empty<string>() : [Plot.Number(Reached(champion, x))]]));
    }

    // Of the rates, as rows may have weights.
    private static double Precision(ScoreCurves scores, double share) =>
        scores.Recall * share / (scores.Recall * share + scores.FalsePositiveRate * (1 - share));

    // The precision of the highest threshold that finds so many.
    private static double Reached(ScoreCurves scores, double recall)
    {
        for (int i = 0; i < scores.Precision.X.Count; i++)
        {
            if (scores.Precision.X[i] >= recall)
                return scores.Precision.Y[i];
        }

        return scores.Precision.Y[^1];
    }
}
