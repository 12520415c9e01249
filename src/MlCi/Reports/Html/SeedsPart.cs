namespace MlCi.Reports.Html;

/// <summary>How much the seed alone changes.</summary>
internal static class SeedsPart
{
    public static void Add(Markup page, GateReport report)
    {
        if (report.SeedSpread.Count == 0)
            return;
        page.Add($"<p>{SeedSpreadRow.Title(report)}: {SeedSpreadRow.About(report)}.</p>\n");
        PageTable.Open(
            page, "What the seed alone changes", report.SeedSpread.Count, new("Metric"), new("Mean", PageColumn.Number), new("Standard deviation", PageColumn.Number),
            new("Least", PageColumn.Number), new("Greatest", PageColumn.Number), new("Note"));
        page.Add($"<tbody>");
        foreach (SeedSpreadRow row in SeedSpreadRow.Of(report))
        {
            page.Add($"<tr><th scope=\"row\">{row.Metric:160}</th><td class=\"n\">{row.Mean}</td><td class=\"n\">{row.StandardDeviation}</td>");
            page.Add($"<td class=\"n\">{row.Least}</td><td class=\"n\">{row.Greatest}</td><td>{row.Note:300}</td></tr>\n");
        }

        page.Add($"</tbody>");
        PageTable.Close(page);
    }
}
