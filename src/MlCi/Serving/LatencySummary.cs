namespace MlCi.Serving;

/// <summary>How long requests took.</summary>
/// <param name="Requests">How many were measured.</param>
/// <param name="WarmUp">How many before them were not.</param>
/// <param name="P50">The median; null where nothing was measured.</param>
/// <param name="P99">The 99th percentile; null where fewer than <see cref="LeastForP99"/> were measured.</param>
/// <param name="Longest">The longest; null where nothing was measured.</param>
public sealed record LatencySummary(int Requests, int WarmUp, TimeSpan? P50, TimeSpan? P99, TimeSpan? Longest)
{
    /// <summary>With fewer requests the 99th percentile would be the longest of them, whatever that is.</summary>
    public const int LeastForP99 = 100;

    /// <summary>How the percentiles are defined, as reports say it: type 1 of Hyndman and Fan (The American Statistician 50, 1996).</summary>
    public const string Definition = "nearest rank";

    /// <summary>Sums up.</summary>
    /// <param name="times">The time of each request that was measured.</param>
    /// <param name="warmUp">How many before them were not.</param>
    public static LatencySummary Of(IReadOnlyCollection<TimeSpan> times, int warmUp)
    {
        TimeSpan[] sorted = [.. times.Order()];
        return sorted.Length == 0
            ? new LatencySummary(0, warmUp, null, null, null)
            : new LatencySummary(sorted.Length, warmUp, NearestRank(sorted, 50), sorted.Length < LeastForP99 ? null : NearestRank(sorted, 99), sorted[^1]);
    }

    // The smallest that at least so many percent do not exceed; in whole numbers, as 0.99 · n may be off by a bit.
    private static TimeSpan NearestRank(TimeSpan[] sorted, long percent) => sorted[((percent * sorted.Length) + 99) / 100 - 1];
}
