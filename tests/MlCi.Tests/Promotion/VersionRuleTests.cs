using MlCi.Promotion;

namespace MlCi.Tests.Promotion;

public sealed class VersionRuleTests
{
    private static readonly VersionInputs Inputs = new("data", "params", "code");
    private static readonly VersionEvidence Same = new(new SemanticVersion(1, 2, 3), Inputs, Inputs, ContractDifference.None, []);

    [Fact]
    public void First_Is0_1_0() => AssertVersion("0.1.0", "the first", Same with { Last = null });

    [Fact]
    public void SameInputs_ArePatch() => AssertVersion("1.2.4", "patch: made again of the same inputs as 1.2.3", Same);

    [Theory]
    [InlineData("other", "params", "code", "minor: data changed")]
    [InlineData("data", "other", "code", "minor: params changed")]
    [InlineData("data", "params", "other", "minor: code changed")]
    public void OtherInput_IsMinor(string data, string parameters, string code, string why) =>
        AssertVersion("1.3.0", why, Same with { Now = new VersionInputs(data, parameters, code) });

    [Fact]
    public void UnknownInputs_AreMinor() => AssertVersion("1.3.0", "minor: what the last one was made of is not known", Same with { Before = null });

    [Fact]
    public void BrokenContract_IsMajor_WhateverElseChanged()
    {
        VersionDecision decision = VersionRule.Computed(Same with
        {
            Contract = new ContractDifference(["column 'a' removed"], ["column 'b' added"]),
            Now = new VersionInputs("other", "params", "code"),
            Commits = [Commit("fix: x")],
        });

        Assert.Equal("2.0.0", decision.Version.ToString());
        Assert.Equal(["major: schema.json: column 'a' removed", "minor: schema.json: column 'b' added", "minor: data changed", "patch: 01234567 fix: x"], decision.Because);
    }

    [Theory]
    [InlineData("feat!: x", "2.0.0", "major: 01234567 feat!: x")]
    [InlineData("feat: x", "1.3.0", "minor: 01234567 feat: x")]
    [InlineData("fix: x", "1.2.4", "patch: 01234567 fix: x")]
    [InlineData("docs: x", "1.2.4", "patch: made again of the same inputs as 1.2.3")]
    public void Commit_MovesAsItSays(string message, string version, string why) => AssertVersion(version, why, Same with { Commits = [Commit(message)] });

    [Fact]
    public void UnknownHistory_IsTold()
    {
        VersionDecision decision = VersionRule.Computed(Same with { Commits = null });

        Assert.Equal(["patch: made again of the same inputs as 1.2.3", "the commits since 1.2.3 are not known here: by digests alone"], decision.Because);
    }

    [Fact]
    public void ManyReasons_AreCut()
    {
        VersionDecision decision = VersionRule.Computed(Same with { Commits = [.. Enumerable.Range(0, 50).Select(i => Commit($"feat: {i}"))] });

        Assert.Equal(21, decision.Because.Count);
        Assert.Equal("and 30 more", decision.Because[^1]);
    }

    [Fact]
    public void ReleaseTag_IsTheVersion() =>
        Assert.Equal(VersionOrigin.Tag, VersionRule.Released(new SemanticVersion(1, 0, 0), "telco/v1.0.0").Origin);

    private static ConventionalCommit Commit(string message) => ConventionalCommit.Read("0123456789abcdef0123456789abcdef01234567", message);

    private static void AssertVersion(string version, string why, VersionEvidence evidence)
    {
        VersionDecision decision = VersionRule.Computed(evidence);
        Assert.Equal((version, why, VersionOrigin.Computed), (decision.Version.ToString(), Assert.Single(decision.Because), decision.Origin));
    }
}
