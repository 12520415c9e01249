using System.Text;
using System.Text.Json.Nodes;
using MlCi.Findings;
using MlCi.Testing;
using MlCi.Testing.GitHub;

namespace MlCi.Cli.Tests.PullRequests;

/// <summary>A fork's run that would have something posted on somebody else's pull request.</summary>
public sealed class OtherPullRequestTests : IDisposable
{
    private const int Other = 8;
    private static readonly string OtherHead = new('8', 40);
    private readonly FakeGitHub gitHub = new();
    private readonly HostedRepository hosted;

    public OtherPullRequestTests()
    {
        hosted = new HostedRepository(gitHub);
        gitHub.Repository.AddPullRequest(Other, "owner", "fix", OtherHead);
        gitHub.Repository.Changes[$"pulls/{Other}"] = [("notes.txt", null)];
    }

    public void Dispose()
    {
        hosted.Dispose();
        gitHub.Dispose();
        Assert.True(gitHub.Wrong.IsEmpty, string.Join('\n', gitHub.Wrong));
    }

    [Fact]
    public void NumberThatArtifactAndEventName_IsNotBelieved()
    {
        gitHub.Repository.PullRequests.Clear();
        hosted.Files.Edit("pipelines/tiny/model/predict.sh", "\",\" $2 }", "\",\" 1 - $2 }");
        string head = hosted.Push("feat: turn it round");
        gitHub.Repository.AddPullRequest(Other, "owner", "fix", OtherHead);
        long run = hosted.NextRun();
        var named = new JsonObject { ["number"] = Other, ["pullRequest"] = Other, ["pull_request"] = new JsonObject { ["number"] = Other }, ["commit"] = OtherHead, ["head_sha"] = OtherHead };
        hosted.Upload(run, new[] { "event.json", "pr_number.txt", "tiny/gate.json", "tiny/event.json", "NR" }
            .Select(name => (name, Encoding.UTF8.GetBytes(name.EndsWith("json", StringComparison.Ordinal) ? named.ToJsonString() : $"{Other}\n")))
            .Append(("tiny/predictions.csv", Encoding.UTF8.GetBytes(Scores()))));
        JsonObject told = HostedRepository.Told(run, head, isCompleted: true);
        told["number"] = Other;
        told["pull_request"] = named.DeepClone();
        told["workflow_run"]!["pull_requests"] = new JsonArray(named.DeepClone());

        JobEnd end = hosted.Report(told);

        Assert.True(end.ExitCode == ExitCodes.Passed, end.Output);
        AssertNothingOnTheOther();
        Assert.Single(gitHub.Repository.CommentsOf(HostedRepository.Number));
    }

    [Theory]
    [InlineData("fix")]
    [InlineData("owner:fix")]
    [InlineData("pull/8/head")]
    [InlineData("refs/pull/8/merge")]
    [InlineData("gh-readonly-queue/main/pr-8-8888888888888888888888888888888888888888")]
    [InlineData("fix&head=owner:fix")]
    public void BranchOfAForkThatIsNamedLikeIt_AtItsCommit_PostsNothing(string branch)
    {
        JobEnd end = hosted.Report(HostedRepository.Told(hosted.NextRun(), OtherHead, isCompleted: true, branch: branch));

        Assert.True(end.ExitCode == ExitCodes.Passed, end.Output);
        Assert.Contains("nothing to post: no pull request has", end.Output, StringComparison.Ordinal);
        AssertNothingOnTheOther();
        Assert.Empty(gitHub.Repository.Comments);
        Assert.Empty(gitHub.Repository.CheckRuns);
    }

    private void AssertNothingOnTheOther()
    {
        Assert.Empty(gitHub.Repository.CommentsOf(Other));
        Assert.DoesNotContain(gitHub.Repository.CheckRuns, run => (string?)run["head_sha"] == OtherHead);
        Assert.DoesNotContain(gitHub.Repository.Statuses, status => status.Sha == OtherHead);
    }

    private static string Scores()
    {
        string[] rows = TinyRepository.Rows(1000, 300).Split('\n', StringSplitOptions.RemoveEmptyEntries)[1..];
        return "row_id,score\n" + string.Concat(rows.Select((row, at) => $"{at},{row.Split(',')[1]}\n"));
    }
}
