using MlCi.Statistics;

namespace MlCi.Tests.Statistics;

public sealed class SamplingTests
{
    // Taken rows are renumbered by what is there, in one way where they are few among many clusters and in another where not.
    [Theory]
    [InlineData(1000, 20)]
    [InlineData(1000, 600)]
    [InlineData(3, 20)]
    public void TakenRows_KeepTheirClusters(int clusters, int rows)
    {
        int[] codes = [.. Enumerable.Range(0, 1200).Select(row => row * 7919 % clusters)];
        double[] weights = [.. codes.Select((_, row) => 1.0 + row % 5)];
        int[] taken = [.. Enumerable.Range(0, rows).Select(i => i * 31 % 1200), 5, 5 + clusters % 1195];
        double[] values = [.. taken.Select(row => row / 7.0)];

        Sampling found = new Sampling(codes.Length, weights, codes).Take(taken);
        var expected = new Sampling(taken.Length, [.. taken.Select(row => weights[row])], [.. taken.Select(row => codes[row])]);

        Assert.Equal(expected.UnitCount, found.UnitCount);
        Assert.Equal(taken.Select(row => codes[row]).Distinct().Count(), found.UnitCount);
        Assert.Equal(expected.UnitSums(values), found.UnitSums(values));
    }

    [Fact]
    public void NoRows_AreNoClusters() => Assert.Equal(0, new Sampling(3, weights: null, [1, 2, 1]).Take([]).UnitCount);

    [Fact]
    public void RowsOfWeightZero_DoNotCount()
    {
        Assert.Equal([0, 2], new Sampling(3, [1, 0, 2], null).Counted()!);
        Assert.Null(new Sampling(3, [1, 3, 2], null).Counted());
        Assert.Null(Sampling.Plain(3).Counted());
    }

    [Fact]
    public void Sampling_TellsWhatItIsMadeOf()
    {
        Sampling plain = Sampling.Plain(4);
        var weighted = new Sampling(4, [1, .5, 2, 0], null);
        var clustered = new Sampling(4, null, [5, 5, 8, 5]);

        Assert.Equal((true, false, false), (plain.IsPlain, plain.HasWeights, plain.HasClusters));
        Assert.Equal((false, true, false), (weighted.IsPlain, weighted.HasWeights, weighted.HasClusters));
        Assert.Equal((false, false, true), (clustered.IsPlain, clustered.HasWeights, clustered.HasClusters));
        Assert.Equal((4, 4, 2), (plain.UnitCount, weighted.UnitCount, clustered.UnitCount));
        Assert.Equal((4, 3.5, 4), (plain.Total, weighted.Total, clustered.Total));
        Assert.Equal((4, 4, 4), (plain.RowCount, weighted.RowCount, clustered.RowCount));
        Assert.Equal((1, .5, 1), (plain.Weight(1), weighted.Weight(1), clustered.Weight(1)));
        Assert.Equal(new Sampling(0, [], []).UnitCount, Sampling.Plain(0).UnitCount);
    }

    [Fact]
    public void TakenRows_KeepTheirWeights()
    {
        Sampling taken = new Sampling(4, [1, .5, 2, 0], null).Take([3, 2, 2]);

        Assert.Equal((3, 3, 4), (taken.RowCount, taken.UnitCount, taken.Total));
        Assert.Equal((0, 2), (taken.Weight(0), taken.Weight(1)));
        Assert.False(taken.HasClusters);
        Assert.Equal(0, new Sampling(4, [1, .5, 2, 0], [1, 2, 3, 4]).Take([3]).Total);
    }

    // Clusters of 3, 1 and 2 rows of the part; one has none.
    [Fact]
    public void EffectiveUnits_AreThoseOfThePartsClusters()
    {
        bool[] part = [true, true, false, true, true, true, true, false];
        double[] weights = [1, 2, 9, 3, 4, .5, .5, 9];
        int[] clusters = [1, 1, 1, 1, 2, 3, 3, 4];

        Assert.Equal(36 / 14.0, new Sampling(8, null, clusters).EffectiveUnits(part), 1e-14);
        Assert.Equal(121 / 53.0, new Sampling(8, weights, clusters).EffectiveUnits(part), 1e-14);
        Assert.Equal(121 / 30.5, new Sampling(8, weights, null).EffectiveUnits(part), 1e-14);
        Assert.Equal(121 / 30.5, new Sampling(8, weights, clusters).EffectiveRows(part), 1e-14);
        Assert.Equal(6, Sampling.Plain(8).EffectiveRows(part));
    }

    [Fact]
    public void UnitSums_DoNotDependOnTheOrderOfTheRows()
    {
        double[] values = [1e16, 1, -1e16, 3, .1, .2, .3];
        int[] clusters = [4, 4, 4, 4, 6, 6, 6];
        double[] sums = new Sampling(7, null, clusters).UnitSums(values);

        Assert.Equal(sums, new Sampling(7, null, clusters).UnitSums([3, 1, 1e16, -1e16, .3, .1, .2]));
        Assert.Equal(.1 + .2 + .3, sums[1]);
        Assert.Equal([2, 6, .5], new Sampling(3, [2, 3, 1], null).UnitSums([1, 2, .5]));
    }

    [Fact]
    public void UnusableWeights_AreToldByTheirRow()
    {
        Assert.Contains("row 1: found weight -1, expected a finite number of at least 0",
            Assert.Throws<ArgumentException>("weights", () => new Sampling(2, [1, -1], null)).Message, StringComparison.Ordinal);
        Assert.Contains("row 0", Assert.Throws<ArgumentException>("weights", () => new Sampling(2, [double.PositiveInfinity, 1], null)).Message, StringComparison.Ordinal);
        Assert.Contains("all 0", Assert.Throws<ArgumentException>("weights", () => new Sampling(2, [0, 0], null)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>("weights", () => new Sampling(2, [1], null));
        Assert.Throws<ArgumentOutOfRangeException>("clusters", () => new Sampling(2, null, [1]));
    }

    [Fact]
    public void Groups_HoldTheirRowsInOrder()
    {
        var groups = new RowGroups([1, -1, 0, 1, 1, -1], 3);
        var grouped = GroupedRows.Of(groups, 6);

        Assert.Equal([2], grouped.Of(0).ToArray());
        Assert.Equal([0, 3, 4], grouped.Of(1).ToArray());
        Assert.Equal([], grouped.Of(2).ToArray());
        Assert.Equal([0, 1, 2], GroupedRows.Of(groups: null, 3).Of(0).ToArray());
        Assert.Equal([1, 0, -1], groups.Take([3, 2, 5]).Codes.ToArray());
        Assert.Equal(3, groups.Take([3]).Count);
    }
}
