namespace MlCi.Build.Tests.Feed;

/// <summary>When the feed is asked, when it is not, and what happens when it does not answer.</summary>
public sealed class FeedQuestionTests
{
    [Theory]
    [InlineData("http://127.0.0.1:1/v3/index.json")]
    [InlineData("/there/is/no/such/folder")]
    public async Task FeedOutOfReach_FailsAndRecordsNothing(string source)
    {
        using Questioner questioner = new("Octokit 14.0.0");
        questioner.UseSource(source);

        ChildProcess asked = await questioner.Ask();

        Assert.NotEqual(0, asked.ExitCode);
        Assert.Contains("The package feed cannot be asked for Octokit 14.0.0: NU1301: ", asked.Output, StringComparison.Ordinal);
        Assert.Empty(questioner.Records());
        Assert.Equal("False", await questioner.Property("HasOctokit"));
    }

    [Fact]
    public async Task OtherSources_AreAskedAgain()
    {
        using Questioner questioner = new("Octokit 14.0.0");
        await questioner.Ask();
        Assert.False(questioner.Answer("Octokit").Available);

        PackageFolder other = new PackageFolder(Path.Combine(questioner.Feed.Path, "other")).Add("Octokit", "14.0.0");
        questioner.UseSource(other.Path);
        Assert.Equal("", await questioner.Property("AvailableCardPackages"));
        await questioner.Ask();

        Assert.True(questioner.Answer("Octokit").Available);
        Assert.Equal(2, questioner.Records().Length);
    }

    [Fact]
    public async Task CommittedChoice_WinsAndAsksNobody()
    {
        using Questioner questioner = new("Octokit 14.0.0", "Docker.DotNet 3.125.15");
        questioner.UseSource("http://127.0.0.1:1/v3/index.json");
        questioner.FixChoice(";Octokit;");

        ChildProcess asked = await questioner.Ask();

        Assert.Equal(0, asked.ExitCode);
        Assert.Equal(new Answer(true, "the in-box Octokit", "fixed by .nuke/packages.props"), questioner.Answer("Octokit"));
        Assert.False(questioner.Answer("Docker.DotNet").Available);
        Assert.Equal("True", await questioner.Property("HasOctokit"));
    }
}
