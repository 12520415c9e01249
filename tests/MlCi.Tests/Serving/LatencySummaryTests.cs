using MlCi.Serving;

namespace MlCi.Tests.Serving;

public sealed class LatencySummaryTests
{
    [Fact]
    public void Quantiles_AreNumpysByNearestRank() => Assert.All(ServingValues.Read().Latencies, one =>
    {
        var summary = LatencySummary.Of([.. one.Times.Select(time => TimeSpan.FromMicroseconds(time))], warmUp: 10);

        Assert.Equal((one.P50, one.P99), ((long)summary.P50!.Value.TotalMicroseconds, (long)summary.P99!.Value.TotalMicroseconds));
        Assert.Equal(one.Times.Max(), (long)summary.Longest!.Value.TotalMicroseconds);
        Assert.Equal((one.Times.Length, 10), (summary.Requests, summary.WarmUp));
    });

    [Fact]
    public void FewRequests_HaveNo99thPercentile()
    {
        var summary = LatencySummary.Of([.. Enumerable.Range(1, 99).Select(time => TimeSpan.FromMilliseconds(time))], warmUp: 0);

        Assert.Equal(TimeSpan.FromMilliseconds(50), summary.P50);
        Assert.Null(summary.P99);
        Assert.Null(LatencySummary.Of([], warmUp: 0).P50);
    }
}
