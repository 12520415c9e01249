using MlCi.Data;
using MlCi.Findings;
using MlCi.Gates;
using MlCi.Promotion;

namespace MlCi.Tests.Promotion;

/// <summary>Rules that ask for more than a passing report: each refuses alone, by its name, what nobody knows, too.</summary>
public sealed class FactRulesTests
{
    private static readonly string Model = Digest.OfText("model"), Manifest = Digest.OfText("manifest"), Champion = Digest.OfText("champion");
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly Person Ana = new("ana", "ana.pub", null, "ana@example.org"), Bo = new("bo", "bo.pub", "bo-smith", null), Eve = new("eve", "eve.pub", null, null);

    private static readonly Alias Strict = Alias.Production with
    {
        From = "staging",
        MaxAge = TimeSpan.FromDays(7),
        NeedsReproduction = true,
        NeedsSmoke = true,
        NeedsCanary = true,
        NeedsSignedCommit = true,
        NeedsPresentChampion = true,
        Approvals = new ApprovalRule(2, ["ana", "bo"], NotAuthor: true),
    };

    private static readonly PromotionRequest Good = new(
        Strict, Manifest, Model,
        new GateEvidence(Model, Passed: true, Digest.OfText("holdout"), Digest.OfText("report")) { Champion = Champion, Commit = new string('a', 40), Dirty = false, Reproduced = "with the same bytes" },
        "zoe", "release 1.0")
    {
        Facts = new PromotionFacts
        {
            Pipeline = "telco",
            Now = Now,
            Bears = ["candidate", "staging"],
            ReportedAt = Now.AddDays(-6),
            Champion = Champion,
            Commit = new CommitCheck(IsVerified: true, "Good signature"),
            Smoke = Digest.OfText("smoke"),
            Canary = Digest.OfText("canary"),
            Authors = ["Carl", "carl@example.org"],
            Approvals = [Approval(Ana), Approval(Bo)],
        },
    };

    [Fact]
    public void WhatHasEverything_IsNotRefused() => Assert.Empty(PromotionRules.Check(Good));

    [Fact]
    public void EvidenceOfAPromotion_IsAllThatItsRulesAskedFor() => Assert.Equal(
        ["gate-report", "smoke", "canary", "approval", "approval"], PromotionRules.EvidenceOf(Good).Select(evidence => evidence.Kind));

    [Fact]
    public void EveryRule_RefusesByItsName_WhatIsNotKnown()
    {
        Refused("from", facts => facts with { Bears = ["candidate"] });
        Refused("max_age_days", facts => facts with { ReportedAt = Now.AddDays(-8) });
        Refused("max_age_days", facts => facts with { ReportedAt = null });
        Refused("smoke", facts => facts with { Smoke = null });
        Refused("canary", facts => facts with { Canary = null });
        Refused("signed_commit", facts => facts with { Commit = null });
        Refused("signed_commit", facts => facts with { Commit = new CommitCheck(IsVerified: false, "no signature") });
        Refused("champion", facts => facts with { Champion = Digest.OfText("another") });
        Refused("approvals", facts => facts with { Approvals = [Approval(Ana)] });
        Refused("approvals", facts => facts with { Authors = [] });
        Assert.StartsWith("rule 'reproducible' refuses", Assert.Single(PromotionRules.Check(Good with { Evidence = Good.Evidence! with { Reproduced = null } })).Message, StringComparison.Ordinal);
        Assert.StartsWith("rule 'champion' refuses", Assert.Single(PromotionRules.Check(Good with { Evidence = Good.Evidence! with { Champion = null } })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void WithoutAChampion_ThereIsNothingToCompareWith() =>
        Assert.Empty(PromotionRules.Check(Good with { Facts = Good.Facts with { Champion = null }, Evidence = Good.Evidence! with { Champion = null } }));

    [Fact]
    public void ApprovalThatDoesNotCount_IsNamedWithItsReason()
    {
        NotCounted("by ana, the author", Approval(Ana), facts => facts with { Authors = ["Ana Lopez", "ANA@example.org"] });
        NotCounted("by bo, the author", Approval(Bo), facts => facts with { Authors = ["12+bo-smith@users.noreply.github.com"], Approvals = [Approval(Ana)] });
        NotCounted("by eve, who is not in the list", Approval(Eve));
        NotCounted("bears no signature of anybody in promote.people, though it says 'bo'", Approval(Bo) with { Signer = null });
        NotCounted("says 'bo', but eve signed it", Approval(Bo) with { Signer = Eve });
        NotCounted("by bo is of sha256:", Approval(Bo, statement => statement with { Model = Digest.OfText("earlier model") }));
        NotCounted("by bo is of pipeline 'fraud'", Approval(Bo, statement => statement with { Pipeline = "fraud" }));
        NotCounted("by bo is for staging", Approval(Bo, statement => statement with { Alias = "staging" }));
        NotCounted("by bo is 8 days old, more than 7", Approval(Bo, statement => statement with { When = Now.AddDays(-8) }));
        NotCounted("by bo is of the future", Approval(Bo, statement => statement with { When = Now.AddHours(1) }));
        NotCounted("cannot be read", Approval(Bo) with { Statement = null });
    }

    [Fact]
    public void OnePerson_CountsOnce()
    {
        Fault fault = Refused("approvals", facts => facts with { Approvals = [Approval(Ana), Approval(Ana, statement => statement with { Comment = "again" })] });

        Assert.Contains("found 1 (ana)", fault.Message, StringComparison.Ordinal);
        Assert.Contains("expected 2 of ana, bo, the author excepted: mlci approve --to production --model sha256:", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Author_MayApprove_WhereTheRuleSaysSo() => Assert.Empty(PromotionRules.Check(Good with
    {
        Alias = Strict with { Approvals = Strict.Approvals! with { NotAuthor = false } },
        Facts = Good.Facts with { Authors = ["ana"] },
    }));

    private static void NotCounted(string reason, FoundApproval approval, Func<PromotionFacts, PromotionFacts>? change = null)
    {
        Fault fault = Refused("approvals", facts => (change ?? (same => same))(facts) with { Approvals = approval.Signer == Ana ? [approval, Approval(Bo)] : [Approval(Ana), approval] });
        Assert.Contains(reason, fault.Message, StringComparison.Ordinal);
    }

    private static Fault Refused(string rule, Func<PromotionFacts, PromotionFacts> change)
    {
        Fault fault = Assert.Single(PromotionRules.Check(Good with { Facts = change(Good.Facts) }));
        Assert.StartsWith($"rule '{rule}' refuses production for {Manifest}: found ", fault.Message, StringComparison.Ordinal);
        Assert.Contains("expected", fault.Message, StringComparison.Ordinal);
        return fault;
    }

    private static FoundApproval Approval(Person person, Func<ApprovalStatement, ApprovalStatement>? change = null)
    {
        ApprovalStatement statement = (change ?? (same => same))(new ApprovalStatement("telco", Manifest, "production", person.Name, Now.AddDays(-1), null));
        return new FoundApproval(Digest.OfBytes(statement.Write()), statement, person);
    }
}
