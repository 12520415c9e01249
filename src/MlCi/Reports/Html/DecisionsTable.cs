using MlCi.Findings;
using MlCi.Metrics;

namespace MlCi.Reports.Html;

/// <summary>The confusion cells: rows by what they are and what they were decided to be, darker where more of a class lie.</summary>
internal static class DecisionsTable
{
    private const int Shades = 9;

    public static void Add(Markup page, ScoreCurves scores)
    {
        ConfusionCounts cells = scores.Cells;
        Add(page, $"Decisions at score ≥ {Numerals.Exact(scores.Decision)}", ["positive", "negative"],
            [[cells.TruePositives, cells.FalseNegatives], [cells.FalsePositives, cells.TrueNegatives]], "");
        page.Add($"<p>Recall: {Share(cells.TruePositives, cells.Positives)} of the positives are found; specificity: {Share(cells.TrueNegatives, cells.Negatives)} of the negatives are left alone; ");
        page.Add($"precision: {Share(cells.TruePositives, cells.TruePositives + cells.FalsePositives)} of the positive decisions are right. {Numerals.Count(cells.Rows, "rows")}.</p></figure>\n");
    }

    public static void Add(Markup page, ClassCells cells)
    {
        Add(page, "Decisions by class", cells.Names, cells.Rows, cells.Names.Count > 2 ? " class=\"big\"" : "");
        page.Add($"<p>Rows of each class, and of these the share that was decided for each. On the diagonal is what was decided rightly");
        page.Add($"{(cells.Others > 0 ? ", but where several classes stand together" : "")}.</p></figure>\n");
    }

    private static void Add(Markup page, string title, IReadOnlyList<string> names, IReadOnlyList<IReadOnlyList<long>> rows, string kind)
    {
        page.Add($"<figure id=\"decisions\"");
        page.AddAsset(kind);
        page.Add($"><figcaption><h3>{title}</h3></figcaption><div class=\"scroll\" role=\"group\" aria-label=\"{title}\" tabindex=\"0\"><table class=\"cells\"><thead><tr><th scope=\"col\"><span class=\"vh\">class of the row</span></th>");
        foreach (string name in names)
            page.Add($"<th scope=\"col\">decided {name:40}</th>");
        page.Add($"</tr></thead><tbody>");
        for (int truth = 0; truth < names.Count; truth++)
        {
            long all = rows[truth].Sum();
            page.Add($"<tr><th scope=\"row\">is {names[truth]:40}</th>");
            for (int decided = 0; decided < names.Count; decided++)
            {
                double share = all == 0 ? 0 : (double)rows[truth][decided] / all;
                page.Add($"<td class=\"{(truth == decided ? "y" : "z")}{(int)Math.Round(share * Shades)}\"><b>{Numerals.Count(rows[truth][decided])}</b><small>{Share(rows[truth][decided], all)}</small></td>");
            }

            page.Add($"</tr>");
        }

        page.Add($"</tbody></table></div>");
    }

    private static string Share(long part, long all) => all == 0 ? "–" : ScorePlot.Percent((double)part / all);
}
