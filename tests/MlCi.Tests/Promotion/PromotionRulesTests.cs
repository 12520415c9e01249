using MlCi.Data;
using MlCi.Findings;
using MlCi.Gates;
using MlCi.Promotion;

namespace MlCi.Tests.Promotion;

public sealed class PromotionRulesTests
{
    private static readonly string Model = Digest.OfText("model");

    private static readonly PromotionRequest Good = new(
        Alias.Production, Digest.OfText("manifest"), Model, new GateEvidence(Model, Passed: true, Digest.OfText("holdout"), Digest.OfText("report")), "ana", "release 1.0");

    [Theory]
    [InlineData("candidate")]
    [InlineData("staging")]
    [InlineData("production")]
    public void PassingReportOfThisModel_IsEnough(string alias) =>
        Assert.Empty(PromotionRules.Check(Good with { Alias = Alias.Named(alias) }));

    [Theory]
    [InlineData("staging")]
    [InlineData("production")]
    public void NoReport_IsRefusedByName(string alias) => AssertRefused("gate-report", Good with { Alias = Alias.Named(alias), Evidence = null });

    [Theory]
    [InlineData("staging")]
    [InlineData("production")]
    public void FailedReport_IsRefusedByName(string alias) =>
        AssertRefused("passing-gate", Good with { Alias = Alias.Named(alias), Evidence = Good.Evidence! with { Passed = false } });

    [Theory]
    [InlineData("candidate")]
    [InlineData("staging")]
    [InlineData("production")]
    public void ReportOfAnotherModel_IsRefusedByName_EvenForTheCandidate(string alias) =>
        AssertRefused("same-model", Good with { Alias = Alias.Named(alias), Evidence = Good.Evidence! with { ModelDigest = Digest.OfText("other") } });

    [Fact]
    public void Candidate_MayHaveFailed() =>
        Assert.Empty(PromotionRules.Check(Good with { Alias = Alias.Candidate, Evidence = Good.Evidence! with { Passed = false } }));

    [Theory]
    [InlineData("", "why", "who")]
    [InlineData("who", " ", "why")]
    public void NobodyOrNoReason_IsRefused(string who, string why, string rule) => AssertRefused(rule, Good with { Who = who, Why = why });

    [Fact]
    public void EveryReason_IsGivenAtOnce() =>
        Assert.Equal(3, PromotionRules.Check(Good with { Who = "", Why = "", Evidence = null }).Count);

    [Fact]
    public void UnknownAlias_ListsTheValidOnes()
    {
        var exception = Assert.Throws<FaultException>(() => Alias.Named("prod"));

        Assert.Equal(ExitCodes.Misconfigured, exception.ExitCode);
        Assert.Equal("alias: found 'prod', expected one of candidate, staging, production", exception.Message);
    }

    private static void AssertRefused(string rule, PromotionRequest request)
    {
        Fault fault = Assert.Single(PromotionRules.Check(request));
        Assert.StartsWith($"rule '{rule}' refuses {request.Alias} for {request.Model}: found ", fault.Message, StringComparison.Ordinal);
        Assert.Contains("expected", fault.Message, StringComparison.Ordinal);
    }
}
