using System.Text;
using MlCi.Findings;
using MlCi.Reports;

namespace MlCi.PullRequests;

/// <summary>What a reader must know of a verdict besides its gates: that the rules were changed, who could see the labels, what the change's own job claimed.</summary>
internal static class ChangeNotes
{
    private const int MostNames = 10;

    /// <summary>That the change edits what it is judged by, with both verdicts; empty where it does not.</summary>
    /// <param name="report">What was judged.</param>
    /// <param name="detail">How much is told.</param>
    public static string Rules(PullRequestReport report, CommentDetail detail)
    {
        if (report.ChangedRules.Count == 0)
            return "";
        JudgedPipeline[] both = [.. report.Pipelines.Where(pipeline => pipeline.Proposed is not null).OrderBy(pipeline => pipeline.Name, StringComparer.Ordinal)];
        var text = new StringBuilder($"**Rules changed:** this change edits {Names(report.ChangedRules)}, by which it is judged. The rules of the base branch decide until this is merged.\n\n");
        if (both.Length > 0)
        {
            text.Append("| pipeline | by the base's rules, which count | by the new rules, once merged |\n|---|---|---|\n");
            foreach (JudgedPipeline pipeline in both.Take(detail.Summary))
                text.Append($"| {MarkdownSections.Name(pipeline.Name)} | {Verdict(pipeline.Passed, ChangeHeadline.Of(pipeline))} | {Verdict(pipeline.Proposed!.Passed, ChangeHeadline.Of(pipeline.Proposed))} |\n");
            if (both.Length > detail.Summary)
                text.Append("\n… and ").Append(Numerals.Count(both.Length - detail.Summary, "more pipelines")).Append('\n');
            text.Append('\n');
        }

        return text.Append("**Next:** ").Append(Next(report, both)).Append("\n\n").ToString();
    }

    /// <summary>How far the predictions can be trusted.</summary>
    /// <param name="report">What was judged.</param>
    public static string Trust(PullRequestReport report)
    {
        string[] visible = [.. Named(report, pipeline => pipeline.LabelsVisible)];
        return visible.Length == 0 ? ""
            : $"⚠️ **labels visible to the PR:** its job could read the right answers of {Whose(report, visible)} holdout, so predictions may have been made up from them. "
                + "**Reviewer:** see that the code that predicts does not read them; to rule it out for good, keep the labels behind a pointer that this job cannot read.\n\n";
    }

    /// <summary>Where the change's own job said something else; empty where it did not.</summary>
    /// <param name="report">What was judged.</param>
    public static string Claims(PullRequestReport report)
    {
        string[] wrong = [.. Named(report, pipeline => pipeline is { Claimed: true, Passed: false })], worse = [.. Named(report, pipeline => pipeline is { Claimed: false, Passed: true })];
        // By its own rules it may well have passed.
        string next = report.ChangedRules.Count > 0 ? "" : " **Reviewer:** the base or its champion may have moved on since, or the change may touch how its job runs: see which.";
        return (wrong.Length == 0 ? "" : $"⚠️ The pull request's own job reported that {Names(wrong)} passed. That counts for nothing: judged anew from its predictions, by the base's rules, it did not.{next}\n\n")
            + (worse.Length == 0 ? "" : $"⚠️ The pull request's own job reported that {Names(worse)} failed. What counts is this verdict, judged anew from its predictions by the base's rules.\n\n");
    }

    private static string Next(PullRequestReport report, JudgedPipeline[] both) => (report.Passed, both.All(pipeline => pipeline.Proposed!.Passed)) switch
    {
        (_, _) when both.Length == 0 => "have the change of these files reviewed by whoever answers for them.",
        (false, true) => "have the rules reviewed and merged first, in a separate pull request; this model is then judged by them. Or make it pass the rules as they are.",
        (true, false) => "mind that this model would not pass its own new rules: fix it or them before merging.",
        (true, true) => "review the new rules; the model passes by both.",
        _ => "fix the model: it passes neither the base's rules nor the new ones.",
    };

    private static string Verdict(bool passed, string words) => (passed ? "✅ " : "❌ ") + MarkdownSections.Text(words);

    private static IEnumerable<string> Named(PullRequestReport report, Func<JudgedPipeline, bool> which) =>
        report.Pipelines.Where(which).Select(pipeline => pipeline.Name).Order(StringComparer.Ordinal);

    private static string Whose(PullRequestReport report, string[] names) =>
        names.Length == report.Pipelines.Count ? names.Length == 1 ? "the" : "every" : $"the {Names(names)}";

    private static string Names(IReadOnlyCollection<string> names) => string.Join(", ", names.Take(MostNames).Select(MarkdownSections.Name))
        + (names.Count > MostNames ? $" and {Numerals.Count(names.Count - MostNames)} more" : "");
}
