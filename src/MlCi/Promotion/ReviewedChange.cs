namespace MlCi.Promotion;

/// <summary>The merged pull request that brought a model's commit, with what its reviewers said.</summary>
/// <param name="Page">Its page.</param>
/// <param name="Author">The login of who opened it.</param>
/// <param name="Head">The commit of it that was merged.</param>
/// <param name="Reviews">What was said, the oldest first.</param>
public sealed record ReviewedChange(string Page, string Author, string Head, IReadOnlyList<FoundReview> Reviews)
{
    /// <summary>
    /// Who wrote its commits, or registered the model by hand: names, addresses, logins. None where nobody knows who wrote them; who merged,
    /// or opened it, is none by that.
    /// </summary>
    public IReadOnlyList<string> Authors { get; init; } = [];
}

/// <summary>What somebody said of a pull request.</summary>
/// <param name="Id">The review's id.</param>
/// <param name="Page">Its page.</param>
/// <param name="Login">Who said it.</param>
/// <param name="State"><c>APPROVED</c>, <c>CHANGES_REQUESTED</c>, <c>COMMENTED</c>, <c>DISMISSED</c> or <c>PENDING</c>.</param>
/// <param name="Commit">The commit that was looked at, or null where it is gone.</param>
/// <param name="When">When it was said, in UTC; null where it was not yet.</param>
/// <param name="Reviewer">The person of pipeline.yml whose login it is, or null where there is none.</param>
public sealed record FoundReview(long Id, string Page, string Login, string State, string? Commit, DateTimeOffset? When, Person? Reviewer);
