using MlCi.Findings;
using MlCi.Gates;
using MlCi.Pipelines;

namespace MlCi.Reports.Html;

/// <summary>Why the verdict is what it is, and what to do next: what blocks first, then what should not be overlooked.</summary>
internal static class ReasonsPart
{
    private const int Most = 12;
    private const int MostLog = 60;

    public static void Add(Markup page, GateReport report)
    {
        IReadOnlyList<Problem> problems = ReportProblems.Of(report);
        HoldoutUse[] uses = [.. report.HoldoutUse.Where(use => use is { Warns: true, Blocks: false })];
        GateResult[] open = [.. report.Gates.Where(gate => gate is { Blocks: false, Verdict: not GateVerdict.Passed } && ReportRow.Of(gate).NeedsReason(report))];
        page.Add($"<ul class=\"why\">");
        foreach (Problem problem in problems.Take(Most))
            AddProblem(page, VerdictMark.Of(blocks: true), problem, "");
        AddMore(page, problems.Count, "block");
        foreach (HoldoutUse use in uses)
            AddReason(page, VerdictMark.Of(blocks: false), use.Reason, use.Source);
        foreach (GateResult gate in open.Take(Most))
            AddProblem(page, VerdictMark.Of(gate), GateProblem.Of(gate), "It does not block. ");
        AddMore(page, open.Length, "do not block");
        if (problems.Count + uses.Length + open.Length == 0)
            AddReason(page, VerdictMark.Of(report), $"{report.Reason}, each with its whole interval on the right side of its limit", place: null);
        foreach (StageOutcome skipped in report.Stages.Where(stage => stage.Status == StageStatus.Skipped))
            AddReason(page, VerdictMark.Of(skipped), $"{(skipped.Stage == "Compare" ? "Nothing was compared" : $"{skipped.Stage} was skipped")}: {skipped.Reason}", place: null);
        page.Add($"</ul>\n");
    }

    private static void AddMore(Markup page, int count, string what)
    {
        if (count > Most)
            page.Add($"<li><a href=\"#gates\">{Numerals.Count(count - Most)} more that {what} below</a></li>");
    }

    private static void AddReason(Markup page, VerdictMark mark, string reason, SourcePlace? place)
    {
        page.Add($"<li>");
        mark.Add(page);
        page.Add($"{reason:600}");
        AddPlace(page, place);
        page.Add($"</li>\n");
    }

    private static void AddProblem(Markup page, VerdictMark mark, Problem problem, string about)
    {
        page.Add($"<li>");
        mark.Add(page);
        page.Add($"<strong>{problem.What:600}</strong>");
        AddPlace(page, problem.Place);
        if (problem.Items.Count > 0)
        {
            page.Add($"<ul>");
            foreach (string item in problem.Items)
                page.Add($"<li>{item:600}</li>");
            page.Add($"</ul>");
        }

        AddLog(page, problem.Log);
        page.Add($"<p>{about}<b>Next:</b> {problem.Next:600}");
        if (problem.Command is { } command)
            page.Add($" <code>{command:300}</code>");
        page.Add($"</p></li>\n");
    }

    private static void AddPlace(Markup page, SourcePlace? place)
    {
        if (place is not null)
            page.Add($" <code class=\"at\">{place.ToString():200}</code>");
    }

    // What a program printed, a line at a time.
    private static void AddLog(Markup page, string log)
    {
        string[] lines = log.Trim(':').ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries);
        if (lines.Length == 0)
            return;
        page.Add($"<pre tabindex=\"0\" role=\"group\" aria-label=\"log\">");
        // The last lines say most.
        foreach (string line in lines.TakeLast(MostLog))
            page.Add($"{line:400}\n");
        page.Add($"</pre>");
    }
}
