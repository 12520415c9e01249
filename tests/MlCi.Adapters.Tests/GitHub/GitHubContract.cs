using System.Text;
using System.Text.Json.Nodes;
using MlCi.Adapters.GitHub;
using MlCi.Testing;
using MlCi.Testing.GitHub;

namespace MlCi.Adapters.Tests.GitHub;

/// <summary>What every client of GitHub does: each that can be compiled is put to it.</summary>
public abstract partial class GitHubContract : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly Func<GitHubConnection, GitHubPatience, CancellationToken, IGitHub> connect;
    private GitHubSite? site;

    private protected GitHubContract(Func<GitHubConnection, GitHubPatience, CancellationToken, IGitHub> connect) => this.connect = connect;

    private GitHubSite Site => site ??= new GitHubSite(connect);

    private FakeGitHub Fake => Site.Fake;

    private FakeRepository Repository => Site.Repository;

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        folder.Dispose();
        site?.Dispose();
    }

    [Fact]
    public void PullRequest_IsReadByNumber()
    {
        Repository.AddPullRequest(7, "contributor", "feature/x", GitHubSite.Sha);

        Assert.Equal(
            new PullRequest(7, IsOpen: true, "contributor", GitHubSite.Sha, "contributor/name", "main", new string('b', 40)), Site.Client().ReadPullRequest(7));
        Assert.Null(Site.Client().ReadPullRequest(8));
    }

    [Fact]
    public void PullRequest_IsFoundByHeadAndCommit()
    {
        const string Branch = "feature/ä & #1?";
        Repository.AddPullRequest(3, "fork", Branch, GitHubSite.Sha, isOpen: false);
        Repository.AddPullRequest(4, "fork", Branch, GitHubSite.Sha);
        Repository.AddPullRequest(5, "fork", Branch, GitHubSite.Sha, isOpen: false, isDeleted: true);
        Repository.AddPullRequest(6, "fork", Branch, new string('c', 40));
        Repository.AddPullRequest(7, "other", Branch, GitHubSite.Sha);

        Assert.Equal(4, Site.Client().FindPullRequest("fork", Branch, GitHubSite.Sha)?.Number);
        Assert.Null(Site.Client().FindPullRequest("fork", Branch, new string('d', 40)));
        Assert.Null(Site.Client().FindPullRequest("nobody", Branch, GitHubSite.Sha));
    }

    [Fact]
    public void PullRequestOfDeletedFork_HasNoRepository()
    {
        Repository.AddPullRequest(5, "fork", "x", GitHubSite.Sha, isDeleted: true);

        Assert.Null(Site.Client().ReadPullRequest(5)!.HeadRepository);
    }

    [Fact]
    public void ChangedFiles_AreOfAllPagesWithOldNames()
    {
        Repository.Changes["pulls/7"] = [.. Enumerable.Range(0, 250).Select(i => ($"data/{i:D3}.csv", (string?)null)), ("b/new.yml", "pipelines/a/pipeline.yml")];

        ChangedFiles changes = Site.Client().ListChanges(7);

        Assert.Equal(252, changes.Paths.Count);
        Assert.Contains("pipelines/a/pipeline.yml", changes.Paths);
        Assert.Equal(changes.Paths.Order(StringComparer.Ordinal), changes.Paths);
        Assert.True(changes.IsWhole);
        Assert.Equal(3, Fake.Count("pulls/list-files"));
    }

    [Theory]
    [InlineData(299, true)]
    [InlineData(300, false)]
    public void Comparison_SaysWhetherItIsWhole(int files, bool isWhole)
    {
        Repository.Changes[$"{new string('b', 40)}...{GitHubSite.Sha}"] = [.. Enumerable.Range(0, files).Select(i => ($"{i:D3}", (string?)null))];

        ChangedFiles changes = Site.Client().Compare(new string('b', 40), GitHubSite.Sha);

        Assert.Equal((files, isWhole), (changes.Paths.Count, changes.IsWhole));
    }

    [Fact]
    public void File_IsReadAsItIsInACommit()
    {
        byte[] bytes = [0, 255, 13, 10, .. Encoding.UTF8.GetBytes("ä")];
        Repository.Files[$"{GitHubSite.Sha}:pipelines/a b/pipeline#1.yml"] = bytes;

        Assert.Equal(bytes, Site.Client().ReadFile("pipelines/a b/pipeline#1.yml", GitHubSite.Sha));
        Assert.Null(Site.Client().ReadFile("pipelines/other.yml", GitHubSite.Sha));
        Assert.Throws<ArgumentException>(() => Site.Client().ReadFile("pipelines/../../secret", GitHubSite.Sha));
    }

    [Fact]
    public void Comments_AreWrittenChangedAndRemoved()
    {
        IGitHub client = Site.Client();
        for (int i = 0; i < 130; i++)
            Repository.AddComment(7, "somebody", $"{i}");

        IssueComment written = client.CreateComment(7, "first — ▁▂▃");
        Assert.Equal(new IssueComment(written.Id, FakeGitHub.Job, "second"), client.UpdateComment(written.Id, "second"));
        Assert.Equal(131, client.ListComments(7).Count);
        Assert.Equal("second", client.ListComments(7)[^1].Body);

        client.DeleteComment(written.Id);
        client.DeleteComment(written.Id);
        Assert.Null(client.UpdateComment(written.Id, "third"));
        Assert.Equal(130, client.ListComments(7).Count);
    }

    [Fact]
    public void CheckRun_IsBegunChangedAndListed()
    {
        IGitHub client = Site.Client();
        CheckAnnotation remark = new("pipelines/a/pipeline.yml", 3, 5, CheckLevel.Warning, "recall", "found .7, expected .8");

        CheckRun run = client.CreateCheckRun(GitHubSite.Sha, "mlci/gate", "mine", new CheckRunChange(null, "Judging", "…"));
        Assert.Equal(new CheckRun(run.Id, "mine", IsCompleted: false, 0), run);
        run = client.UpdateCheckRun(run, new CheckRunChange(null, "Judging", "…") { Annotations = [remark, remark with { Level = CheckLevel.Failure, Title = "" }] });
        run = client.UpdateCheckRun(run, new CheckRunChange(false, "Failed", "why") { Text = "more", Annotations = [remark], Details = new Uri("https://example.com/run") });

        Assert.Equal(new CheckRun(run.Id, "mine", IsCompleted: true, 3), run);
        Assert.Equal([run], client.ListCheckRuns(GitHubSite.Sha, "mlci/gate"));
        Assert.Empty(client.ListCheckRuns(GitHubSite.Sha, "other"));
        JsonObject kept = Assert.Single(Repository.CheckRuns);
        Assert.Equal(("failure", "https://example.com/run", "more"), (kept["conclusion"]!.GetValue<string>(), kept["details_url"]!.GetValue<string>(), kept["output"]!["text"]!.GetValue<string>()));
        Assert.Equal(["warning", "failure", "warning"], Repository.Annotations[run.Id].Select(one => one["annotation_level"]!.GetValue<string>()));
        Assert.Equal((3, 5, "recall"), (Repository.Annotations[run.Id][0]["start_line"]!.GetValue<int>(), Repository.Annotations[run.Id][0]["end_line"]!.GetValue<int>(), Repository.Annotations[run.Id][0]["title"]!.GetValue<string>()));
    }

    [Theory]
    [InlineData(null, "pending")]
    [InlineData(true, "success")]
    [InlineData(false, "failure")]
    public void Status_IsSet(bool? passed, string state)
    {
        Site.Client().SetStatus(GitHubSite.Sha, new CommitStatus("mlci/gate", passed, "said", new Uri("https://example.com/run")));

        (string sha, JsonObject status) = Assert.Single(Repository.Statuses);
        Assert.Equal((GitHubSite.Sha, state, "mlci/gate", "said", "https://example.com/run"), (sha, status["state"]!.GetValue<string>(), status["context"]!.GetValue<string>(), status["description"]!.GetValue<string>(), status["target_url"]!.GetValue<string>()));
    }

    [Fact]
    public void Release_IsMadeAndChangedAndGivenFiles()
    {
        IGitHub client = Site.Client();
        const string Tag = "telco-churn/v1.2.0";
        Assert.Null(client.ReadRelease(Tag));

        Release release = client.CreateRelease(Tag, new ReleaseText("Telco churn 1.2.0", "card"));
        Assert.Equal(release, client.ReadRelease(Tag));
        client.EditRelease(release, new ReleaseText("Telco churn 1.2.0", "longer card"));
        client.UploadAsset(release, "gate.json", "application/json", [1, 2, 3]);
        client.UploadAsset(release, "gate.json", "application/json", [4, 5]);

        Assert.Equal("longer card", Assert.Single(Repository.Releases)["body"]!.GetValue<string>());
        (long of, JsonObject asset, byte[] content) = Assert.Single(Repository.Assets);
        Assert.Equal((release.Id, "gate.json"), (of, asset["name"]!.GetValue<string>()));
        Assert.Equal([4, 5], content);
    }

    [Fact]
    public void Deployment_IsMadeAndTold()
    {
        IGitHub client = Site.Client();

        Deployment deployment = client.CreateDeployment(GitHubSite.Sha, "staging", "telco-churn v1.2.0");
        client.SetDeploymentStatus(deployment, new DeploymentStatus("success", "moved", new Uri("https://example.com/run")));

        Assert.Equal(("staging", GitHubSite.Sha), (deployment.Environment, Assert.Single(Repository.Deployments)["sha"]!.GetValue<string>()));
        (long of, JsonObject status) = Assert.Single(Repository.DeploymentStatuses);
        Assert.Equal((deployment.Id, "success"), (of, status["state"]!.GetValue<string>()));
    }

    [Fact]
    public void LatestDeployment_IsThatOfTheEnvironment_WithWhatWasSaidLast()
    {
        IGitHub client = Site.Client();
        Assert.Null(client.LatestDeployment("staging"));
        client.CreateDeployment(GitHubSite.Sha, "staging", "first");
        Deployment second = client.CreateDeployment(GitHubSite.Sha, "staging", "second");
        client.CreateDeployment(GitHubSite.Sha, "production", "third");

        Assert.Equal(second, client.LatestDeployment("staging"));
        Assert.Equal((GitHubSite.Sha, "second"), (second.Sha, second.Description));
        Assert.False(client.HasSucceeded(second));
        client.SetDeploymentStatus(second, new DeploymentStatus("success", "moved", null));
        Assert.True(client.HasSucceeded(second));
        client.SetDeploymentStatus(second, new DeploymentStatus("inactive", "gone", null));
        Assert.False(client.HasSucceeded(second));
    }

    [Fact]
    public void Protection_IsReadAsItWasWritten()
    {
        IGitHub client = Site.Client();
        Assert.Null(client.ReadProtection("release/1.x"));
        BranchProtection protection = new()
        {
            Checks = new RequiredChecks(IsStrict: true, [("mlci/gate", 15368), ("lint", null)]),
            Reviews = new RequiredReviews(2) { DismissesStale = true, NeedsCodeOwners = true, NeedsOtherThanLastPusher = true, Dismissers = new BranchActors(["ada"], [], []), Exempt = new BranchActors([], ["core"], ["bot"]) },
            Restrictions = new BranchActors(["ada"], ["core"], []),
            BindsAdministrators = true,
            Switches = ["required_linear_history", "lock_branch"],
        };

        client.Protect("release/1.x", protection);
        Assert.Equivalent(protection, client.ReadProtection("release/1.x"), strict: true);
        client.Protect("release/1.x", new BranchProtection());
        Assert.Equivalent(new BranchProtection(), client.ReadProtection("release/1.x"), strict: true);
    }

    [Fact]
    public void EnterpriseServer_IsReachedBelowItsPaths()
    {
        site = new GitHubSite(connect, isEnterprise: true);
        IGitHub client = Site.Client();

        client.UploadAsset(client.CreateRelease("v1", new ReleaseText("v1", "card")), "gate.json", "application/json", [1]);
        for (int i = 0; i < 101; i++)
            Repository.AddComment(7, "somebody", $"{i}");

        Assert.Equal(101, client.ListComments(7).Count);
        Assert.Single(Repository.Assets);
    }
}
