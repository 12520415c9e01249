using MlCi.Adapters.GitHub;
using MlCi.Findings;
using MlCi.Testing.GitHub;

namespace MlCi.IntegrationTests.GitHub;

public sealed class DescribedRequestsTests
{
    private static readonly string First = new('a', 40), Second = new('c', 40), Base = new('b', 40);

    [SkippableFact]
    public void EveryRequestOfAPullRequestsLife_IsAsGitHubDescribesIt()
    {
        using FakeGitHub fake = new();
        using PrismProxy prism = PrismProxy.Start(fake);
        using IGitHub client = Connect(prism);
        fake.Repository.AddPullRequest(7, "fork", "feature/x", First);
        fake.Repository.AddPullRequest(8, "fork", "feature/x", Second);
        fake.Repository.Changes["pulls/8"] = [("pipelines/a/pipeline.yml", "pipelines/b/pipeline.yml")];
        fake.Repository.Changes[$"{Base}...{Second}"] = [("pipelines/a/pipeline.yml", null)];
        fake.Repository.AddReview(8, "ada", "APPROVED", Second);
        fake.Repository.AddArtifact(5, "results", 3, () => Stream.Null);
        CheckRunPost check = new(client);
        StickyComment comment = new(client, "gate");

        Assert.Equal(8, client.FindPullRequest("fork", "feature/x", Second)?.Number);
        Assert.Equal(Second, client.ReadPullRequest(8)?.HeadSha);
        Assert.Equal(2, client.ListChanges(8).Paths.Count);
        Assert.Single(client.Compare(Base, Second).Paths);
        Assert.Single(client.ListReviews(8));
        fake.Repository.AddCommit(8, Second, ("Ada", "ada@example.org", "ada"));
        Assert.Equal(["ada", "ada@example.org"], Assert.Single(client.ListCommits(8)).Authors);
        Assert.Empty(client.ListMerged(Second));
        fake.Repository.Merge(8, new string('e', 40));
        Assert.Equal(8, Assert.Single(client.ListMerged(new string('e', 40))).Number);
        Assert.Single(client.ListArtifacts(5));
        check.Start(First, "Judging", new Uri("https://example.com/run"));
        check.Finish(First, new CheckVerdict(false, "1 gate failed", "recall") { Text = "more", Annotations = [.. Enumerable.Range(1, 51).Select(line => new CheckAnnotation("pipeline.yml", line, line + 1, CheckLevel.Failure, "recall", "missed"))] });
        comment.Post(7, "failed");
        check.Start(Second, "Judging");
        check.Finish(Second, new CheckVerdict(true, "passed", "recall"));
        long id = comment.Post(7, "passed");
        client.DeleteComment(id);
        Release release = client.CreateRelease("a/v1.0.0", new ReleaseText("a 1.0.0", "card"));
        Assert.Equal(release, client.ReadRelease("a/v1.0.0"));
        client.EditRelease(release, new ReleaseText("a 1.0.0", "longer card"));
        Deployment deployment = client.CreateDeployment(Second, "production", "a v1.0.0");
        Assert.False(client.HasSucceeded(deployment));
        client.SetDeploymentStatus(deployment, new DeploymentStatus("success", "moved", new Uri("https://example.com/run")));
        Assert.Equal(deployment, client.LatestDeployment("production"));
        Assert.True(client.HasSucceeded(deployment));
        client.Protect("main", new BranchProtection { Checks = new RequiredChecks(true, [("mlci/gate", 15368)]), Reviews = new RequiredReviews(1) { NeedsCodeOwners = true }, BindsAdministrators = true });
        Assert.True(client.ReadProtection("main")!.BindsAdministrators);

        Assert.Empty(fake.Wrong);
    }

    [SkippableFact]
    public void RequestThatIsNotAsDescribed_IsRefused()
    {
        using FakeGitHub fake = new();
        using PrismProxy prism = PrismProxy.Start(fake);
        using IGitHub client = Connect(prism);

        FaultException e = Assert.Throws<FaultException>(() => client.SetStatus("main", new CommitStatus("mlci/gate", true, "said", null)));

        Assert.Contains("found 422", e.Message, StringComparison.Ordinal);
        Assert.Empty(fake.Asked);
    }

    private static IGitHub Connect(PrismProxy prism) => GitHubClients.Connect(
        GitHubAddress.Parse(prism.Api.ToString(), "owner/name"), new GitHubToken("GITHUB_TOKEN", FakeGitHub.JobToken), new GitHubPatience(), CancellationToken.None);
}
