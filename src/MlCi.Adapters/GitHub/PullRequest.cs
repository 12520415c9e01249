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
internal sealed record PullRequestReview(string Author, string State, string? Commit);

/// <summary>A comment.</summary>
/// <param name="Id">Its id; later ones are greater.</param>
/// <param name="Author">The login of its author.</param>
/// <param name="Body">Its text, in Markdown.</param>
internal sealed record IssueComment(long Id, string Author, string Body);
