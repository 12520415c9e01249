using System.Text;
using MlCi.Findings;
using MlCi.Reports;

namespace MlCi.PullRequests;

/// <summary>
/// The comment on a pull request: verdict and reason first, what to do next, what changed against the champion, the rest folded. It is
/// never too long for GitHub, as the least important parts go first, which it says.
/// </summary>
public static class CommentText
{
    /// <summary>The most UTF-8 bytes, and so the most characters; GitHub takes 65,536.</summary>
    public const int MostBytes = 65_000;

    // More are folded each.
    private const int MostOpen = 3;

    /// <summary>The comment's Markdown, without the hidden line by which it is found again.</summary>
    /// <param name="report">What was judged.</param>
    /// <param name="mostBytes">The most UTF-8 bytes.</param>
    public static string Write(PullRequestReport report, int mostBytes = MostBytes)
    {
        var leftOut = new List<string>();
        foreach (CommentDetail detail in CommentDetail.Levels)
        {
            if (detail.LeftOut.Length > 0)
                leftOut.Add(detail.LeftOut);
            string text = Write(report, detail, leftOut);
            if (Encoding.UTF8.GetByteCount(text) <= mostBytes)
                return text;
        }

        return $"## {Mark(report)} {Title(report)}\n\nAll else is left out, as a comment holds no more.\n";
    }

    private static string Write(PullRequestReport report, CommentDetail detail, List<string> leftOut)
    {
        JudgedPipeline[] failed = [.. report.Pipelines.Where(pipeline => !pipeline.Passed).OrderBy(pipeline => pipeline.Name, StringComparer.Ordinal)];
        JudgedPipeline[] passed = [.. report.Pipelines.Where(pipeline => pipeline.Passed).OrderBy(pipeline => pipeline.Name, StringComparer.Ordinal)];
        string body = report.Pipelines.Count == 1 ? PipelineSection.Write(report.Pipelines[0], detail) : Several(failed, passed, detail);
        string nothing = report.Failure is { } failure ? MarkdownSections.Problems([Unjudged(failure)], most: 1, Math.Max(detail.Log, 3)) : "";
        var text = new StringBuilder($"## {Mark(report)} {Title(report)}\n\n");
        text.Append(ChangeNotes.Rules(report, detail)).Append(nothing).Append(ChangeNotes.Claims(report)).Append(report.Passed ? Passed(report) + ChangeNotes.Trust(report) + body : body + ChangeNotes.Trust(report));
        string[] end =
        [
            .. body.Contains(MarkdownSections.BarTitle, StringComparison.Ordinal) ? LevelOf(report).Append(IntervalBar.Legend) : [],
            $"commit {MarkdownSections.Name(Short(report.HeadSha))} judged by the rules of the base's {MarkdownSections.Name(Short(report.BaseSha))}",
            .. Link(report.Run) is { } link ? [link] : Array.Empty<string>(),
        ];
        if (leftOut.Count > 0)
            text.Append("⚠️ Left out, as a comment holds no more: ").AppendJoin("; ", leftOut).Append(". gate.md and gate.json of the run have all.\n\n");
        return text.Append("<sub>").AppendJoin(" · ", end).Append("</sub>\n").ToString();
    }

    private static string Several(JudgedPipeline[] failed, JudgedPipeline[] passed, CommentDetail detail)
    {
        var text = new StringBuilder(PipelineTable.Write(failed, detail.Summary));
        foreach (JudgedPipeline pipeline in failed.Take(detail.Detailed))
        {
            string section = PipelineSection.Write(pipeline, detail);
            text.Append(failed.Length > MostOpen
                ? MarkdownSections.Folded($"❌ {pipeline.Name}: what blocks, and what to do next", section)
                : $"### ❌ {MarkdownSections.Text(pipeline.Name)}\n\n{section}");
        }

        string summary = PipelineTable.Write(passed, detail.Summary);
        int unjudged = passed.Count(pipeline => pipeline.Report is null);
        return text.Append(failed.Length > 0 && passed.Length > 0 ? MarkdownSections.Folded($"✅ {Numerals.Count(passed.Length - unjudged, "pipelines")} passed{(unjudged > 0 ? $", of {unjudged} nothing was judged" : "")}", summary) : summary).ToString();
    }

    private static Problem Unjudged(string failure)
    {
        string first = Headline.FirstLine(failure);
        return new Problem(first, "open the run, fix what stopped it and push, or run it again where it was cancelled; what cannot be judged never passes") { Log = failure[first.Length..] };
    }

    private static string Passed(PullRequestReport report) =>
        report.Pipelines.Count > 0 && report.ChangedRules.Count == 0 && !ChangeHeadline.IsUnjudged(report) ? "**Next:** nothing to fix; it can be reviewed.\n\n" : "";

    private static string Title(PullRequestReport report) => MarkdownText.Escape(InertText.Shortened(ChangeHeadline.Of(report), CheckSummary.MostTitle));

    private static IEnumerable<string> LevelOf(PullRequestReport report) =>
        report.Pipelines.Select(pipeline => pipeline.Report).OfType<GateReport>().SelectMany(MarkdownReport.Level).Distinct().Take(1);

    private static string? Link(Uri? run) => run is { IsAbsoluteUri: true, Scheme: "https" or "http" }
        ? $"[the run with all reports](<{run.AbsoluteUri.Replace("<", "%3C", StringComparison.Ordinal).Replace(">", "%3E", StringComparison.Ordinal)}>)" : null;

    private static string Mark(PullRequestReport report) => !report.Passed ? "❌" : ChangeHeadline.IsUnjudged(report) ? "⚠️" : "✅";

    private static string Short(string sha) => sha.Length > 7 ? sha[..7] : sha;
}
