using System.Text.Json.Nodes;
using MlCi.Adapters.GitHub.Clients;
using MlCi.Adapters.PullRequests;
using MlCi.Adapters.Terminal;
using MlCi.Adapters.Tests.GitHub;
using MlCi.Adapters.Tests.Registry.Remote;
using MlCi.Findings;
using MlCi.Testing;
using Spectre.Console;

namespace MlCi.Adapters.Tests.PullRequests;

/// <summary>The job that posts, from GitHub's event to what stands on the pull request, against the fake GitHub and a real git.</summary>
public sealed class ReportRunTests : JudgementTest, IDisposable
{
    private const long Run = 99;
    private const int Number = 7;
    private static readonly string Pushed = new('3', 40);
    private readonly GitHubSite site = new((connection, patience, interrupted) => new RestGitHub(connection, patience, interrupted));
    private readonly GitRepository git;

    public ReportRunTests()
    {
        git = GitRepository.Begin(Repository.Root);
        git.Commit("first");
        Git("update-ref", "refs/remotes/origin/main", "HEAD");
        site.Repository.AddPullRequest(Number, "forker", "topic", Head);
        site.Repository.Changes[$"pulls/{Number}"] = [(Program, null)];
    }

    public void Dispose() => site.Dispose();

    [Fact]
    public void PullRequest_IsJudgedFromPushToPush_InOneCheckEachAndOneComment()
    {
        Report(Head, isCompleted: false);
        Assert.Equal("in_progress", (string?)Assert.Single(Checks(Head))["status"]);
        Assert.Equal("pending", LastStatus(Head).State);

        Leave(Honest);
        Report(Head);
        Assert.Equal("success", (string?)Assert.Single(Checks(Head))["conclusion"]);
        Assert.Equal("success", LastStatus(Head).State);
        string comment = Assert.Single(Comments());
        Assert.StartsWith("<!-- mlci:gate gate -->\n", comment, StringComparison.Ordinal);

        // Pushed again, and worse.
        site.Repository.PullRequests[0]["head"]!["sha"] = Pushed;
        Report(Pushed, isCompleted: false);
        Leave(Upload.With("tiny/predictions.csv", Predictions((_, _) => .5)).With("tiny/gate.json", Claim()));
        Report(Pushed);
        JsonObject check = Assert.Single(Checks(Pushed));
        Assert.Equal("failure", (string?)check["conclusion"]);
        Assert.Equal("failure", LastStatus(Pushed).State);
        Assert.NotEqual(comment, Assert.Single(Comments()));
        JsonNode remark = site.Repository.Annotations[(long)check["id"]!][0];
        Assert.Equal(("pipelines/tiny/pipeline.yml", "failure"), ((string?)remark["path"], (string?)remark["annotation_level"]));
    }

    [Fact]
    public void RunThatUploadedNothing_Fails()
    {
        Report(Head);

        Assert.Equal("failure", (string?)Assert.Single(Checks(Head))["conclusion"]);
        Assert.Single(Comments());
    }

    [Fact]
    public void ChangeThatAffectsNoPipeline_Succeeds_AndSaysSo()
    {
        site.Repository.Changes[$"pulls/{Number}"] = [("notes.txt", null)];

        Report(Head);

        Assert.Equal("success", (string?)Assert.Single(Checks(Head))["conclusion"]);
        Assert.Contains("no pipeline", Assert.Single(Comments()), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void HeadOfAMergeQueue_GetsACheckAndNoComment()
    {
        site.Repository.Changes[$"{Git("rev-parse", "HEAD")}...{Pushed}"] = [(Program, null)];
        Leave(Honest);

        Report(Pushed, kind: "merge_group", branch: $"gh-readonly-queue/main/pr-{Number}-{Head}");

        Assert.Equal("success", (string?)Assert.Single(Checks(Pushed))["conclusion"]);
        Assert.Empty(Comments());
        Assert.StartsWith("## ✅", File.ReadAllText(Repository.Path("summary.md")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("push", "main")]
    [InlineData("pull_request", "elsewhere")]
    [InlineData("merge_group", "main")]
    public void RunThatIsForNoPullRequest_PostsNothing(string kind, string branch)
    {
        Report(Head, kind: kind, branch: branch);

        Assert.Empty(site.Repository.CheckRuns);
        Assert.Empty(Comments());
    }

    [Fact]
    public void RulesAreThoseOfTheBranchAsItIsNow_AndTheCheckoutStaysAsItIs()
    {
        Repository.EditPipeline("min: 0.7", "min: 0.999");
        Commit("stricter");
        Git("update-ref", "refs/remotes/origin/main", "HEAD");
        Git("reset", "--quiet", "--hard", "HEAD~1");
        Leave(Honest);

        Report(Head);

        Assert.Equal("failure", (string?)Assert.Single(Checks(Head))["conclusion"]);
        Assert.Contains("min: 0.7", File.ReadAllText(Repository.Path(Definition)), StringComparison.Ordinal);
        Assert.Equal("failed", (string?)Written()["verdict"]);
        Assert.Single(Git("worktree", "list").Split('\n'));
    }

    [Fact]
    public void LoweredLimit_DoesNotPassByIt_AndBothVerdictsAreTold()
    {
        string own = File.ReadAllText(Repository.Path(Definition)).Replace("min: 0.7", "min: 0.1", StringComparison.Ordinal);
        site.Repository.Changes[$"pulls/{Number}"] = [(Definition, null)];
        site.Repository.Files[$"{Head}:{Definition}"] = System.Text.Encoding.UTF8.GetBytes(own);
        Leave(Upload.With("tiny/predictions.csv", Predictions((_, _) => .5)).With("tiny/gate.json", Claim()));

        Report(Head);

        Assert.Equal("failure", (string?)Assert.Single(Checks(Head))["conclusion"]);
        Assert.Contains("rules", Assert.Single(Comments()), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void BranchWithOtherRules_EarnsNoCheck()
    {
        Git("update-ref", "refs/remotes/origin/lax", "HEAD");
        site.Repository.PullRequests[0]["base"]!["ref"] = "lax";
        Leave(Honest);

        Report(Head);

        Assert.Equal("failure", (string?)Assert.Single(Checks(Head))["conclusion"]);
        Assert.Contains("found a change for", Assert.Single(Comments()), StringComparison.Ordinal);
    }

    [Fact]
    public void HeadThatMovesOnMeanwhile_IsNotPassedByTheFilesOfTheNext()
    {
        Leave(Honest);
        // The pull request is asked for by its number once all is judged.
        site.Repository.PullRequests.Add((JsonObject)site.Repository.PullRequests[0].DeepClone());
        site.Repository.PullRequests[0]["head"]!["sha"] = Pushed;

        Report(Head);

        Assert.Equal("in_progress", (string?)Assert.Single(Checks(Head))["status"]);
        Assert.Empty(Comments());
    }

    [Fact]
    public void BranchThatNobodyFetched_Fails_AndSaysWhatBringsIt()
    {
        Git("update-ref", "-d", "refs/remotes/origin/main");

        FaultException e = Assert.Throws<FaultException>(() => Report(Head));

        Assert.Equal((ExitCodes.Misconfigured, "found no branch 'main' of origin, expected the one that the change is for; fetch-depth: 0 brings all of them"), (e.ExitCode, e.Message));
        Assert.Equal("failure", (string?)Assert.Single(Checks(Head))["conclusion"]);
    }

    [Fact]
    public void PipelinesFolderThatBecomesALink_IsNoRemovedPipeline()
    {
        site.Repository.Changes[$"pulls/{Number}"] = [("pipelines/tiny", null), (Definition, null)];

        Report(Head);

        Assert.Equal("failure", (string?)Assert.Single(Checks(Head))["conclusion"]);
        Assert.Contains("expected it to stay a folder", Assert.Single(Comments()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{}", "found another event")]
    [InlineData("[1", "found what cannot be read")]
    [InlineData("""{"action": "completed", "workflow_run": {"id": "x"}}""", "found what cannot be read")]
    public void OtherEvents_AreRefused(string text, string message)
    {
        string file = Path.Combine(Scratch, "event.json");
        File.WriteAllText(file, text);

        FaultException e = Assert.Throws<FaultException>(() => GateRun.Read(file));

        Assert.Equal(ExitCodes.Misconfigured, e.ExitCode);
        Assert.Contains(message, e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("track", "success", null)]
    [InlineData("{mode: full, decisions: 2}", "failure", ExitCodes.OutOfReach)]
    [InlineData("{mode: firstChange, decisions: 2}", "failure", ExitCodes.OutOfReach)]
    public void RegistryThatRefusesTheDecision_IsSaid_AndABudgetPassesNothing(string mode, string conclusion, int? exitCode)
    {
        using StubRegistry registry = new(context => StubRegistry.Give(context, """{"errors":[{"code":"DENIED","message":"read only"}]}"""u8.ToArray(), context.Request.HttpMethod is "GET" or "HEAD" ? 404 : 403));
        Repository.EditPipeline("champion: optional", $"champion: optional\nholdoutUse: {mode}\nregistry: http://{registry.Host}/acme");
        Commit("a registry");
        Git("update-ref", "refs/remotes/origin/main", "HEAD");
        Leave(Honest);

        FaultException? fault = (FaultException?)Record.Exception(() => Report(Head));

        Assert.Equal(exitCode, fault?.ExitCode);
        Assert.Equal(conclusion, (string?)Assert.Single(Checks(Head))["conclusion"]);
        string said = exitCode is null ? (string)Written()["holdoutUse"]![0]!["reason"]! : Assert.Single(Comments());
        Assert.Contains("found 403 Forbidden", said, StringComparison.Ordinal);
        Assert.Contains("expected the right to write there, in a workflow packages: write", said, StringComparison.Ordinal);
        if (exitCode is null)
            Assert.StartsWith("first decision on this holdout; found no way to write it into the ledger (", said, StringComparison.Ordinal);
    }

    private void Report(string sha, bool isCompleted = true, string kind = "pull_request", string branch = "topic")
    {
        string file = Path.Combine(Scratch, "event.json");
        File.WriteAllText(file, new JsonObject
        {
            ["action"] = isCompleted ? "completed" : "requested",
            ["repository"] = new JsonObject { ["default_branch"] = "main" },
            ["workflow_run"] = new JsonObject
            {
                ["id"] = Run,
                ["name"] = "gate",
                ["event"] = kind,
                ["head_branch"] = branch,
                ["head_sha"] = sha,
                ["html_url"] = "https://github.com/owner/name/actions/runs/99",
                ["head_repository"] = new JsonObject { ["owner"] = new JsonObject { ["login"] = "forker" } },
            },
        }.ToJsonString());
        using var written = new StringWriter();
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, Out = new AnsiConsoleOutput(written) });
        using var output = new OrderedOutput(console, TimeProvider.System, isLive: false, isQuiet: false);
        using OutputLane lane = output.Open("");
        new ReportRun(site.Client(), "owner/name", Repository.Root, new StageLines(lane, quiet: false, verbose: false), console, CancellationToken.None, Repository.Path("summary.md")).Run(GateRun.Read(file));
    }

    private void Leave(UploadedZip zip)
    {
        byte[] bytes = File.ReadAllBytes(zip.Write());
        site.Repository.AddArtifact(Run, ReportRun.Artifact, bytes.Length, () => new MemoryStream(bytes));
    }

    private JsonObject[] Checks(string sha) => [.. site.Repository.CheckRuns.Where(run => (string?)run["head_sha"] == sha)];

    private (string? State, string? Description) LastStatus(string sha)
    {
        JsonObject last = site.Repository.Statuses.Last(one => one.Sha == sha).Status;
        return ((string?)last["state"], (string?)last["description"]);
    }

    private string[] Comments() => site.Repository.CommentsOf(Number);

    private void Commit(string message) => git.Commit(message);

    private string Git(params string[] arguments) => git.Run(arguments);
}
