namespace MlCi.Build.Tests.Feed;

/// <summary>What one real question brings back from a feed on which something is wrong with most packages.</summary>
public sealed class FeedAnswerTests(FeedAnswerTests.AskedFeed asked) : IClassFixture<FeedAnswerTests.AskedFeed>
{
    [Fact]
    public void PackageOnTheFeed_IsAvailable() =>
        Assert.Equal(new Answer(true, "the in-box Octokit", "the feed has it"), asked.Answer("Octokit"));

    [Fact]
    public void PackageNotOnTheFeed_IsMissing()
    {
        Assert.False(asked.Answer("Nuke.Common").Available);
        Assert.StartsWith("NU1101: Unable to find package Nuke.Common", asked.Answer("Nuke.Common").Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void PackageThatNeedsWhatTheFeedLacks_IsMissing()
    {
        Assert.False(asked.Answer("JsonSchema.Net").Available);
        Assert.StartsWith("NU1101: Unable to find package JsonPointer.Net", asked.Answer("JsonSchema.Net").Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void OtherVersionsOfAPackage_DoNotCount()
    {
        Assert.False(asked.Answer("Docker.DotNet").Available);
        Assert.StartsWith("NU1102: ", asked.Answer("Docker.DotNet").Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void DependencyThatWouldFloatUp_IsMissing()
    {
        Assert.False(asked.Answer("Verify.Xunit").Available);
        Assert.StartsWith("NU1603: ", asked.Answer("Verify.Xunit").Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void DependencyOutOfRange_IsMissing()
    {
        Assert.False(asked.Answer("Microsoft.ML").Available);
        Assert.Equal(
            "NU1102: Unable to find package Argon with version (> 0.1.0 && < 0.3.0)",
            asked.Answer("Microsoft.ML").Reason);
    }

    [Fact]
    public void PackageWithoutWhatComesWithIt_IsMissing()
    {
        Assert.False(asked.Answer("Half").Available);
        Assert.StartsWith("NU1101: Unable to find package Half.More", asked.Answer("Half").Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void WhatIsMissing_IsNamedInOneLineWithItsStandIn() => Assert.Equal(
        """
        asking the package feed for Nuke.Common, Microsoft.ML, Octokit, Docker.DotNet, JsonSchema.Net, Verify.Xunit, Half, xunit…
        Nuke.Common 10.1.0 cannot be had (NU1101); instead: the in-box Nuke.Common
        Microsoft.ML 5.0.0 cannot be had (NU1102); instead: the in-box Microsoft.ML
        Docker.DotNet 3.125.15 cannot be had (NU1102); instead: the in-box Docker.DotNet
        JsonSchema.Net 7.4.0 cannot be had (NU1101); instead: the in-box JsonSchema.Net
        Verify.Xunit 31.0.0 cannot be had (NU1603); instead: the in-box Verify.Xunit
        Half 1.0.0 cannot be had (NU1101); instead: the in-box Half
        """,
        string.Join('\n', asked.Output.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)));

    [Fact]
    public async Task Projects_ReadTheRecord()
    {
        Assert.Equal(";Octokit;xunit;", await asked.Property("AvailableCardPackages"));
        Assert.Equal("True", await asked.Property("HasOctokit"));
        Assert.Equal("False", await asked.Property("HasNukeCommon"));
    }

    /// <summary>The question, asked once for all tests of the class.</summary>
    public sealed class AskedFeed : IAsyncLifetime, IDisposable
    {
        private readonly Questioner questioner = new(
            "Nuke.Common 10.1.0",
            "Microsoft.ML 5.0.0",
            "Octokit 14.0.0 Octokit.More",
            "Docker.DotNet 3.125.15",
            "JsonSchema.Net 7.4.0",
            "Verify.Xunit 31.0.0",
            "Half 1.0.0 Half.More",
            "xunit 2.9.3");

        public string Output { get; private set; } = "";

        public async Task InitializeAsync()
        {
            questioner.Feed
                .Add("Octokit", "14.0.0").Add("Octokit.More", "14.0.0")
                .Add("Half", "1.0.0")
                .Add("xunit", "2.9.3")
                .Add("Docker.DotNet", "3.125.14").Add("Docker.DotNet", "4.0.0")
                .Add("JsonSchema.Net", "7.4.0", ("JsonPointer.Net", "5.3.0"))
                .Add("Verify.Xunit", "31.0.0", ("Argon", "0.2.0"))
                .Add("Microsoft.ML", "5.0.0", ("Argon", "(0.1.0, 0.3.0)"))
                .Add("Argon", "0.4.0");
            ChildProcess asked = await questioner.Ask();
            Assert.True(asked.ExitCode == 0, asked.Output);
            Output = asked.Output;
        }

        public Answer Answer(string id) => questioner.Answer(id);

        public Task<string> Property(string name) => questioner.Property(name);

        public Task DisposeAsync() => Task.CompletedTask;

        public void Dispose() => questioner.Dispose();
    }
}
