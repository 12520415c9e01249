using MlCi.Gates;
using MlCi.Reports;

namespace MlCi.PullRequests;

/// <summary>A pipeline in a comment: what blocks it and what to do next, what changed against the champion, the rest folded.</summary>
internal static class PipelineSection
{
    /// <summary>Its Markdown, without a heading.</summary>
    /// <param name="pipeline">The pipeline.</param>
    /// <param name="detail">How much is told.</param>
    public static string Write(JudgedPipeline pipeline, CommentDetail detail)
    {
        string failure = pipeline.Failure is { } why ? MarkdownSections.Problems([Unjudged(pipeline, why)], detail.Problems, detail.Log) : "";
        if (pipeline.Report is not { } report)
            return failure;
        return string.Concat(
            failure,
            MarkdownSections.Problems(ReportProblems.Of(report), detail.Problems, detail.Log),
            MarkdownSections.Warnings(report),
            MarkdownSections.Changes(report, detail.Rows),
            MarkdownSections.Open(report, detail.Rows),
            detail.Looks ? MarkdownSections.Findings(report) : "",
            MarkdownSections.Passed(report, detail.Passed),
            detail.Looks ? MarkdownSections.Diagnostics(report, detail.Rows) + MarkdownSections.WorstSlices(report) + MarkdownSections.SeedSpread(report) : "",
            detail.Lineage ? MarkdownSections.Stages(report) + $"<sub>{string.Join(" · ", MarkdownReport.Evidence(report))}</sub>\n\n" : "");
    }

    /// <summary>The first thing that blocks it, and how many more there are; what came of it where nothing does; plain text.</summary>
    /// <param name="pipeline">The pipeline.</param>
    public static string Reason(JudgedPipeline pipeline)
    {
        IReadOnlyList<Problem> problems = pipeline is { Failure: null, Report: { } report } ? ReportProblems.Of(report) : [];
        return problems.Count == 0 ? ChangeHeadline.Of(pipeline) : problems[0].What + (problems.Count > 1 ? $" (and {problems.Count - 1} more)" : "");
    }

    /// <summary>How it stands against the champion, in a few words: <c>auc not worse, brier better</c>; plain text.</summary>
    /// <param name="pipeline">The pipeline.</param>
    public static string Changes(JudgedPipeline pipeline) => pipeline.Report is not { } report ? "–"
        : Headline.ComparedNothing(report) ? "nothing was compared"
        : string.Join(", ", ReportRow.Changes(report).Where(row => row.Result is { Slice: null, Verdict: not GateVerdict.NotEvaluated }).Take(3).Select(row => $"{row.Result.Metric} {row.Verdict}")) is { Length: > 0 } words ? words : "–";

    private static Problem Unjudged(JudgedPipeline pipeline, string why)
    {
        string first = Headline.FirstLine(why);
        return new Problem(
            $"{pipeline.Name} could not be judged: {first}",
            "open the run, fix what kept it from predicting every row of the holdout, and push; what cannot be judged never passes")
        {
            Log = why[first.Length..],
        };
    }
}
