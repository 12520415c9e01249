using System.Text.Json.Nodes;
using MlCi.Findings;
using MlCi.Testing;
using MlCi.Testing.GitHub;

namespace MlCi.Cli.Tests.PullRequests;

/// <summary>Jobs that post on one pull request at the same time, each a process of its own.</summary>
public sealed class CommentRaceTests
{
    private const int Writers = 8;

    [Fact]
    public async Task EightProcesses_LeaveOneComment()
    {
        using var gitHub = new FakeGitHub();
        using var hosted = new HostedRepository(gitHub);
        using var folder = new TemporaryFolder();
        hosted.Files.Write("notes.txt", "a change that no pipeline depends on\n");
        string head = hosted.Push("docs: take notes");
        string[] checkouts = [.. Enumerable.Range(0, Writers).Select(writer => hosted.Git.CloneTo(folder.Path($"{writer}")).Root)];
        // None is told that there is no comment yet before all have asked.
        gitHub.Gather("issues/list-comments", Writers);

        JobEnd[] ends = await Task.WhenAll(checkouts.Select(checkout => Task.Factory.StartNew(
            () => hosted.Report(HostedRepository.Told(hosted.NextRun(), head, isCompleted: true), checkout), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)));

        Assert.All(ends, end => Assert.True(end.ExitCode == ExitCodes.Passed, end.Output));
        Assert.Equal(Writers, gitHub.Count("issues/create-comment"));
        Assert.StartsWith("<!-- mlci:gate gate -->\n", Assert.Single(gitHub.Repository.CommentsOf(HostedRepository.Number)), StringComparison.Ordinal);
        Assert.All(gitHub.Repository.CheckRuns, (JsonObject run) => Assert.Equal(("completed", "success"), ((string?)run["status"], (string?)run["conclusion"])));
        Assert.True(gitHub.Wrong.IsEmpty, string.Join('\n', gitHub.Wrong));
    }
}
