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

        (IReadOnlyList<string> lacking, IReadOnlyList<string> open) = guard.Look("main");
        Assert.Equal(5, lacking.Count);
        Assert.StartsWith("found branches that may be merged without being up to date, expected --strict or a merge queue", Assert.Single(open), StringComparison.Ordinal);
        guard.Protect("main");

        Assert.Empty(guard.Look("main").Lacking);
        Assert.Equal(["require branches to be up to date before they are merged"], guard.Look("main", isStrict: true).Lacking);
        guard.Protect("main", isStrict: true);
        (lacking, open) = guard.Look("main");
        Assert.Empty(lacking.Concat(open));
        Assert.Equal("mlci/gate", (string?)site.Repository.Protections["main"]["required_status_checks"]!["checks"]![0]!["context"]);
    }

    [Theory]
    [InlineData("Not Found")]
    [InlineData("Branch not found")]
    public void BranchThatIsNotShown_IsNotTakenForUnprotected(string said)
    {
        using GitHubSite site = new((connection, patience, interrupted) => new RestGitHub(connection, patience, interrupted));
        site.Fake.Fail("repos/get-branch-protection", FakeFault.Saying(404, said));
        using var guard = new BranchGuard(site.Client());

        Assert.Contains($"found 404 NotFound ({said}) as answer to GET branches/main/protection, expected it to be there", GitHubSite.MessageOf(() => guard.Look("main")), StringComparison.Ordinal);
    }

    [Fact]
    public void WhoMayBypassReviews_Stays_AndIsNamed()
    {
        var now = new BranchProtection { Checks = new RequiredChecks(IsStrict: true, []), Reviews = new RequiredReviews(1) { Exempt = new BranchActors(["ada"], ["core"], ["bot"]) } };

        BranchProtection next = ProtectionRules.Complete(now).Protection;

        Assert.Equal(now.Reviews.Exempt, next.Reviews!.Exempt);
        Assert.StartsWith("found user 'ada', team 'core', app 'bot', who may bypass the required reviews, expected nobody", Assert.Single(ProtectionRules.Open(next)), StringComparison.Ordinal);
        Assert.Empty(ProtectionRules.Open(next with { Reviews = new RequiredReviews(1) { Exempt = new BranchActors([], [], []) } }));
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
