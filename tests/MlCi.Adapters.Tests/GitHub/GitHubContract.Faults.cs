using System.Globalization;
using MlCi.Adapters.GitHub;
using MlCi.Testing.GitHub;

namespace MlCi.Adapters.Tests.GitHub;

public abstract partial class GitHubContract
{
    private static readonly CheckRunChange Begun = new(null, "Judging", "…");

    [Fact]
    public void MissingPermission_IsNamedAtOnce()
    {
        IGitHub client = Site.Client();
        Fake.Fail("checks/create", FakeFault.Saying(403, "Resource not accessible by integration"));
        Fake.Lacking["issues/create-comment"] = "issues=write; pull_requests=write";

        Assert.Equal(
            $"{client.Shown}: found 403 Forbidden (Resource not accessible by integration) as answer to POST check-runs, expected the token of GITHUB_TOKEN to have the permission 'checks: write'",
            GitHubSite.MessageOf(() => client.CreateCheckRun(GitHubSite.Sha, "mlci/gate", "mine", Begun)));
        Assert.Contains("'issues: write or pull-requests: write'", GitHubSite.MessageOf(() => client.CreateComment(7, "text")), StringComparison.Ordinal);
        Assert.Empty(Site.Waits);
        Assert.Equal((1, 1), (Fake.Count("checks/create"), Fake.Count("issues/create-comment")));
    }

    [Fact]
    public void UnknownToken_IsRefused()
    {
        string message = GitHubSite.MessageOf(() => Site.Client(new GitHubToken("MLCI_GITHUB_TOKEN", "wrong_token_of_the_fake")).ListComments(7));

        Assert.Contains("found 401 Unauthorized (Bad credentials) as answer to GET issues/7/comments, expected the token of MLCI_GITHUB_TOKEN to be one that holds", message, StringComparison.Ordinal);
    }

    [Fact]
    public void WhatIsNotThere_IsAFaultWhereItMustBe()
    {
        string message = GitHubSite.MessageOf(() => Site.Client().ListChanges(99));

        Assert.Contains("found 404 NotFound (Not Found) as answer to GET pulls/99/files, expected it to be there", message, StringComparison.Ordinal);
        Assert.Contains("'pull-requests: read'", message, StringComparison.Ordinal);
    }

    [Fact]
    public void UnprocessableRequest_SaysWhatGitHubSays()
    {
        Fake.Fail("repos/create-commit-status", new FakeFault(422) { Body = """{"message":"Validation Failed","errors":[{"code":"custom","field":"sha"}]}""" });

        Assert.Contains(
            """found 422 UnprocessableEntity (Validation Failed: [{"code":"custom","field":"sha"}]) as answer to POST statuses/""",
            GitHubSite.MessageOf(() => Site.Client().SetStatus(GitHubSite.Sha, new CommitStatus("mlci/gate", null, "said", null))), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(403)]
    [InlineData(429)]
    public void RetryAfter_IsObeyed(int status)
    {
        Fake.Fail("issues/create-comment", FakeFault.With(status, "Retry-After", "37", "You have exceeded a secondary rate limit"));

        Site.Client().CreateComment(7, "text");

        Assert.Equal([TimeSpan.FromSeconds(37)], Site.Waits);
        Assert.Single(Repository.CommentsOf(7));
    }

    [Fact]
    public void EndOfTheLimit_IsWaitedFor()
    {
        string reset = Site.Now.AddSeconds(90).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        Fake.Fail("issues/create-comment", new FakeFault(403)
        {
            Headers = new Dictionary<string, string>(StringComparer.Ordinal) { ["X-RateLimit-Remaining"] = "0", ["X-RateLimit-Reset"] = reset },
            Body = """{"message":"API rate limit exceeded"}""",
        });

        Site.Client().CreateComment(7, "text");

        Assert.Equal([TimeSpan.FromSeconds(90)], Site.Waits);
    }

    [Fact]
    public void SecondaryLimitWithoutHeader_IsWaitedOutAMinuteAndLonger()
    {
        Fake.Fail("issues/create-comment", FakeFault.Saying(403, "You have exceeded a secondary rate limit."), new FakeFault(429), FakeFault.Saying(403, "You have triggered an abuse detection mechanism."));

        Site.Client().CreateComment(7, "text");

        Assert.Equal([TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(120), TimeSpan.FromSeconds(240)], Site.Waits);
        Assert.Single(Repository.CommentsOf(7));
    }

    [Fact]
    public void LimitThatLastsTooLong_IsAFault()
    {
        Fake.Fail("issues/list-comments", FakeFault.With(429, "Retry-After", "600"), FakeFault.With(429, "Retry-After", "400"));

        Assert.Contains("asks to wait 400 s, expected room within 900 s", GitHubSite.MessageOf(() => Site.Client().ListComments(7)), StringComparison.Ordinal);
        Assert.Equal([TimeSpan.FromSeconds(600)], Site.Waits);
    }

    [Theory]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(504)]
    [InlineData(0)]
    public void PassingFailure_IsAskedAgain(int status)
    {
        Repository.AddComment(7, "somebody", "there");
        Fake.Fail("issues/list-comments", new FakeFault(status), new FakeFault(status));

        Assert.Single(Site.Client().ListComments(7));
        Assert.Equal(2, Site.Waits.Count);
        Assert.True(Site.Waits[0] < Site.Waits[1]);
    }

    [Fact]
    public void LastingFailure_IsAFaultWithItsCount()
    {
        Fake.Fail("issues/list-comments", [.. Enumerable.Repeat(new FakeFault(502), 4)]);

        Assert.Contains("found 502 BadGateway, 4 times, as answer to GET issues/7/comments, expected GitHub to answer", GitHubSite.MessageOf(() => Site.Client().ListComments(7)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(502, true)]
    [InlineData(502, false)]
    [InlineData(0, true)]
    [InlineData(0, false)]
    public void WhatWasPerhapsDone_IsNotDoneTwice(int status, bool isDone)
    {
        IGitHub client = Site.Client();
        var fault = new FakeFault(status) { IsDone = isDone };
        Fake.Fail("issues/create-comment", fault);
        Fake.Fail("checks/create", fault);
        Fake.Fail("checks/update", fault);
        Fake.Fail("repos/create-release", fault);
        Fake.Fail("repos/upload-release-asset", fault);
        Fake.Fail("repos/create-deployment", fault);

        IssueComment comment = client.CreateComment(7, "text");
        CheckRun run = client.CreateCheckRun(GitHubSite.Sha, "mlci/gate", "mine", Begun);
        run = client.UpdateCheckRun(run, Begun with { Annotations = [new CheckAnnotation("a", 1, 1, CheckLevel.Notice, "", "said")] });
        Release release = client.CreateRelease("v1", new ReleaseText("v1", "card"));
        client.UploadAsset(release, "gate.json", "application/json", [1, 2]);
        Deployment deployment = client.CreateDeployment(GitHubSite.Sha, "staging", "said");

        Assert.Equal([comment.Id], Repository.Comments.Select(one => one["id"]!.GetValue<long>()));
        Assert.Equal(new CheckRun(Assert.Single(Repository.CheckRuns)["id"]!.GetValue<long>(), "mine", IsCompleted: false, 1), run);
        Assert.Equal(release.Id, Assert.Single(Repository.Releases)["id"]!.GetValue<long>());
        Assert.Equal([1, 2], Assert.Single(Repository.Assets).Content);
        Assert.Equal(deployment.Id, Assert.Single(Repository.Deployments)["id"]!.GetValue<long>());
        Assert.Equal(isDone ? 1 : 2, Fake.Count("issues/create-comment"));
    }

    [Fact]
    public void SilentGitHub_IsAskedAgainAfterAWhile()
    {
        Site.Patience = Site.Patience with { Silence = TimeSpan.FromSeconds(2) };
        Repository.AddComment(7, "somebody", "there");
        Fake.Fail("issues/list-comments", new FakeFault(200) { Silence = TimeSpan.FromSeconds(30) });

        Assert.Single(Site.Client().ListComments(7));
        Assert.Single(Site.Waits);
    }

    [Theory]
    [InlineData("{\"id\":")]
    [InlineData("{}")]
    [InlineData("{\"id\":\"x\",\"body\":5,\"user\":[]}")]
    [InlineData("<html>")]
    public void MalformedAnswer_IsAFault(string body)
    {
        Fake.Fail("issues/update-comment", new FakeFault(200) { Body = body });

        Assert.Contains("as answer to change comment 5, expected what GitHub's API says", GitHubSite.MessageOf(() => Site.Client().UpdateComment(5, "text")), StringComparison.Ordinal);
    }

    [Fact]
    public void NobodyThere_IsAFault()
    {
        using GitHubSite gone = new(connect);
        IGitHub client = gone.Client();
        gone.Fake.Dispose();

        Assert.Contains("4 times, as answer to POST issues/7/comments, expected GitHub to answer", GitHubSite.MessageOf(() => client.CreateComment(7, "text")), StringComparison.Ordinal);
    }

    [Fact]
    public void Interruption_EndsTheWaiting()
    {
        using CancellationTokenSource interrupted = new();
        Site.Patience = Site.Patience with { Wait = (_, token) => Task.Delay(Timeout.Infinite, token) };
        Fake.Fail("issues/list-comments", FakeFault.With(429, "Retry-After", "60"));
        interrupted.CancelAfter(TimeSpan.FromMilliseconds(300));

        Assert.ThrowsAny<OperationCanceledException>(() => Site.Client(interrupted: interrupted.Token).ListComments(7));
    }

    [Fact]
    public void RenamedRepository_IsFollowed()
    {
        Repository.AddComment(7, "somebody", "there");
        Fake.Fail("issues/list-comments", FakeFault.With(301, "Location", $"{Fake.Api}repos/owner/name/issues/7/comments?per_page=100"));

        Assert.Single(Site.Client().ListComments(7));
    }

    [Fact]
    public void Token_IsShownToNobodyElse()
    {
        string elsewhere = Fake.StorageOf(1).ToString();
        Fake.Fail("issues/list-comments", FakeFault.With(302, "Location", elsewhere));
        Fake.Fail("storage", FakeFault.Saying(403, "signed-address"));

        string message = GitHubSite.MessageOf(() => Site.Client().ListComments(7));

        Assert.DoesNotContain("sig=", message, StringComparison.Ordinal);
        Assert.Equal(1, Fake.Count("storage"));
    }
}
