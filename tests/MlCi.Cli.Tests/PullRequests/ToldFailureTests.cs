using MlCi.Findings;
using MlCi.Testing;
using MlCi.Testing.GitHub;

namespace MlCi.Cli.Tests.PullRequests;

/// <summary>The job that tells a chat what failed on the default branch.</summary>
public sealed class ToldFailureTests
{
    [Fact]
    public void GatesThatFailedAfterAPush_AreToldWithTheirReason_InOneMessage()
    {
        using var gitHub = new FakeGitHub();
        using var hosted = new HostedRepository(gitHub);
        using var chat = new WebhookServer();
        hosted.Files.AddPipeline("other");
        hosted.Files.Edit("pipelines/tiny/model/predict.sh", "\",\" $2 }", "\",\" 1 - $2 }");
        string pushed = hosted.Git.Commit("feat: turn it round, and add another");
        JobEnd gate = hosted.Gate(hosted.NextRun(), "push", pushed, "--pipeline", "tiny");
        Assert.True(gate.ExitCode == ExitCodes.Negative, gate.Output);
        Assert.Empty(chat.Taken);
        hosted.Secrets["MLCI_WEBHOOK_URL"] = chat.Address;

        JobEnd told = hosted.Trusted("main", "gate", "--merge", "artifacts");

        Assert.True(told.ExitCode == ExitCodes.Negative, told.Output);
        Assert.DoesNotContain(WebhookServer.Secret, told.Output, StringComparison.Ordinal);
        string[] lines = Assert.Single(chat.Taken).Split('\n');
        Assert.Equal(2, lines.Length);
        Assert.StartsWith("other: gate failed on the default branch: found no gate.json of it", lines[0], StringComparison.Ordinal);
        Assert.Matches(@"^tiny: gate failed on the default branch: .*auc.* <https://github.com/owner/name/actions/runs/\d+\|details>$", lines[1]);
    }
}
