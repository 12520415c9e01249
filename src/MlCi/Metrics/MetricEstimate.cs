using MlCi.Statistics;

namespace MlCi.Metrics;

/// <summary>A metric's value on some rows, with the interval that decides about it.</summary>
/// <param name="Metric">The metric.</param>
/// <param name="Rows">The rows that it was computed on.</param>
/// <param name="Positives">The positive rows among them.</param>
/// <param name="Estimate">The value; null where it is not defined.</param>
/// <param name="Interval">The 1−2α interval; null where none can be trusted.</param>
/// <param name="StandardError">The standard error on the metric's own scale; null where there is none.</param>
/// <param name="Undefined">Why there is no value (one class, no rows …), or null: such a gate is not evaluated.</param>
/// <param name="TooFew">Why there is a value but no interval to trust (fewer than 100 rows …), or null: such a gate is inconclusive.</param>
/// <param name="RowsForInterval">Where <paramref name="TooFew"/> is set: the rows from which an interval could be trusted, at this mix.</param>
public sealed record MetricEstimate(
    Metric Metric,
    long Rows,
    long Positives,
    double? Estimate,
    Interval? Interval,
    double? StandardError,
    string? Undefined = null,
    string? TooFew = null,
    long? RowsForInterval = null)
{
    /// <summary>What the rows say about the value, for interval and p alike; null where no interval can be trusted.</summary>
    public Evidence? Evidence { get; init; }
}
