namespace MlCi.Adapters.GitHub;

/// <summary>A pull request.</summary>
/// <param name="Number">Its number.</param>
/// <param name="IsOpen">Whether it is neither merged nor closed.</param>
/// <param name="Author">Who opened it.</param>
/// <param name="HeadSha">The commit that it would merge.</param>
/// <param name="HeadRepository">The repository of that commit, <c>owner/name</c>; null where it has been deleted.</param>
/// <param name="BaseBranch">The branch that it would be merged into.</param>
/// <param name="BaseSha">The commit of that branch as it was when the pull request was last changed, which may be an old one.</param>
internal sealed record PullRequest(int Number, bool IsOpen, string Author, string HeadSha, string? HeadRepository, string BaseBranch, string BaseSha);

/// <summary>What a reviewer said.</summary>
/// <param name="Author">Who.</param>
/// <param name="State"><c>APPROVED</c>, <c>CHANGES_REQUESTED</c>, <c>COMMENTED</c>, <c>DISMISSED</c> or <c>PENDING</c>.</param>
/// <param name="Commit">The commit that was looked at; null where it is gone.</param>
/// <param name="Id">Its id.</param>
/// <param name="Page">Its page.</param>
/// <param name="When">When it was submitted; null where it was not yet.</param>
internal sealed record PullRequestReview(string Author, string State, string? Commit, long Id, Uri Page, DateTimeOffset? When);

/// <summary>A pull request that was merged.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Page">Its page.</param>
/// <param name="Author">Who opened it.</param>
/// <param name="HeadSha">The commit of it that was merged.</param>
/// <param name="MergeSha">What the base branch stood at then: a merge, a squashed commit or the last of those that were rebased; null where that is gone.</param>
/// <param name="BaseBranch">The branch that it was merged into.</param>
/// <param name="DefaultBranch">The repository's default branch.</param>
/// <param name="BaseRepository">The repository of that branch, <c>owner/name</c>.</param>
internal sealed record MergedPullRequest(int Number, Uri Page, string Author, string HeadSha, string? MergeSha, string BaseBranch, string DefaultBranch, string BaseRepository)
{
    /// <summary>Whether it was merged into a repository. Of a commit GitHub also lists those of forks and of what was forked.</summary>
    public bool IsOf(GitHubAddress repository) => string.Equals(BaseRepository, $"{repository.Owner}/{repository.Name}", StringComparison.OrdinalIgnoreCase);
}

/// <summary>A comment.</summary>
/// <param name="Id">Its id; later ones are greater.</param>
/// <param name="Author">The login of its author.</param>
/// <param name="Body">Its text, in Markdown.</param>
internal sealed record IssueComment(long Id, string Author, string Body);
