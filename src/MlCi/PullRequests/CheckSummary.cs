using MlCi.Findings;
using MlCi.Reports;

namespace MlCi.PullRequests;

/// <summary>What a change's check run and its commit status say.</summary>
/// <param name="Title">The check run's title, plain text of at most <see cref="MostTitle"/> characters.</param>
/// <param name="Summary">The check run's summary, Markdown of at most 65,000 bytes.</param>
/// <param name="Description">The commit status' description, plain text of at most <see cref="MostDescription"/> characters.</param>
/// <param name="Conclusion">The conclusion and the state: <c>success</c> or <c>failure</c>, and never another, as GitHub lets all but a failure through.</param>
public sealed record CheckSummary(string Title, string Summary, string Description, string Conclusion)
{
    /// <summary>The name of the check run, and the context of the status.</summary>
    public const string Name = "mlci/gate";

    /// <summary>The longest title.</summary>
    public const int MostTitle = 255;

    /// <summary>The longest description.</summary>
    public const int MostDescription = 140;

    /// <summary>What they say of a change.</summary>
    /// <param name="report">What was judged.</param>
    public static CheckSummary Of(PullRequestReport report)
    {
        string line = InertText.Of(ChangeHeadline.Of(report));
        string? reason = report switch
        {
            { Failure: { } failure } => Headline.FirstLine(failure),
            { Passed: false, ChangedRules: [], Pipelines: [var only] } => $"{only.Name}: {PipelineSection.Reason(only)}",
            _ => null,
        };
        return new CheckSummary(
            InertText.Shortened(line, MostTitle),
            CommentText.Write(report),
            InertText.Shortened(reason is null ? line : $"{ChangeHeadline.Word(report)}: {InertText.Of(reason)}", MostDescription),
            report.Passed ? "success" : "failure");
    }
}
