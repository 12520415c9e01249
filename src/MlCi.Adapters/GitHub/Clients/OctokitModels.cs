using System.Text.Json;
using Octokit;

namespace MlCi.Adapters.GitHub.Clients;

/// <summary>Between Octokit's models and ours. Octokit fills what an answer lacks with nothing, so that is looked for here.</summary>
internal static class OctokitModels
{
    public static PullRequest PullRequest(Octokit.PullRequest answer) => new(
        answer.Number, answer.State == ItemState.Open, Login(answer.User), Said(answer.Head?.Sha), answer.Head!.Repository?.FullName, Said(answer.Base?.Ref), Said(answer.Base?.Sha));

    public static PullRequestReview Review(Octokit.PullRequestReview answer) => new(
        Login(answer.User), answer.State.StringValue, answer.CommitId, Id(answer.Id), new Uri(Said(answer.HtmlUrl)), answer.SubmittedAt == default ? null : answer.SubmittedAt);

    public static MergedPullRequest? Merged(CommitPullRequest answer) => answer.MergedAt is null ? null : new(
        answer.Number, new Uri(Said(answer.HtmlUrl)), Login(answer.User), Said(answer.Head?.Sha), answer.MergeCommitSha, Said(answer.Base?.Ref), Said(answer.Base?.Repository?.DefaultBranch), Said(answer.Base?.Repository?.FullName));

    public static PullRequestCommit Commit(Octokit.PullRequestCommit answer) => PullRequestCommit.Of(
        Said(answer.Sha),
        Said(answer.Commit?.Message),
        (answer.Author?.Login, answer.Commit!.Author?.Name, answer.Commit.Author?.Email),
        (answer.Committer?.Login, answer.Commit.Committer?.Name, answer.Commit.Committer?.Email));

    public static IssueComment Comment(Octokit.IssueComment answer) => new(Id(answer.Id), Login(answer.User), answer.Body ?? "");

    public static CheckRun CheckRun(Octokit.CheckRun answer) => new(Id(answer.Id), answer.ExternalId, answer.Status == CheckStatus.Completed, checked((int)answer.Output.AnnotationsCount));

    public static Release Release(Octokit.Release answer) => new(Id(answer.Id), Said(answer.TagName), new Uri(answer.HtmlUrl), Said(answer.UploadUrl));

    public static ReleaseFile Asset(ReleaseAsset answer) => new(Id(answer.Id), Said(answer.Name), answer.State == "uploaded");

    public static Deployment Deployment(Octokit.Deployment answer) => new(Id(answer.Id), Said(answer.Environment), Said(answer.Sha), answer.Description);

    public static CheckStatus Status(CheckRunChange change) => change.Passed is null ? CheckStatus.InProgress : CheckStatus.Completed;

    public static StringEnum<CheckConclusion>? Conclusion(CheckRunChange change) => change.Passed switch { true => CheckConclusion.Success, false => CheckConclusion.Failure, null => null };

    public static NewCheckRunOutput Output(CheckRunChange change) => new(change.Title, change.Summary)
    {
        Text = change.Text,
        Annotations = change.Annotations.Count == 0 ? null : [.. change.Annotations.Select(Annotation)],
    };

    public static DeploymentState State(DeploymentStatus status) => status.State switch
    {
        "in_progress" => DeploymentState.InProgress,
        "success" => DeploymentState.Success,
        "inactive" => DeploymentState.Inactive,
        _ => DeploymentState.Failure,
    };

    private static NewCheckRunAnnotation Annotation(CheckAnnotation one) => new(
        one.Path, one.StartLine, one.EndLine, one.Level switch { CheckLevel.Notice => CheckAnnotationLevel.Notice, CheckLevel.Warning => CheckAnnotationLevel.Warning, _ => CheckAnnotationLevel.Failure }, one.Message)
    {
        Title = one.Title.Length == 0 ? null : one.Title,
    };

    // Who has left GitHub is nobody any more.
    private static string Login(User? user) => user?.Login ?? "ghost";

    private static long Id(long id) => id > 0 ? id : throw new JsonException("no id");

    private static string Said(string? text) => text ?? throw new JsonException("a member that is missing");
}
