using System.Text.Json.Nodes;
using MlCi.Adapters.GitHub;
using MlCi.Adapters.GitHub.Clients;

namespace MlCi.Adapters.Tests.GitHub;

public sealed class CheckRunPostTests : IDisposable
{
    private static readonly CheckVerdict Failed = new(false, "1 of 3 gates failed", "recall .71, expected .8");
    private readonly GitHubSite site = new((connection, patience, interrupted) => new RestGitHub(connection, patience, interrupted));

    private CheckRunPost Post => new(site.Client());

    private List<JsonObject> Runs => site.Repository.CheckRuns;

    public void Dispose() => site.Dispose();

    [Fact]
    public void Check_IsInProgressThenFails()
    {
        Post.Start(GitHubSite.Sha, "Judging 3 pipelines", new Uri("https://example.com/run"));
        Assert.Equal([("in_progress", null)], States());
        Assert.Equal(["pending"], StatusStates());

        Post.Finish(GitHubSite.Sha, Failed);
        Assert.Equal([("completed", "failure")], States());
        Assert.Equal(["pending", "failure"], StatusStates());
        Assert.Equal(("mlci/gate", "mlci/gate", "1 of 3 gates failed"), (Text(Runs[0], "name"), Text(site.Repository.Statuses[1].Status, "context"), Text(site.Repository.Statuses[1].Status, "description")));
    }

    [Fact]
    public void CheckThatPassed_Succeeds()
    {
        Post.Finish(GitHubSite.Sha, Failed with { Passed = true });

        Assert.Equal([("completed", "success")], States());
        Assert.Equal(["success"], StatusStates());
    }

    [Fact]
    public void SecondStart_GoesOnWithTheFirst()
    {
        Post.Start(GitHubSite.Sha, "one");
        Post.Start(GitHubSite.Sha, "two");

        Assert.Single(Runs);
    }

    [Fact]
    public void StartAfterAnEnd_IsANewCheck()
    {
        Post.Finish(GitHubSite.Sha, Failed);
        Post.Start(GitHubSite.Sha, "again");

        Assert.Equal([("completed", "failure"), ("in_progress", null)], States());
    }

    [Fact]
    public void ChecksOfTwoStarts_BothEnd()
    {
        IGitHub client = site.Client();
        client.CreateCheckRun(GitHubSite.Sha, CheckRunPost.Name, CheckRunPost.ExternalId, new CheckRunChange(null, "one", "one"));
        client.CreateCheckRun(GitHubSite.Sha, CheckRunPost.Name, CheckRunPost.ExternalId, new CheckRunChange(null, "two", "two"));

        Post.Finish(GitHubSite.Sha, Failed);

        Assert.Equal([("completed", "failure"), ("completed", "failure")], States());
    }

    [Fact]
    public void JobThatAChangeNamedLikeIt_IsNotTakenForIt()
    {
        site.Client().CreateCheckRun(GitHubSite.Sha, CheckRunPost.Name, "a-job", new CheckRunChange(null, "mine", "mine"));

        Post.Finish(GitHubSite.Sha, Failed);

        Assert.Equal([("in_progress", null), ("completed", "failure")], States());
    }

    [Theory]
    [InlineData(50, 1)]
    [InlineData(51, 2)]
    [InlineData(120, 3)]
    public void Annotations_GoInBatches(int count, int updates)
    {
        Post.Start(GitHubSite.Sha, "Judging");
        Post.Finish(GitHubSite.Sha, Failed with { Annotations = [.. Enumerable.Range(1, count).Select(line => new CheckAnnotation("pipeline.yml", line, line, CheckLevel.Failure, $"gate {line}", "missed"))] });

        Assert.Equal(Enumerable.Range(1, count), site.Repository.Annotations[Runs[0]["id"]!.GetValue<long>()].Select(one => one["start_line"]!.GetValue<int>()));
        Assert.Equal(updates, site.Fake.Count("checks/update"));
    }

    [Fact]
    public void CheckThatBreaksOff_Blocks()
    {
        Post.Start(GitHubSite.Sha, "Judging");
        site.Fake.Lacking["checks/update"] = "checks=write";

        GitHubSite.MessageOf(() => Post.Finish(GitHubSite.Sha, Failed with { Passed = true }));

        Assert.Equal([("in_progress", null)], States());
        Assert.Equal(["pending"], StatusStates());
    }

    [Fact]
    public void TextsThatAreTooLong_AreCut()
    {
        string emoji = string.Concat(Enumerable.Repeat("\U0001F600", 40_000));
        Post.Finish(GitHubSite.Sha, new CheckVerdict(false, emoji, emoji)
        {
            Text = emoji,
            Annotations = [new CheckAnnotation("pipeline.yml", 1, 2, CheckLevel.Failure, emoji, emoji)],
        });

        JsonNode output = Runs[0]["output"]!;
        Assert.Equal((65_535, 65_535, 255), (Text(output, "summary").Length, Text(output, "text").Length, Text(output, "title").Length));
        Assert.EndsWith("\U0001F600…", Text(output, "title"), StringComparison.Ordinal);
        Assert.Equal(139, Text(site.Repository.Statuses[0].Status, "description").Length);
    }

    [Theory]
    [InlineData("", 1, 1, "said")]
    [InlineData("/etc/passwd", 1, 1, "said")]
    [InlineData("pipeline.yml", 0, 1, "said")]
    [InlineData("pipeline.yml", 2, 1, "said")]
    [InlineData("pipeline.yml", 1, 1, "")]
    public void AnnotationOfNoPlace_IsRefusedBeforeAnythingIsSent(string path, int start, int end, string message)
    {
        Assert.Throws<ArgumentException>(() => Post.Finish(GitHubSite.Sha, Failed with { Annotations = [new CheckAnnotation(path, start, end, CheckLevel.Notice, "", message)] }));
        Assert.Empty(site.Fake.Asked);
    }

    private static string Text(JsonNode node, string name) => node[name]!.GetValue<string>();

    private (string, string?)[] States() => [.. Runs.Select(run => (Text(run, "status"), run["conclusion"]?.GetValue<string>()))];

    private string[] StatusStates() => [.. site.Repository.Statuses.Select(one => Text(one.Status, "state"))];
}
