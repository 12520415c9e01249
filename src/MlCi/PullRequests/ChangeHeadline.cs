using MlCi.Findings;
using MlCi.Gates;
using MlCi.Pipelines;
using MlCi.Reports;

namespace MlCi.PullRequests;

/// <summary>What came of a change in one line, and of each of its pipelines; plain text.</summary>
internal static class ChangeHeadline
{
    /// <summary>The line: <c>Blocked: churn, 1 failed, 6 passed</c>. Where the change edits the rules, that is said first, with both verdicts.</summary>
    /// <param name="report">What was judged.</param>
    public static string Of(PullRequestReport report)
    {
        string verdict = Word(report);
        if (report.ChangedRules.Count == 0)
            return $"{verdict}: {What(report)}";
        JudgedPipeline[] proposed = [.. report.Pipelines.Where(pipeline => pipeline.Proposed is not null)];
        string would = proposed.Length == 0 ? "" : proposed.All(pipeline => pipeline.Proposed!.Passed) ? "; by the new ones it would pass" : "; by the new ones it would be blocked";
        return $"Rules changed. {verdict} by the base's rules: {What(report)}{would}";
    }

    /// <summary>What came of a pipeline.</summary>
    /// <param name="pipeline">The pipeline.</param>
    public static string Of(JudgedPipeline pipeline) => pipeline switch
    {
        { Failure: { } failure } => $"could not be judged: {Headline.FirstLine(failure)}",
        { Unjudged: { } why } => $"not judged: {Headline.FirstLine(why)}",
        { Report: { } report } => Of(report),
        _ => "could not be judged",
    };

    /// <summary>What came of a report.</summary>
    /// <param name="report">The report.</param>
    public static string Of(GateReport report)
    {
        if (report.Passed)
            return Gates(report) + (Headline.ComparedNothing(report) ? $"; nothing was compared: {report.Champion}" : "");
        return ReportProblems.Broken(report) is [var stage, ..] ? $"{stage.Stage} {(stage.Status == StageStatus.Failed ? "failed" : "could not run")}, {Gates(report)}"
            : report.HoldoutUse.FirstOrDefault(use => use.Blocks) is { } closed ? closed.Reason : Gates(report);
    }

    private static string Gates(GateReport report)
    {
        (Verdict counts, int all) = (report.Decisions, report.Gates.Count);
        if (all > 0 && counts.NotEvaluatedCount == all)
            return "no gate was evaluated";
        (int Count, string What)[] parts =
        [
            (counts.FailedCount, "failed"), (counts.NotEvaluatedCount, "not evaluated"), (counts.InconclusiveBlocking, "inconclusive, which blocks"),
            (counts.PassedCount, "passed"), (counts.InconclusiveWarning, "inconclusive, which does not block"),
        ];
        (int Count, string What)[] shown = [.. parts.Where(part => part.Count > 0 && (report.Passed || part.What != "passed"))];
        return all == 0 ? "no gates"
            : shown is [{ What: "passed" }] ? all == 1 ? "the one gate passed" : $"all {all} gates passed"
            : shown.Length == 0 ? $"all {all} gates passed"
            : $"{shown[0].Count} of {Numerals.Count(all, "gates")} {string.Join(", ", shown.Select((part, i) => i == 0 ? part.What : $"{part.Count} {part.What}"))}";
    }

    /// <summary>The verdict's word: what was not judged has not passed, though it blocks nothing.</summary>
    /// <param name="report">What was judged.</param>
    public static string Word(PullRequestReport report) => !report.Passed ? "Blocked" : IsUnjudged(report) ? "Nothing judged" : "Passed";

    /// <summary>Whether there are pipelines, and nothing of any of them was judged.</summary>
    /// <param name="report">What was judged.</param>
    public static bool IsUnjudged(PullRequestReport report) => report.Pipelines.Count > 0 && report.Pipelines.All(pipeline => pipeline is { Passed: true, Report: null });

    private static string What(PullRequestReport report)
    {
        int failed = report.Pipelines.Count(pipeline => !pipeline.Passed), unjudged = report.Pipelines.Count(pipeline => pipeline is { Passed: true, Report: null });
        return report switch
        {
            { Failure: not null } => "nothing could be judged",
            { Pipelines: [] } => "the change affects no pipeline, so there is nothing to judge",
            { Pipelines: [var only] } => $"{only.Name}, {Of(only)}",
            _ when failed == 0 && unjudged > 0 => $"{report.Pipelines.Count - unjudged} of {Numerals.Count(report.Pipelines.Count, "pipelines")}; of {unjudged} nothing was judged",
            _ when failed == 0 => $"all {report.Pipelines.Count} pipelines",
            _ => $"{failed} of {Numerals.Count(report.Pipelines.Count, "pipelines")} did not pass",
        };
    }
}
