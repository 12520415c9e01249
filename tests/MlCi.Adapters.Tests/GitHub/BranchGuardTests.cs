using MlCi.Adapters.GitHub;
using MlCi.Adapters.GitHub.Clients;
using MlCi.Testing.GitHub;

namespace MlCi.Adapters.Tests.GitHub;

/// <summary>What a branch's protection lacks, and that nothing else of it is touched.</summary>
public sealed class BranchGuardTests
{
    [Fact]
    public void UnprotectedBranch_GetsAllOfIt_AndThenLacksNothing()
    {
        using GitHubSite site = new((connection, patience, interrupted) => new RestGitHub(connection, patience, interrupted));
        using var guard = new BranchGuard(site.Client(new GitHubToken("GITHUB_TOKEN", FakeGitHub.PersonToken)));

        Assert.Equal(5, guard.Lacking("main").Count);
        guard.Protect("main");

        Assert.Empty(guard.Lacking("main"));
        Assert.Equal("mlci/gate", (string?)site.Repository.Protections["main"]["required_status_checks"]!["checks"]![0]!["context"]);
    }

    [Fact]
    public void WhatIsSet_Stays()
    {
        var now = new BranchProtection
        {
            Checks = new RequiredChecks(IsStrict: true, [("test", 1), (CheckRunPost.Name, null)]),
            Reviews = new RequiredReviews(2) { NeedsCodeOwners = true, DismissesStale = true, NeedsOtherThanLastPusher = true },
            Switches = ["allow_force_pushes", "required_linear_history"],
        };

        (BranchProtection next, IReadOnlyList<string> changes) = ProtectionRules.Complete(now);

        Assert.Equal(["require the check mlci/gate, posted by GitHub Actions", "bind administrators, too", "refuse force pushes"], changes);
        Assert.Equal([("test", (long?)1), (CheckRunPost.Name, ProtectionRules.ActionsApp)], next.Checks!.Checks);
        Assert.True(next.Checks.IsStrict);
        Assert.Equal(now.Reviews, next.Reviews);
        Assert.Equal(["required_linear_history"], next.Switches);
    }
}
