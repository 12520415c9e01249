using MlCi.Statistics;

namespace MlCi.Tests.Statistics;

public sealed class SimulatedEvidenceTests
{
    private static readonly SimulatedEvidence Evidence = new([1, 2, 2, 4], [2, 3, 5, 5]);

    // The data count as one more replicate: of four, so many of five.
    [Theory]
    [InlineData(1.5, 1)]
    [InlineData(2, 1)]
    [InlineData(2.5, .8)]
    [InlineData(3, .8)]
    [InlineData(5, .6)]
    [InlineData(5.5, .2)]
    public void ChanceOfSoLow_IsTheShareOfReplicatesThatAreNotBelow(double value, double expected) =>
        Assert.Equal(expected, Evidence.ChanceOfSoLow(value), 1e-15);

    [Theory]
    [InlineData(.5, .2)]
    [InlineData(1, .4)]
    [InlineData(2, .8)]
    [InlineData(3.5, .8)]
    [InlineData(4, 1)]
    [InlineData(9, 1)]
    public void ChanceOfSoHigh_IsTheShareOfReplicatesThatAreNotAbove(double value, double expected) =>
        Assert.Equal(expected, Evidence.ChanceOfSoHigh(value), 1e-15);

    [Theory]
    [InlineData(.05)]
    [InlineData(.0101)]
    [InlineData(.0501)]
    [InlineData(.001)]
    [InlineData(.2501)]
    public void EndOfTheInterval_IsTheFirstReplicateThatAlphaKeeps(double alpha)
    {
        double[] replicates = [.. Enumerable.Range(1, 99).Select(i => (double)i)];
        var evidence = new SimulatedEvidence(replicates, replicates);
        Interval interval = evidence.IntervalAt(alpha);
        int rank = Math.Max(1, (int)(100 * alpha));

        Assert.Equal(new Interval(rank, 100 - rank), interval);
        Assert.True(evidence.ChanceOfSoLow(interval.Upper + .5) <= Math.Max(.01, alpha));
        Assert.True(evidence.ChanceOfSoLow(interval.Upper) > alpha);
        Assert.True(evidence.ChanceOfSoHigh(interval.Lower - .5) <= Math.Max(.01, alpha));
        Assert.True(evidence.ChanceOfSoHigh(interval.Lower) > alpha);
    }

    [Fact]
    public void Evidence_IsEqualByWhatItHolds()
    {
        var same = new SimulatedEvidence([1, 2, 2, 4], [2, 3, 5, 5]);

        Assert.Equal(Evidence, same);
        Assert.Equal(Evidence.GetHashCode(), same.GetHashCode());
        Assert.False(Evidence.Equals((SimulatedEvidence?)null));
        Assert.NotEqual(Evidence, same with { ForLower = [1, 2, 3, 4] });
        Assert.NotEqual(Evidence, same with { ForUpper = [2, 3, 5, 6] });
    }
}
