using MlCi.Findings;
using MlCi.Gates;

namespace MlCi.Reports.Html;

/// <summary>
/// The verdict as one page for a browser: the verdict, why, every gate with its interval, the champion, curves, worst slices, data,
/// stages, and what it was made of. It needs no network and no script, and does not depend on when or where it is written.
/// </summary>
public static class HtmlReport
{
    // Only this style and this script; nothing is fetched, sent or framed. The empty icon keeps a browser from asking for one.
    private static readonly string Policy =
        $"default-src 'none'; style-src {PageAsset.Style.Policy}; script-src {PageAsset.Script.Policy}; img-src data:; base-uri 'none'; form-action 'none'";

    /// <summary>The text of gate.html.</summary>
    /// <param name="report">The report.</param>
    /// <param name="curves">What is drawn of the predictions, or null where there are none.</param>
    /// <param name="times">How long stages took.</param>
    public static string Write(GateReport report, ReportCurves? curves, IReadOnlyList<StageTime> times)
    {
        PageSection gates = new("gates", "Gates", part => GatesPart.Add(part, report));
        PageSection champion = new("champion", "Champion", part => ChampionPart.Add(part, report));
        // What changed comes first, but for a threshold that blocks.
        bool isThreshold = report.Gates.Any(gate => gate.Blocks && gate.Rule != ComparisonGate.Kind);
        PageSection[] sections =
        [
            new("why", "Why", part => ReasonsPart.Add(part, report)),
            .. isThreshold ? new[] { gates, champion } : [champion, gates],
            new("curves", "Predictions", part => CurvesPart.Add(part, report, curves)),
            new("worst", "Worst slices", part => WorstPart.Add(part, report)),
            new("diagnostics", "Diagnostics", part => GatesPart.AddDiagnostics(part, report)),
            new("seeds", "Seeds", part => SeedsPart.Add(part, report)),
            new("data", "Data", part => DataPart.Add(part, report)),
            new("stages", "Stages", part => StagesPart.Add(part, report, times)),
            new("lineage", "Lineage", part => LineagePart.Add(part, report)),
            new("reading", "How to read it", part => ReadingPart.Add(part, report)),
        ];
        (PageSection Section, Markup Content)[] parts = [.. sections.Select(section => (section, section.Make())).Where(part => !part.Item2.IsEmpty)];
        var page = new Markup();
        page.Add($"<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta http-equiv=\"Content-Security-Policy\" content=\"{Policy}\">");
        page.Add($"<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><meta name=\"color-scheme\" content=\"light dark\"><meta name=\"referrer\" content=\"no-referrer\">");
        page.Add($"<title>{Headline.Word(report)} {report.Pipeline:120} – MlCi gate</title><link rel=\"icon\" href=\"data:,\"><style>");
        page.AddAsset(PageAsset.Style.Text);
        page.Add($"</style></head>\n<body><a class=\"skip\" href=\"#main\">Skip to the reasons</a>\n");
        AddVerdict(page, report);
        page.Add($"<nav aria-label=\"Sections\"><ul>");
        foreach ((PageSection section, _) in parts)
            page.Add($"<li><a href=\"#{section.Id}\">{section.Title}</a></li>");
        page.Add($"</ul></nav>\n<main id=\"main\" tabindex=\"-1\">\n");
        foreach ((PageSection section, Markup content) in parts)
            page.Add($"<section id=\"{section.Id}\" aria-labelledby=\"{section.Id}-h\"><h2 id=\"{section.Id}-h\">{section.Title}</h2>\n{content}</section>\n");
        page.Add($"</main>\n<script>");
        page.AddAsset(PageAsset.Script.Text);
        page.Add($"</script></body></html>\n");
        return page.ToString();
    }

    private static void AddVerdict(Markup page, GateReport report)
    {
        VerdictMark mark = VerdictMark.Of(report);
        page.Add($"<header class=\"{mark.Kind}\"><h1>");
        mark.Add(page);
        page.Add($"{Headline.Of(report):800}</h1><p class=\"facts\">");
        if (report.Gates.Count > 0)
            page.Add($"<span>{Numerals.Count(report.Gates.Count, "gates")}: {report.Decisions.Counts}</span> ");
        AddDigest(page, "model", report.Digests.Model);
        AddDigest(page, "champion", report.Digests.Champion);
        AddDigest(page, "holdout", report.Digests.Holdout);
        if (report.Commit is { } commit)
            page.Add($"<span>commit <code>{(commit.Length > 12 ? commit[..12] : commit)}</code>{(report.Dirty == true ? ", with changes" : "")}</span>");
        page.Add($"</p></header>\n");
    }

    private static void AddDigest(Markup page, string what, string? digest)
    {
        if (digest is not null)
            page.Add($"<span>{what} <code>{LineagePart.Short(digest)}</code></span> ");
    }

    private sealed record PageSection(string Id, string Title, Action<Markup> Write)
    {
        public Markup Make()
        {
            var content = new Markup();
            Write(content);
            return content;
        }
    }
}

/// <summary>How long a stage took.</summary>
/// <param name="Stage">The stage's name.</param>
/// <param name="Seconds">Its seconds.</param>
public sealed record StageTime(string Stage, double Seconds);
