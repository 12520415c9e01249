using MlCi.Promotion;
using static MlCi.Tests.Promotion.SampleRecords;

namespace MlCi.Tests.Promotion;

public sealed class AliasStateTests
{
    private static readonly ChainedRecord[] Line = [Record("r1", null, "a"), Record("r2", "a", "b", "r1"), Record("r3", "b", "c", "r2")];

    [Theory]
    [InlineData("c", AliasCondition.Settled)]
    [InlineData("b", AliasCondition.Interrupted)]
    [InlineData("a", AliasCondition.Stale)]
    [InlineData("x", AliasCondition.Unexplained)]
    [InlineData(null, AliasCondition.Unexplained)]
    public void AliasIsHeldAgainstTheLatestRecord(string? target, AliasCondition expected)
    {
        AliasState state = AliasState.Of(Chain(Line), target);

        Assert.Equal(expected, state.Condition);
        Assert.Equal("r3", state.Latest?.Digest);
    }

    [Theory]
    [InlineData(null, AliasCondition.Never)]
    [InlineData("a", AliasCondition.Unexplained)]
    public void AliasWithoutRecords_WasNeverMoved_OrIsUnexplained(string? target, AliasCondition expected) =>
        Assert.Equal(expected, AliasState.Of(null, target).Condition);

    [Fact]
    public void FirstRecord_WhoseAliasIsNotThereYet_IsInterrupted() => Assert.Equal(AliasCondition.Interrupted, AliasState.Of(Chain(Line[0]), null).Condition);

    [Theory]
    [InlineData("b", AliasCondition.Forked, "r2")]
    [InlineData("c", AliasCondition.Forked, "r3")]
    [InlineData("a", AliasCondition.Forked, "r3")]
    [InlineData("x", AliasCondition.Unexplained, "r3")]
    public void OfSeveralHeads_TheOneThatTheAliasFollowsTells(string target, AliasCondition expected, string latest)
    {
        AliasState state = AliasState.Of(Chain(Line[0], Line[1], Record("r3", "a", "c", "r1")), target);

        Assert.Equal((expected, latest), (state.Condition, state.Latest!.Digest));
    }
}
