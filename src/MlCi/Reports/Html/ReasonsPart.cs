using MlCi.Findings;
using MlCi.Gates;
using MlCi.Pipelines;

namespace MlCi.Reports.Html;

/// <summary>Why the verdict is what it is, what somebody has to act on first.</summary>
internal static class ReasonsPart
{
    private const int Most = 12;

    public static void Add(Markup page, GateReport report)
    {
        StageOutcome[] broken = [.. report.Stages.Where(IsBroken)];
        HoldoutUse[] uses = [.. report.HoldoutUse.Where(use => use.Warns || use.Blocks)];
        GateResult[] open = [.. report.Gates.Where(gate => gate.Verdict != GateVerdict.Passed && ReportRow.Of(gate).NeedsReason(report)).OrderBy(Rank)];
        page.Add($"<ul class=\"why\">");
        foreach (StageOutcome stage in broken)
            AddStage(page, stage);
        foreach (HoldoutUse use in uses)
            AddReason(page, VerdictMark.Of(use.Blocks), use.Reason, use.Source);
        foreach (GateResult gate in open.Take(Most))
            AddReason(page, VerdictMark.Of(gate), gate.Reason, gate.Source);
        if (open.Length > Most)
            page.Add($"<li><a href=\"#gates\">{Numerals.Count(open.Length - Most)} more below</a></li>");
        if (broken.Length + uses.Length + open.Length == 0)
            AddReason(page, VerdictMark.Of(report), $"{report.Reason}, each with its whole interval on the right side of its limit", place: null);
        if (report.Stages.FirstOrDefault(stage => stage is { Stage: "Compare", Status: StageStatus.Skipped }) is { } skipped)
            AddReason(page, VerdictMark.Of(skipped), $"Nothing was compared: {skipped.Reason}", place: null);
        page.Add($"</ul>\n");
    }

    // What Evaluate and Compare found against the model stands in the gates.
    private static bool IsBroken(StageOutcome stage) =>
        stage.Status is StageStatus.Failed or StageStatus.NotEvaluated && (!stage.HasResult || stage.Stage is not ("Evaluate" or "Compare"));

    private static int Rank(GateResult gate) => gate.Blocks ? gate.Verdict == GateVerdict.Failed ? 0 : 1 : 2;

    private static void AddReason(Markup page, VerdictMark mark, string reason, SourcePlace? place)
    {
        page.Add($"<li>");
        mark.Add(page);
        page.Add($"{reason:600}");
        if (place is not null)
            page.Add($" <code class=\"at\">{place.ToString():200}</code>");
        page.Add($"</li>\n");
    }

    private static void AddStage(Markup page, StageOutcome stage)
    {
        string first = Headline.FirstLine(stage.Reason);
        page.Add($"<li>");
        VerdictMark.Of(stage).Add(page);
        page.Add($"<strong>{stage.Stage}</strong> {first:600}");
        AddLog(page, stage.Reason[first.Length..]);
        page.Add($"</li>\n");
    }

    /// <summary>Adds what a program printed, a line at a time.</summary>
    internal static void AddLog(Markup page, string log)
    {
        string[] lines = log.Trim(':').ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries);
        if (lines.Length == 0)
            return;
        page.Add($"<pre tabindex=\"0\" aria-label=\"log\">");
        // The last lines say most.
        foreach (string line in lines.TakeLast(60))
            page.Add($"{line:400}\n");
        page.Add($"</pre>");
    }
}
