using MlCi.Adapters.Registry;
using MlCi.Promotion;
using MlCi.Stress;
using MlCi.Testing;

namespace MlCi.IntegrationTests.Registry;

/// <summary>Promoters that are processes: many at once, and killed. The long form is the simulation <c>promote</c> of Stress.</summary>
public sealed class PromotionProcessTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(PromotionMode.Folder)]
    [InlineData(PromotionMode.TwoSteps)]
    public void EightPromotersAtOnce_WithTheLock_MakeOneChain(PromotionMode mode)
    {
        PromotionSite site = RunToTheEnd(mode, out int written);

        Assert.Equal(written, site.Records.Count);
        AliasHistory history = Assert.Single(AliasHistory.Of(site.Repository, ["production"]));
        Assert.Equal((AliasCondition.Settled, site.Records[^1].To), (history.State.Condition, history.State.Target));
        Assert.Equal([0, .. Enumerable.Repeat(1, written - 1)], history.Records.Select(one => one.Record.Previous.Count));
        Assert.Empty(site.Audit());
    }

    [Fact]
    public void EightPromotersAtOnce_WithoutALock_LoseNoRecord_AndEveryForkIsReported()
    {
        PromotionSite site = RunToTheEnd(PromotionMode.NoLock, out int written);

        Assert.Equal(written, site.Records.Count);
        IReadOnlyList<AuditFinding> findings = site.Audit();
        Assert.All(findings, finding => Assert.Contains(finding.Rule, new[] { "fork", "interrupted" }));
        Assert.Contains(site.Records, record => record.Previous.Count > 1);
        for (int choice = 0; choice < 3 && site.Promote("next", choice).IsThereAlready; choice++)
        {
        }

        Assert.Empty(site.Audit());
    }

    [Theory]
    [InlineData(PromotionMode.Folder)]
    [InlineData(PromotionMode.TwoSteps)]
    [InlineData(PromotionMode.NoLock)]
    public void KilledPromoters_LeaveWhatTheNextOneCompletes(PromotionMode mode)
    {
        for (int round = 0; round < 3; round++)
        {
            Assert.Equal(
                (false, false, false),
                KilledPromotions.Once(Directory.CreateDirectory(folder.Path($"{round}")).FullName, mode, TimeSpan.FromMilliseconds(17 * round)) is var came
                    ? (came.Lost, came.Wrong, came.NotPutRight) : default);
        }
    }

    private PromotionSite RunToTheEnd(PromotionMode mode, out int written)
    {
        var site = new PromotionSite(folder.Root, mode);
        site.Register();
        using var promoters = new PromoterProcesses(folder.Root, mode, count: 8, rounds: 5);
        Assert.True(promoters.WaitForEnd());
        written = promoters.Written.Values.Sum();
        return site;
    }
}
