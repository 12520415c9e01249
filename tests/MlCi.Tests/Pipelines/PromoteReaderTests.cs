using MlCi.Pipelines;
using MlCi.Promotion;

namespace MlCi.Tests.Pipelines;

public sealed class PromoteReaderTests
{
    private const string Full = """
        promote:
          people: {ana: keys/ana.pub, bo: {key: keys/bo.pub, github: bo-smith, email: bo@example.org}}
          aliases:
            staging: {from: candidate, gate: false}
            canary-eu: {from: staging, smoke: true}
            production:
              from: canary-eu
              max_age_days: 14
              reproducible: true
              signed_commit: true
              canary: true
              champion: any
              approvals: {count: 2, of: [ana, bo], not_author: false, reviews: github, rollback: true}
        """;

    [Fact]
    public void WithoutAWord_TheThreeAliasesHaveTheirDefaults()
    {
        PromotionPolicy policy = Sample.Read(Sample.Text).Promotion;

        Assert.Equal(["candidate", "staging", "production"], policy.Aliases.Select(alias => alias.Name));
        Assert.Equal([false, true, true], policy.Aliases.Select(alias => alias.NeedsPassingGate));
        Assert.Equal([false, false, true], policy.Aliases.Select(alias => alias.NeedsPresentChampion));
        Assert.Empty(policy.People);
    }

    [Fact]
    public void EveryKey_IsRead_AndDecidesNoGate()
    {
        PipelineDefinition read = Sample.Read(Sample.And(Full));
        Alias production = read.Promotion.Named("production");

        Assert.Equal(["candidate", "staging", "production", "canary-eu"], read.Promotion.Aliases.Select(alias => alias.Name));
        Assert.Equal(("canary-eu", TimeSpan.FromDays(14), true, true, true, false, false), (
            production.From, production.MaxAge, production.NeedsReproduction, production.NeedsSignedCommit, production.NeedsCanary, production.NeedsSmoke, production.NeedsPresentChampion));
        Assert.Equal((2, "ana bo", false), (production.Approvals!.Count, string.Join(' ', production.Approvals.Of), production.Approvals.NotAuthor));
        Assert.True(production is { RollbackNeedsApprovals: true, Approvals.CountsReviews: true });
        Assert.False(read.Promotion.Named("staging").NeedsPassingGate);
        Assert.True(read.Promotion.Named("canary-eu") is { NeedsPassingGate: true, NeedsSmoke: true });
        Assert.Equal([new Person("ana", "keys/ana.pub", null, null), new Person("bo", "keys/bo.pub", "bo-smith", "bo@example.org")], read.Promotion.People);
        Assert.Equal(Sample.Read(Sample.Text).RulesDigest, read.RulesDigest);
    }

    [Theory]
    [InlineData("promote: yes", "13:10: found yes for 'promote', expected a mapping of aliases and people")]
    [InlineData("promote: {alias: {}}", "13:11: found unknown key 'promote.alias', expected one of people, aliases")]
    [InlineData("promote: {aliases: {Prod: {}}}", "13:21: found alias 'Prod' in 'promote.aliases', expected up to 40 lower-case letters")]
    [InlineData("promote: {aliases: {model-1: {}}}", "13:21: found alias 'model-1' in 'promote.aliases'")]
    [InlineData("promote: {aliases: {production: {form: staging}}}", "13:34: found unknown key 'promote.aliases.production.form', expected 'from'")]
    [InlineData("promote: {aliases: {production: {from: stagin}}}", "13:21: found 'from: stagin' of production, expected 'staging'")]
    [InlineData("promote: {aliases: {a: {from: b}, b: {from: a}}}", "13:21: found that a must come from b, which comes from a itself")]
    [InlineData("promote: {aliases: {candidate: {from: staging}}}", "found 'from' for candidate, which Register gives to every model")]
    [InlineData("promote: {aliases: {production: {gate: maybe}}}", "13:40: found maybe for 'promote.aliases.production.gate', expected true or false")]
    [InlineData("promote: {aliases: {production: {max_age_days: 0}}}", "13:48: found 0 for 'promote.aliases.production.max_age_days', expected a number of days")]
    [InlineData("promote: {aliases: {production: {champion: yes}}}", "13:44: found yes for 'promote.aliases.production.champion', expected recheck or any")]
    [InlineData("promote: {people: {ana: k}, aliases: {production: {approvals: {of: [ana]}}}}", "found no 'approvals.count', expected how many people must approve")]
    [InlineData("promote: {people: {ana: k}, aliases: {production: {approvals: {count: 1}}}}", "found nobody in 'approvals.of', expected a list of names")]
    [InlineData("promote: {people: {ana: k}, aliases: {production: {approvals: {count: 1, of: [anna]}}}}", "found anna in 'approvals.of', expected 'ana', or one of ana")]
    [InlineData("promote: {people: {ana: k}, aliases: {production: {approvals: {count: 2, of: [ana]}}}}", "found 2 for 'approvals.count' of 1 people, expected at most as many")]
    [InlineData("promote: {people: {ana: k}, aliases: {production: {approvals: {count: 1, of: [ana, ana]}}}}", "found 'ana' twice in 'approvals.of'")]
    [InlineData("promote: {people: {ana: k}, aliases: {production: {approvals: {count: 1, of: [ana], reviews: github}}}}", "found 'reviews: github' and the login of nobody in 'approvals.of', expected 'github' of at least one")]
    [InlineData("promote: {people: {ana: k}, aliases: {production: {approvals: {count: 1, of: [ana], reviews: gitlab}}}}", "found gitlab for 'promote.aliases.production.approvals.reviews', expected github or none")]
    [InlineData("promote: {people: {ana: {github: a}, bo: {github: A}}}", "found login 'A' of 'ana' for 'bo', too, expected each login of one person")]
    [InlineData("promote: {people: {ana: {email: a@b}}}", "13:25: found neither key nor github of 'ana', expected the path of a public key")]
    public void Fault_HasItsPlace_AndWhatWasExpected(string lines, string expected) =>
        Assert.Contains(expected, Sample.Faults(Sample.And(lines)), StringComparison.Ordinal);
}
