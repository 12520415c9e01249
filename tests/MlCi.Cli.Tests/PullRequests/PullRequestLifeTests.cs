using System.Text.Json.Nodes;
using MlCi.Adapters.Registry;
using MlCi.Findings;
using MlCi.Testing.GitHub;

namespace MlCi.Cli.Tests.PullRequests;

/// <summary>
/// The whole life of a pull request, from its opening to production, by the jobs of the workflows: the built tool, a real git, real programs and a
/// registry in a folder against the fake GitHub, which holds every request to GitHub's own description.
/// </summary>
public sealed class PullRequestLifeTests : IDisposable
{
    private const string Predict = "pipelines/tiny/model/predict.sh", Definition = "pipelines/tiny/pipeline.yml", Score = "\",\" $2 }";
    private readonly FakeGitHub gitHub = new();

    public void Dispose() => gitHub.Dispose();

    [Fact]
    public void PullRequest_IsJudged_Mended_Merged_AndReleased()
    {
        using var hosted = new HostedRepository(gitHub);
        // What is in production before.
        Passes(hosted.Trusted("main", "register", "--verify-reproducible"));
        hosted.Git.Run("tag", "tiny/v1.0.0");
        Passes(hosted.Trusted("tiny/v1.0.0", "promote", "--release-tag", "tiny/v1.0.0"));
        string before = Model(hosted, "production");

        // Opened. The scores are others, their order is the same.
        hosted.Files.Edit(Predict, Score, "\",\" .05 + .9 * $2 }");
        string opened = Judged(hosted, "feat: be less sure", passes: true);
        JsonObject comment = Assert.Single(gitHub.Repository.Comments);
        (long id, string first) = ((long)comment["id"]!, (string)comment["body"]!);
        Assert.StartsWith("<!-- mlci:gate gate -->\n## ✅", first, StringComparison.Ordinal);

        // Pushed, and worse.
        hosted.Files.Edit(Predict, ".05 + .9 * $2", "1 - $2");
        string worse = Judged(hosted, "feat: turn it round", passes: false);
        string failed = CommentOf(id);
        Assert.StartsWith("<!-- mlci:gate gate -->\n## ❌", failed, StringComparison.Ordinal);
        Assert.Contains(worse[..7], failed, StringComparison.Ordinal);
        JsonNode remark = gitHub.Repository.Annotations[(long)Check(worse)["id"]!][0];
        int line = 1 + Array.FindIndex(File.ReadAllLines(hosted.Files.Path(Definition)), text => text.Contains("min: 0.7", StringComparison.Ordinal));
        Assert.Equal((Definition, "failure", line), ((string?)remark["path"], (string?)remark["annotation_level"], (int)remark["start_line"]!));

        // Mended.
        hosted.Files.Edit(Predict, "1 - $2", ".1 + .8 * $2");
        string mended = Judged(hosted, "fix: turn it back", passes: true);
        Assert.Contains(mended[..7], CommentOf(id), StringComparison.Ordinal);
        Assert.Equal(["success", "failure", "success"], new[] { opened, worse, mended }.Select(sha => (string?)Check(sha)["conclusion"]));

        // Merged: the model of the default branch is the candidate, and nothing more is posted.
        string merged = hosted.Merge();
        long pushed = hosted.NextRun();
        Passes(hosted.Gate(pushed, "push", merged));
        Passes(hosted.Report(HostedRepository.Told(pushed, merged, isCompleted: true, kind: "push", owner: "owner", branch: "main")));
        Passes(hosted.Trusted("main", "register", "--verify-reproducible"));
        string candidate = Model(hosted, "candidate");
        Assert.NotEqual(before, candidate);
        Assert.Equal((before, 3), (Model(hosted, "production"), gitHub.Repository.CheckRuns.Count));

        // Released.
        hosted.Git.Run("tag", "tiny/v1.1.0");
        Passes(hosted.Trusted("tiny/v1.1.0", "promote", "--release-tag", "tiny/v1.1.0"));
        AssertReleased(hosted, candidate, before, merged);

        // Asked again it adds nothing.
        Passes(hosted.Trusted("tiny/v1.1.0", "promote", "--release-tag", "tiny/v1.1.0"));
        AssertReleased(hosted, candidate, before, merged);
        Assert.Equal(id, (long)Assert.Single(gitHub.Repository.Comments)["id"]!);
        Assert.True(gitHub.Wrong.IsEmpty, string.Join('\n', gitHub.Wrong));
    }

    // A push, the run of the gate that it starts, and what is posted as that begins and when it has ended.
    private string Judged(HostedRepository hosted, string message, bool passes)
    {
        string head = hosted.Push(message);
        long run = hosted.NextRun();
        Passes(hosted.Report(HostedRepository.Told(run, head, isCompleted: false)));
        Assert.Equal(("in_progress", "pending"), ((string?)Check(head)["status"], StatusOf(head)));
        JobEnd gate = hosted.Gate(run, "pull_request", head);
        Assert.True(gate.ExitCode == (passes ? ExitCodes.Passed : ExitCodes.Negative), gate.Output);
        Passes(hosted.Report(HostedRepository.Told(run, head, isCompleted: true)));
        string end = passes ? "success" : "failure";
        Assert.Equal(("completed", end, end), ((string?)Check(head)["status"], (string?)Check(head)["conclusion"], StatusOf(head)));
        return head;
    }

    private void AssertReleased(HostedRepository hosted, string model, string before, string commit)
    {
        Assert.Equal([model, model], new[] { "production", "v1.1.0" }.Select(tag => Model(hosted, tag)));
        JsonObject release = Assert.Single(gitHub.Repository.Releases, one => (string?)one["tag_name"] == "tiny/v1.1.0");
        string notes = (string)release["body"]!;
        Assert.All(["# tiny v1.1.0", model, before, commit, "### tiny v1.1.0", "PASSED tiny"], part => Assert.Contains(part, notes, StringComparison.Ordinal));
        Assert.Equal(2, gitHub.Repository.Deployments.Count);
        JsonObject deployment = gitHub.Repository.Deployments[^1];
        Assert.Equal(("tiny/production", commit), ((string?)deployment["environment"], (string?)deployment["sha"]));
        Assert.Equal("success", (string?)Assert.Single(gitHub.Repository.DeploymentStatuses, one => one.Deployment == (long)deployment["id"]!).Status["state"]);
    }

    private static void Passes(JobEnd job) => Assert.True(job.ExitCode == ExitCodes.Passed, job.Output);

    private static string Model(HostedRepository hosted, string name) => new FolderRegistry(RegistryPlaces.FolderOf(hosted.Runner.Root), "tiny").Resolve(name)!.Digest;

    private string CommentOf(long id) => (string)gitHub.Repository.Comments.Single(one => (long)one["id"]! == id)["body"]!;

    private JsonObject Check(string sha) => Assert.Single(gitHub.Repository.CheckRuns, run => (string?)run["head_sha"] == sha && (string?)run["name"] == "mlci/gate");

    private string? StatusOf(string sha) => (string?)gitHub.Repository.Statuses.Last(one => one.Sha == sha).Status["state"];
}
