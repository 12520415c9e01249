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
}
