namespace MlCi.Reports.Html;

/// <summary>The few words that a reader new to it needs.</summary>
internal static class ReadingPart
{
    public static void Add(Markup page, GateReport report)
    {
        string level = report.Gates.Count > 0 ? Headline.Level(report) + " " : "";
        page.Add($"<dl>\n<dt>Passed</dt><dd>The whole {level}interval clears the limit.</dd>\n<dt>Failed</dt><dd>The whole interval misses it; in a slice, only if that holds after correcting for the number of slices.</dd>\n");
        page.Add($"<dt>Inconclusive</dt><dd>The limit lies inside the interval: more rows would decide it. On the whole holdout that blocks, in slices it warns, unless pipeline.yml says otherwise.</dd>\n");
        page.Add($"<dt>Not evaluated</dt><dd>There was nothing to decide on. That always blocks.</dd>\n");
        page.Add($"<dt>Margin</dt><dd>How much worse than the champion is still accepted. Only an interval that lies beyond it is worse for sure.</dd>\n</dl>\n");
    }
}
