using MlCi.Promotion;
using static MlCi.Tests.Promotion.SampleRecords;

namespace MlCi.Tests.Promotion;

public sealed class RecordChainTests
{
    [Fact]
    public void Chain_IsInOrder_WithOneHead_WhateverTheInputsOrder()
    {
        ChainedRecord[] records = [Record("r1", null, "a"), Record("r2", "a", "b", "r1"), Record("r3", "b", "c", "r2")];

        foreach (ChainedRecord[] shuffled in new[] { records, [.. records.Reverse()], [records[1], records[2], records[0]] })
        {
            RecordChain chain = Chain(shuffled);
            Assert.Equal(["r1", "r2", "r3"], chain.Order.Select(one => one.Digest));
            Assert.Equal("r3", Assert.Single(chain.Heads).Digest);
            Assert.Empty(chain.Forks);
            Assert.Empty(chain.Breaks);
            Assert.Empty(chain.Duplicates);
        }
    }

    [Fact]
    public void AliasesHaveChainsOfTheirOwn()
    {
        ChainedRecord staging = Record("r1", null, "a");
        staging = staging with { Record = staging.Record with { Alias = "staging" } };

        IReadOnlyDictionary<string, RecordChain> chains = RecordChain.Of([staging, Record("r2", null, "a")]);

        Assert.Equal(["production", "staging"], chains.Keys);
        Assert.Equal("r1", Assert.Single(chains["staging"].Heads).Digest);
    }

    [Fact]
    public void RecordsWrittenSideBySide_AreAFork_WithBoth()
    {
        RecordChain chain = Chain(Record("r1", null, "a"), Record("r2", "a", "b", "r1"), Record("r3", "a", "c", "r1"));

        ChainFork fork = Assert.Single(chain.Forks);
        Assert.Equal("r1", fork.Parent);
        Assert.Equal(["r2", "r3"], fork.Records.Select(one => one.Digest));
        Assert.Null(fork.ResolvedBy);
        Assert.Equal(["r2", "r3"], chain.Heads.Select(one => one.Digest));
    }

    [Fact]
    public void RecordThatFollowsBoth_ResolvesAFork()
    {
        RecordChain chain = Chain(
            Record("r1", null, "a"), Record("r2", "a", "b", "r1"), Record("r3", "a", "c", "r1"), Record("r4", "c", "d", "r3"), Record("r5", "d", "e", "r2", "r4"));

        Assert.Equal("r5", Assert.Single(chain.Forks).ResolvedBy?.Digest);
        Assert.Equal("r5", Assert.Single(chain.Heads).Digest);
        Assert.Equal(["r1", "r3", "r4", "r5"], chain.PathTo(chain.Heads[0]).Select(one => one.Digest));
    }

    [Fact]
    public void TwoFirstRecords_AreAFork()
    {
        ChainFork fork = Assert.Single(Chain(Record("r1", null, "a"), Record("r2", null, "b")).Forks);

        Assert.Null(fork.Parent);
        Assert.Equal(2, fork.Records.Count);
    }

    [Fact]
    public void ForkBehindTwoHeads_IsToldOnce() => Assert.Equal(2, Chain(
        Record("r1", null, "a"), Record("r2", "a", "b", "r1"), Record("r3", "a", "c", "r1"), Record("r4", "c", "d", "r2", "r3"), Record("r5", "c", "e", "r2", "r3")).Forks.Count);

    [Fact]
    public void MissingPrevious_IsABreak_ThatNamesBoth()
    {
        RecordChain chain = Chain(Record("r1", null, "a"), Record("r3", "b", "c", "r2"));

        ChainBreak found = Assert.Single(chain.Breaks);
        Assert.Equal("r3", found.Record.Digest);
        Assert.Equal("found no record r2 of production, which record r3 follows, expected it unaltered: it was removed, altered, or cannot be read", found.Reason);
        Assert.Equal(2, chain.Heads.Count);
    }

    [Fact]
    public void AlteredRecord_HasAnotherDigest_SoTheOneBehindItBreaks()
    {
        ChainedRecord altered = Record("r2x", "a", "evil", "r1");

        RecordChain chain = Chain(Record("r1", null, "a"), altered, Record("r3", "b", "c", "r2"));

        Assert.Equal("r3", Assert.Single(chain.Breaks).Record.Digest);
        Assert.Contains(altered, chain.Heads);
    }

    [Fact]
    public void RecordThatCameTwice_CountsOnce()
    {
        RecordChain chain = Chain(Record("r1", null, "a"), Record("r1", null, "a"));

        Assert.Equal("r1", Assert.Single(chain.Duplicates));
        Assert.Single(chain.Order);
    }

    [Fact]
    public void RecordsOfTheFirstForm_FollowEachOtherInTime()
    {
        RecordChain chain = Chain(First("r2", "a", "b"), First("r1", null, "a"), Record("r3", "b", "c", "r2"));

        Assert.Equal(["r1", "r2", "r3"], chain.PathTo(Assert.Single(chain.Heads)).Select(one => one.Digest));
        Assert.Empty(chain.Forks);
        Assert.Empty(chain.Breaks);
    }

    [Fact]
    public void RecordsOfTheFirstForm_ThatDoNotFit_AreABreak() =>
        Assert.Contains("found record r2 from x, expected it from a", Assert.Single(Chain(First("r1", null, "a"), First("r2", "x", "b")).Breaks).Reason, StringComparison.Ordinal);

    [Fact]
    public void CircleOfRecords_IsABreak_AndEnds() => Assert.NotEmpty(Chain(Record("r1", null, "a", "r2"), Record("r2", "a", "b", "r1")).Breaks);
}
