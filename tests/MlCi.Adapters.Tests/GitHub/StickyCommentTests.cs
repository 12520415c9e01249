using MlCi.Adapters.GitHub;
using MlCi.Adapters.GitHub.Clients;
using MlCi.Testing.GitHub;

namespace MlCi.Adapters.Tests.GitHub;

public sealed class StickyCommentTests : IDisposable
{
    private readonly GitHubSite site = new((connection, patience, interrupted) => new RestGitHub(connection, patience, interrupted));

    public void Dispose() => site.Dispose();

    [Fact]
    public void Comment_IsChangedInPlace()
    {
        StickyComment sticky = new(site.Client(), "gate");

        long first = sticky.Post(7, "failed");
        site.Repository.AddComment(7, "somebody", "why?");
        long second = sticky.Post(7, "passed");

        Assert.Equal(first, second);
        Assert.Equal(["<!-- mlci:gate gate -->\npassed", "why?"], site.Repository.CommentsOf(7));
    }

    [Fact]
    public void EachWorkflowAndPullRequest_HasItsOwn()
    {
        new StickyComment(site.Client(), "gate").Post(7, "a");
        new StickyComment(site.Client(), "gate nightly").Post(7, "b");
        new StickyComment(site.Client(), "gate").Post(8, "c");

        Assert.Equal((2, 1), (site.Repository.CommentsOf(7).Length, site.Repository.CommentsOf(8).Length));
    }

    [Fact]
    public void CommentOfSomebodyElseWithTheMarker_IsLeftAlone()
    {
        site.Repository.AddComment(7, "mallory", "<!-- mlci:gate gate -->\nall is well");

        new StickyComment(site.Client(), "gate").Post(7, "failed");

        Assert.Equal(["<!-- mlci:gate gate -->\nall is well", "<!-- mlci:gate gate -->\nfailed"], site.Repository.CommentsOf(7));
    }

    [Fact]
    public void MarkerElsewhereInACommentOfOurs_IsNone()
    {
        site.Repository.AddComment(7, FakeGitHub.Job, "a column named <!-- mlci:gate gate -->\n");

        new StickyComment(site.Client(), "gate").Post(7, "failed");

        Assert.Equal(2, site.Repository.CommentsOf(7).Length);
    }

    [Fact]
    public void CommentsThatWereDoubled_BecomeOne()
    {
        long first = site.Repository.AddComment(7, FakeGitHub.Job, "<!-- mlci:gate gate -->\r\nold");
        site.Repository.AddComment(7, FakeGitHub.Job, "<!-- mlci:gate gate -->\nolder");

        Assert.Equal(first, new StickyComment(site.Client(), "gate").Post(7, "new"));
        Assert.Equal(["<!-- mlci:gate gate -->\nnew"], site.Repository.CommentsOf(7));
    }

    [Fact]
    public void CommentThatWasRemovedMeanwhile_IsWrittenAnew()
    {
        StickyComment sticky = new(site.Client(), "gate");
        sticky.Post(7, "old");
        site.Fake.Fail("issues/update-comment", FakeFault.Saying(404, "Not Found"));

        sticky.Post(7, "new");

        Assert.Equal(["<!-- mlci:gate gate -->\nnew"], site.Repository.CommentsOf(7));
    }

    [Fact]
    public async Task EightAtATime_LeaveOneComment()
    {
        for (int round = 1; round <= 5; round++)
        {
            int number = round;
            site.Fake.Latency = TimeSpan.FromMilliseconds(40);
            long[] kept = await Task.WhenAll(Enumerable.Range(0, 8).Select(writer => Task.Factory.StartNew(
                () => new StickyComment(site.Client(), "gate").Post(number, $"of {writer}"), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)));

            Assert.StartsWith("<!-- mlci:gate gate -->\nof ", Assert.Single(site.Repository.CommentsOf(number)), StringComparison.Ordinal);
            Assert.NotEmpty(kept);
        }
    }

    [Fact]
    public void CommentThatIsTooLong_IsRefusedBeforeItIsSent()
    {
        Assert.Throws<ArgumentException>(() => new StickyComment(site.Client(), "gate").Post(7, new string('x', StickyComment.MostLength)));
        Assert.Empty(site.Fake.Asked);
    }

    [Theory]
    [InlineData("gate", "<!-- mlci:gate gate -->")]
    [InlineData(".github/workflows/gate.yml", "<!-- mlci:gate .github/workflows/gate.yml -->")]
    [InlineData("a --> <b>\n@all", "<!-- mlci:gate a %2D%2D%3E %3Cb%3E%A%40all -->")]
    [InlineData("Prüfung", "<!-- mlci:gate Prüfung -->")]
    public void Marker_StaysAComment(string workflow, string marker) => Assert.Equal(marker, CommentMarker.Of(workflow));
}
