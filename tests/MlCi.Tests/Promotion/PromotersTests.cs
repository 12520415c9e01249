using FsCheck;
using FsCheck.Fluent;
using MlCi.Promotion;

namespace MlCi.Tests.Promotion;

/// <summary>Whatever the order in which promoters take their steps, and whoever dies: nothing is lost, and the next one puts it right.</summary>
public sealed class PromotersTests
{
    private static readonly Gen<(int Count, int[] Schedule)> Runs =
        from count in Gen.Choose(1, 6) from schedule in Gen.ArrayOf(Gen.Choose(0, 65)) select (count, schedule);

    [Fact]
    public void WithALock_ThereIsOneChain_AndTheNextOneCompletesIt() => Prop.ForAll(Runs.ToArbitrary(), run =>
    {
        var promoters = new Promoters(hasLock: true);
        promoters.Run(run.Count, run.Schedule);

        if (promoters.Chain is { } chain)
        {
            Assert.Empty(chain.Forks);
            Assert.Single(chain.Heads);
        }

        AssertNothingLost(promoters);
        Assert.True(promoters.State.Condition is AliasCondition.Never or AliasCondition.Settled or AliasCondition.Interrupted, $"{promoters.State}");
        AssertPutRight(promoters);
    }).Check(Properties.Fixed);

    [Fact]
    public void WithoutALock_NoRecordIsLost_AndEveryForkIsReported() => Prop.ForAll(Runs.ToArbitrary(), run =>
    {
        var promoters = new Promoters(hasLock: false);
        promoters.Run(run.Count, run.Schedule);

        AssertNothingLost(promoters);
        Assert.NotEqual(AliasCondition.Unexplained, promoters.State.Condition);
        if (promoters.Chain is { } chain)
        {
            Assert.Equal(chain.Heads.Count > 1, chain.Forks.Any(fork => fork.ResolvedBy is null));
            // Any two records of which neither knew of the other stand behind a fork that names both ways.
            foreach (ChainedRecord head in chain.Heads.Skip(1))
                Assert.Contains(chain.Forks, fork => fork.Records.Any(one => Knows(chain, head, one)) && fork.Records.Any(one => Knows(chain, chain.Heads[0], one) && !Knows(chain, head, one)));
        }

        AssertPutRight(promoters);
    }).Check(Properties.Fixed);

    [Fact]
    public void SomeSchedules_DoFork_AndSomeAreInterrupted()
    {
        var side = new Promoters(hasLock: false);
        side.Run(2, [0, 1, 0, 1, 0, 1, 0, 1]);
        Assert.Equal(AliasCondition.Forked, side.State.Condition);

        var killed = new Promoters(hasLock: true);
        killed.Run(1, [0, 0, 0, 1]);
        Assert.Equal(AliasCondition.Interrupted, killed.State.Condition);
    }

    private static void AssertNothingLost(Promoters promoters)
    {
        Assert.Equal(promoters.Records.Count, promoters.Chain?.Order.Count ?? 0);
        Assert.Empty(promoters.Chain?.Breaks ?? []);
        Assert.Empty(promoters.Chain?.Duplicates ?? []);
    }

    private static void AssertPutRight(Promoters promoters)
    {
        promoters.RunAlone();
        Assert.Equal(AliasCondition.Settled, promoters.State.Condition);
        Assert.Single(promoters.Chain!.Heads);
        Assert.DoesNotContain(promoters.Chain.Forks, fork => fork.ResolvedBy is null);
        AssertNothingLost(promoters);
    }

    private static bool Knows(RecordChain chain, ChainedRecord later, ChainedRecord earlier) =>
        later == earlier || chain.Before(later).Any(parent => Knows(chain, parent, earlier));
}
