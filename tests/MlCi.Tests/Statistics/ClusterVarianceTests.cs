using MlCi.Statistics;

namespace MlCi.Tests.Statistics;

public sealed class ClusterVarianceTests
{
    private static readonly double[] Influences = [1, -2, .5, 3, -1.5, -1];
    private static readonly double[] Weights = [1, 2, 1, .5, 3, 1];
    private static readonly int[] Clusters = [9, 9, 4, 4, 4, 7];

    [Fact]
    public void PlainRows_HaveTheErrorOfTheirMean()
    {
        ClusterVariance found = ClusterVariance.Of(Influences, Sampling.Plain(6));

        Close.Equal(Moments.Of(Influences).StandardError, found.StandardError, 1e-14);
        Assert.Equal((6, 5), (found.Units, found.DegreesOfFreedom));
        // Squares 1, 4, .25, 9, 2.25, 1.
        Close.Equal(17.5 * 17.5 / (1 + 16 + .0625 + 81 + 5.0625 + 1), found.EffectiveUnits, 1e-14);
    }

    // The clusters add up to −3, −2.5 and −1.
    [Fact]
    public void Clusters_VaryAsTheirWeightedSums()
    {
        ClusterVariance found = ClusterVariance.Of(Influences, new Sampling(6, Weights, Clusters));

        Assert.Equal((3, 2), (found.Units, found.DegreesOfFreedom));
        Close.Equal(Math.Sqrt((9 + 6.25 + 1) * 3 / 2) / 8.5, found.StandardError, 1e-14);
        Close.Equal(16.25 * 16.25 / (81 + 6.25 * 6.25 + 1), found.EffectiveUnits, 1e-14);
    }

    // First sample: rows 0, 2, 3, in clusters 9 and 4 with sums 1 and 2; second: −4, −4.5 and −1. 3 clusters in all.
    [Fact]
    public void TwoSamples_HaveACorrectionEach()
    {
        ClusterVariance found = ClusterVariance.OfTwo(Influences, [true, false, true, true, false, false], new Sampling(6, Weights, Clusters));
        double square = (1 + 4) * 2.0 / 1 + (16 + 20.25 + 1) * 3 / 2 + 2 * (1 * -4 + 2 * -4.5) * 3.0 / 2;

        Close.Equal(Math.Sqrt(square) / 8.5, found.StandardError, 1e-14);
        Assert.Equal(3, found.Units);
        Close.Equal(16.25 * 16.25 / (81 + 6.25 * 6.25 + 1), found.EffectiveUnits, 1e-14);
    }

    [Fact]
    public void TwoSamplesWithoutClusters_AddUpTheirVariances()
    {
        ClusterVariance found = ClusterVariance.OfTwo(Influences, [true, false, true, true, false, false], Sampling.Plain(6));

        Close.Equal(Math.Sqrt((1 + .25 + 9) * 3 / 2 + (4 + 2.25 + 1) * 3 / 2) / 6, found.StandardError, 1e-14);
    }

    [Fact]
    public void FewerThanTwoUnits_HaveNoError()
    {
        ClusterVariance one = ClusterVariance.Of([1, -1], new Sampling(2, null, [3, 3]));
        Assert.True(double.IsNaN(one.StandardError));
        Assert.Equal(1, one.Units);

        foreach (bool label in new[] { true, false })
        {
            ClusterVariance of = ClusterVariance.OfTwo([1, 2, 3], [label, !label, !label], Sampling.Plain(3));
            Assert.True(double.IsNaN(of.StandardError));
            Assert.Equal(3, of.Units);
        }

        Assert.True(ClusterVariance.OfTwo([1, 2, 3, 4], [true, true, false, false], Sampling.Plain(4)).StandardError > 0);
        Assert.True(ClusterVariance.Of([1, 2], Sampling.Plain(2)).StandardError > 0);
    }

    [Fact]
    public void NothingThatVaries_HasNoError()
    {
        Assert.Equal(new ClusterVariance(0, 3, 0), ClusterVariance.Of([0, 0, 0], Sampling.Plain(3)));
        // What two clusters have of one sample they have of the other with the other sign.
        Assert.Equal(0, ClusterVariance.OfTwo([1, -1, 2, -2], [true, false, true, false], new Sampling(4, null, [0, 0, 1, 1])).StandardError);
    }

    [Theory]
    [InlineData(1e-200)]
    [InlineData(1e200)]
    public void SquaresBeyondTheRangeOfNumbers_AreTaken(double scale)
    {
        double[] scaled = Array.ConvertAll(Influences, influence => influence * scale);
        bool[] first = [true, false, true, true, false, false];
        ClusterVariance one = ClusterVariance.Of(Influences, Sampling.Plain(6)), other = ClusterVariance.Of(scaled, Sampling.Plain(6));

        Close.Equal(one.StandardError * scale, other.StandardError, 1e-14);
        Close.Equal(one.EffectiveUnits, other.EffectiveUnits, 1e-14);
        Close.Equal(
            ClusterVariance.OfTwo(Influences, first, Sampling.Plain(6)).StandardError * scale,
            ClusterVariance.OfTwo(scaled, first, Sampling.Plain(6)).StandardError, 1e-14);
    }
}
