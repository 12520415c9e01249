using MlCi.Adapters.GitHub;
using MlCi.Findings;
using MlCi.Gates;
using MlCi.Promotion;

namespace MlCi.Adapters.Stages;

/// <summary>
/// Asks GitHub for the reviews of the pull request that brought a model's commit: the one whose merge or whose head that commit is. It must
/// have been merged into the default branch, as what was merged elsewhere rests on what nobody need have reviewed.
/// </summary>
internal static class MergedReviews
{
    /// <summary>The facts with these reviews, or with the reason why there are none.</summary>
    /// <param name="facts">What is known.</param>
    /// <param name="evidence">The model's gate report, or null.</param>
    /// <param name="alias">The alias that it shall bear.</param>
    /// <param name="people">Whose logins are known.</param>
    /// <param name="writers">Who wrote a commit's files, as far as that is known without GitHub.</param>
    /// <param name="connect">Connects to GitHub.</param>
    /// <exception cref="FaultException">Nothing says how to reach GitHub (exit 2); GitHub refuses or is out of reach (exit 3).</exception>
    public static PromotionFacts Add(PromotionFacts facts, GateEvidence? evidence, Alias alias, IReadOnlyList<Person> people, Func<string, KnownWriters> writers, Func<IGitHub> connect)
    {
        if (evidence?.Commit is not { } commit)
            return facts with { NotReviewed = "found a gate report without a commit, expected one of a commit that a pull request brought" };
        // A review says nothing of what was changed after it.
        if (evidence.Dirty != false)
            return facts with { NotReviewed = $"found files changed after commit {InertText.Of(commit)}, or git did not say, expected the commit as it is" };
        try
        {
            using IGitHub gitHub = connect();
            return Asked(facts, commit, alias.Approvals!, people, writers, gitHub);
        }
        catch (FaultException e)
        {
            throw new FaultException(e.ExitCode, [.. e.Faults.Select(fault => new Fault($"rule 'approvals' of {alias} needs reviews on GitHub, of which none counts unread: {fault.Message}"))]);
        }
    }

    private static PromotionFacts Asked(PromotionFacts facts, string commit, ApprovalRule rule, IReadOnlyList<Person> people, Func<string, KnownWriters> writers, IGitHub gitHub)
    {
        IReadOnlyList<MergedPullRequest> all = gitHub.ListMerged(commit);
        MergedPullRequest[] merged = [.. all.Where(one => one.BaseBranch == one.DefaultBranch)];
        if ((Array.Find(merged, one => one.MergeSha == commit) ?? Array.Find(merged, one => one.HeadSha == commit)) is not { } found)
        {
            string others = all.Count == 0 ? "" : $" ({string.Join(", ", all.Select(one => InertText.Of($"{one.Page} was merged into {one.BaseBranch} as {one.MergeSha ?? "what is gone"}")))})";
            return facts with { NotReviewed = $"found no pull request of {gitHub.Shown}{others} that was merged into the default branch with {InertText.Of(commit)} as its merge or head, expected the one that brought the model's commit" };
        }

        // A rebase or a squash leaves of its commits, and of who wrote them, no more in git than somebody chose.
        IReadOnlyList<PullRequestCommit> commits = rule.NotAuthor ? gitHub.ListCommits(found.Number) : [];
        string[] listed = [.. commits.SelectMany(one => one.Authors).Distinct(StringComparer.OrdinalIgnoreCase)];
        // Who asks for reviews is an author, whoever merged; but of who wrote it that says nothing.
        facts = facts with { Authors = facts.Authors.Count + listed.Length == 0 ? [] : [.. facts.Authors, .. listed, found.Author] };
        if (commits.Count >= PullRequestCommit.MostListed)
            return facts with { NotReviewed = InertText.Of($"found {commits.Count} commits in {found.Page}, as many as GitHub lists, expected fewer, as those who wrote the others may not approve") };
        KnownWriters known = writers(commit);
        string[] wrote = [.. known.Git, .. listed];
        return facts with
        {
            Reviewed = new ReviewedChange(InertText.Of(found.Page.ToString()), found.Author, found.HeadSha, [.. gitHub.ListReviews(found.Number).Select(review => Of(review, people))])
            {
                Authors = wrote.Length == 0 ? [] : [.. wrote, .. known.ByHand],
            },
        };
    }

    private static FoundReview Of(PullRequestReview review, IReadOnlyList<Person> people) => new(
        review.Id, InertText.Of(review.Page.ToString()), InertText.Of(review.Author), InertText.Of(review.State), review.Commit, review.When,
        people.FirstOrDefault(person => string.Equals(person.GitHub, review.Author, StringComparison.OrdinalIgnoreCase)));
}

/// <summary>Who made a model, as far as that is known without GitHub.</summary>
/// <param name="Git">Who wrote what its commit brought, by git; none where git does not know all of that.</param>
/// <param name="ByHand">Who registered it, other than by a job.</param>
internal sealed record KnownWriters(IReadOnlyList<string> Git, IReadOnlyList<string> ByHand);
