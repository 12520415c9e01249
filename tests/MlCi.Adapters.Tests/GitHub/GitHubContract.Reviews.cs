using System.Text.Json.Nodes;
using MlCi.Adapters.GitHub;

namespace MlCi.Adapters.Tests.GitHub;

/// <summary>Merged pull requests: their reviews, their commits, and which is whose.</summary>
public abstract partial class GitHubContract
{
    [Fact]
    public void Reviews_AreInOrder()
    {
        Repository.AddReview(7, "ada", "CHANGES_REQUESTED", GitHubSite.Sha);
        Repository.AddReview(8, "eve", "APPROVED", GitHubSite.Sha);
        Repository.AddReview(7, "ada", "APPROVED", new string('c', 40), Site.Now);

        IReadOnlyList<PullRequestReview> all = Site.Client().ListReviews(7);
        Assert.Equal([("ada", "CHANGES_REQUESTED", GitHubSite.Sha, DateTimeOffset.UnixEpoch), ("ada", "APPROVED", new string('c', 40), Site.Now)], all.Select(one => (one.Author, one.State, one.Commit!, one.When!.Value)));
        Assert.All(all, one => Assert.Equal(new Uri($"https://github.com/owner/name/pull/7#pullrequestreview-{one.Id}"), one.Page));
    }

    [Fact]
    public void MergedPullRequest_IsFoundByItsMergeAndByItsHead()
    {
        string merge = new('e', 40), own = new('f', 40);
        Repository.AddPullRequest(7, "contributor", "topic", GitHubSite.Sha);
        Repository.AddPullRequest(8, "contributor", "other", own);
        Assert.Empty(Site.Client().ListMerged(GitHubSite.Sha));

        Repository.Merge(7, merge);

        MergedPullRequest expected = new(7, new Uri("https://github.com/owner/name/pull/7"), "contributor", GitHubSite.Sha, merge, "main", "main", "owner/name");
        Assert.Equal([expected], Site.Client().ListMerged(merge));
        Assert.Equal([expected], Site.Client().ListMerged(GitHubSite.Sha));
        Assert.Empty(Site.Client().ListMerged(own));
    }

    [Fact]
    public void PullRequestMergedElsewhere_IsNoneOfThisRepository()
    {
        string merge = new('e', 40);
        Repository.AddPullRequest(7, "contributor", "topic", GitHubSite.Sha);
        Repository.Merge(7, merge);

        Repository.PullRequests[0]["base"]!["repo"]!["full_name"] = "contributor/name";
        Assert.Empty(Site.Client().ListMerged(merge));
        Repository.PullRequests[0]["base"]!["repo"]!["full_name"] = "Owner/NAME";
        Assert.Single(Site.Client().ListMerged(merge));
    }

    [Fact]
    public void CommitsOfAPullRequest_NameEverybodyWhoMadeThem()
    {
        Repository.AddCommit(7, GitHubSite.Sha, ("Ada L", "ada@example.org", "ada"), ("GitHub", "noreply@github.com", "web-flow"), "change\n\nCo-authored-by: Bo <bo@example.org>\nco-authored-by: Cy <cy@example.org>\r");
        Repository.AddCommit(8, new string('d', 40), ("Other", "other@example.org", "other"));
        Repository.AddCommit(7, new string('c', 40), ("Dan", "dan@example.org", null), ("Eve", "eve@example.org", "eve-x"));
        Repository.AddCommit(7, new string('e', 40), ("Ada L", "ada@example.org", "ada"));
        Repository.Commits[^1].Commit["author"] = new JsonObject();

        Assert.Equal(
            [$"{GitHubSite.Sha} ada, Ada L, ada@example.org, Bo, bo@example.org, Cy, cy@example.org", $"{new string('c', 40)} Dan, dan@example.org, eve-x, Eve, eve@example.org", $"{new string('e', 40)} Ada L, ada@example.org, ada"],
            Site.Client().ListCommits(7).Select(one => $"{one.Sha} {string.Join(", ", one.Authors)}"));
    }

    [Fact]
    public void CommitsOfAPullRequest_AreReadFromEveryPage()
    {
        for (int i = 0; i <= PullRequestCommit.MostListed; i++)
            Repository.AddCommit(7, $"{i:x40}", ("Ada", "ada@example.org", "ada"));

        Assert.Equal(Enumerable.Range(0, PullRequestCommit.MostListed).Select(i => $"{i:x40}"), Site.Client().ListCommits(7).Select(one => one.Sha));
    }
}
