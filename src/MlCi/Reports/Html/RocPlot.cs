using MlCi.Findings;

namespace MlCi.Reports.Html;

/// <summary>The ROC curve, with the decisions as a point on it.</summary>
internal static class RocPlot
{
    private static readonly double[] Places = [0, .05, .1, .2, .3, .4, .5, .6, .7, .8, .9, 1];

    public static void Add(Markup page, ScoreCurves scores, ScoreCurves? champion, double? area)
    {
        var plot = new Plot("roc", "ROC curve", "false positive rate", "recall");
        string at = $"At score ≥ {Numerals.Exact(scores.Decision)} recall is {Numerals.Of(scores.Recall)} and the false positive rate {Numerals.Of(scores.FalsePositiveRate)}.";
        string auc = area is { } value ? $"Area under the curve: {Numerals.Of(value)}. " : "";
        plot.Open(page, $"Recall against the false positive rate at every threshold. {auc}{at}");
        page.Add($"<path class=\"ref\" d=\"M{plot.X.At(0)} {plot.Y.At(0)}L{plot.X.At(1)} {plot.Y.At(1)}\"/>");
        if (champion is not null)
            plot.AddLine(page, "before", champion.Roc);
        plot.AddLine(page, "now", scores.Roc);
        plot.AddPoint(page, scores.FalsePositiveRate, scores.Recall);
        Plot.CloseDrawing(page);
        page.Add($"<p>{auc}○ {at} Dotted: chance.</p>");
        plot.Close(
            page, ["false positive rate", "recall", .. champion is null ? Array.Empty<string>() : ["champion's recall"]],
            Places.Select(x => (string[])[Numerals.Exact(x), Plot.Number(scores.Roc.At(x)), .. champion is null ? Array.Empty<string>() : [Plot.Number(champion.Roc.At(x))]]));
    }
}
