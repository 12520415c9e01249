using System.Text.Json.Nodes;
using MlCi.Adapters.GitHub.Clients;
using MlCi.Adapters.Stages;
using MlCi.Adapters.Tests.GitHub;
using MlCi.Promotion;

namespace MlCi.Adapters.Tests.Stages;

/// <summary>What GitHub is told of a release.</summary>
public sealed class HostedMoveTests
{
    [Fact]
    public void Release_IsMadeOnce_AndHasTheNotesAsTheyAreNow()
    {
        using GitHubSite site = new((connection, patience, interrupted) => new RestGitHub(connection, patience, interrupted));
        ReleaseTag tag = ReleaseTag.Read("tiny/v1.2.3");

        HostedMove.Release(site.Client(), tag, "first");
        HostedMove.Release(site.Client(), tag, "second");

        JsonObject release = Assert.Single(site.Repository.Releases);
        Assert.Equal(("tiny/v1.2.3", "second"), ((string?)release["tag_name"], (string?)release["body"]));
    }
}
