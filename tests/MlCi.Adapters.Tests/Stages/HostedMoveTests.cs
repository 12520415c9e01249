using System.Text.Json.Nodes;
using MlCi.Adapters.GitHub.Clients;
using MlCi.Adapters.Registry;
using MlCi.Adapters.Stages;
using MlCi.Adapters.Tests.GitHub;
using MlCi.Findings;
using MlCi.Promotion;
using MlCi.Testing;
using MlCi.Testing.GitHub;

namespace MlCi.Adapters.Tests.Stages;

/// <summary>What GitHub is told of a release.</summary>
public sealed class HostedMoveTests : CommandPipelineTest, IDisposable
{
    private readonly GitHubSite site = new((connection, patience, interrupted) => new RestGitHub(connection, patience, interrupted));

    public HostedMoveTests(EngineSetup setup)
        : base(setup)
    {
        Repository.Write(".gitignore", "artifacts/\n.mlci/\n");
        GitRepository.Begin(Repository.Root).Commit("chore: begin");
    }

    private FolderRegistry Registry => new(RegistryPlaces.FolderOf(Repository.Root), "tiny");

    public void Dispose() => site.Dispose();

    [Fact]
    public void Release_IsMadeOnce_AndHasTheNotesAsTheyAreNow()
    {
        ReleaseTag tag = ReleaseTag.Read("tiny/v1.2.3");

        HostedMove.Release(site.Client(), tag, "first");
        HostedMove.Release(site.Client(), tag, "second");

        JsonObject release = Assert.Single(site.Repository.Releases);
        Assert.Equal(("tiny/v1.2.3", "second"), ((string?)release["tag_name"], (string?)release["body"]));
    }

    [Theory]
    [InlineData("repos/create-deployment", 0)]
    [InlineData("repos/create-deployment-status", 1)]
    public void WhatGitHubMissed_IsMadeUpFor_AndNothingIsTwice(string missed, int deployments)
    {
        PromotionRecord record = Promoted("release tag tiny/v1.2.3");
        site.Fake.Fail(missed, [.. Enumerable.Repeat(new FakeFault(502), 4)]);
        Assert.Throws<FaultException>(() => HostedMove.Tell(site.Client(), Registry, record));
        Assert.Equal((deployments, 0), (site.Repository.Deployments.Count, site.Repository.DeploymentStatuses.Count));

        for (int again = 0; again < 2; again++)
            HostedMove.Tell(site.Client(), Registry, record);

        JsonObject deployment = Assert.Single(site.Repository.Deployments);
        Assert.Equal(("tiny/production", "success"), ((string?)deployment["environment"], (string?)Assert.Single(site.Repository.DeploymentStatuses).Status["state"]));
    }

    [Fact]
    public void SameModelThatComesBack_IsDeployedAgain()
    {
        PromotionRecord record = Promoted("it is good");
        HostedMove.Tell(site.Client(), Registry, record);
        HostedMove.Tell(site.Client(), Registry, record with { Why = "something else" });
        HostedMove.Tell(site.Client(), Registry, record);

        Assert.Equal(3, site.Repository.Deployments.Count);
        Assert.Equal(site.Repository.Deployments.Select(one => (long)one["id"]!), site.Repository.DeploymentStatuses.Select(one => one.Deployment));
    }

    private PromotionRecord Promoted(string why)
    {
        (int code, string output) = Run("Register", options => options with { VerifyReproducible = true });
        Assert.True(code == ExitCodes.Passed, output);
        (code, output) = Run("Promote", options => options with { To = "production", Why = why });
        Assert.True(code == ExitCodes.Passed, output);
        return new Promotions(new FolderPlace(RegistryPlaces.FolderOf(Repository.Root)), TimeProvider.System).History("tiny")[^1];
    }
}
