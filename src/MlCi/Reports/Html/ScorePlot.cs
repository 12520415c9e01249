using MlCi.Findings;

namespace MlCi.Reports.Html;

/// <summary>Where the scores of either class lie: positives above the line, negatives below.</summary>
internal static class ScorePlot
{
    public static void Add(Markup page, ScoreCurves scores)
    {
        double most = Math.Max(scores.PositiveShares.Max(), scores.NegativeShares.Max()) * 1.05;
        Plot plot = new Plot("scores", "Scores by class", "score", "share of the class") { Label = tick => Axis.Label(Math.Abs(tick)) }.WithY(-most, most);
        string text = $"Above the line the share of the positives with a score, below it of the negatives. At {Numerals.Exact(scores.Decision)} and above a row is decided positive.";
        plot.Open(page, text);
        AddBars(page, plot, "pos", scores.PositiveShares, 1);
        AddBars(page, plot, "neg", scores.NegativeShares, -1);
        page.Add($"<path class=\"zero\" d=\"M{plot.X.At(0)} {plot.Y.At(0)}H{plot.X.At(1)}\"/><path class=\"cut\" d=\"M{plot.X.At(scores.Decision)} {plot.Y.At(most)}V{plot.Y.At(-most)}\"/>");
        page.Add($"<text class=\"note\" x=\"346\" y=\"22\">positive ▲</text><text class=\"note\" x=\"346\" y=\"245\">negative ▼</text>");
        Plot.CloseDrawing(page);
        page.Add($"<p>{text}</p>");
        const int Together = 4;
        plot.Close(page, ["score from", "to", "of positives", "of negatives"], Enumerable.Range(0, ScoreCurves.BinCount / Together).Select(i => (string[])
        [
            Numerals.Exact((double)i * Together / ScoreCurves.BinCount), Numerals.Exact((i + 1.0) * Together / ScoreCurves.BinCount),
            Percent(scores.PositiveShares.Skip(i * Together).Take(Together).Sum()), Percent(scores.NegativeShares.Skip(i * Together).Take(Together).Sum()),
        ]));
    }

    internal static string Percent(double share) => $"{share * 100:0.0} %";

    /// <summary>Adds bars of equal width as one path.</summary>
    internal static void AddBars(Markup page, Plot plot, string kind, IReadOnlyList<double> shares, int sign)
    {
        page.Add($"<path class=\"{kind}\" d=\"");
        double width = (plot.X.To - plot.X.From) / shares.Count;
        for (int i = 0; i < shares.Count; i++)
        {
            if (shares[i] > 0)
                page.Add($"M{plot.X.At(plot.X.From + i * width) + .4} {plot.Y.At(0)}V{plot.Y.At(sign * shares[i])}H{plot.X.At(plot.X.From + (i + 1) * width) - .4}V{plot.Y.At(0)}z");
        }

        page.Add($"\"/>");
    }
}
