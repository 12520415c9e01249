using MlCi.Findings;
using MlCi.Metrics;
using MlCi.Statistics;

namespace MlCi.Gates;

/// <summary>Why a threshold came out as it did, in one sentence that names metric, interval and limit.</summary>
internal sealed class ThresholdReason(GateRule rule, MetricEstimate estimate, string? slice)
{
    private readonly string name = InertText.Of(ThresholdGate.Id(rule.Metric, slice));

    public string NotEvaluated(string undefined) => $"{name} not evaluated: {undefined}";

    public string TooFew(long? rowsToAdd)
    {
        string more = rowsToAdd is { } rows ? $", {Numerals.MoreRows(rows)} at this mix are needed" : "";
        return $"{name} {Numerals.Of(estimate.Estimate!.Value, rule.Limit)} on {estimate.TooFew}, limit {rule.LimitText}: inconclusive{more}";
    }

    public string Clears(Interval interval) => $"{Measured(interval)} clears {rule.LimitText}";

    public string Misses(Interval interval, double? pAdjusted, double alpha) =>
        $"{Measured(interval)} misses {rule.LimitText}{(pAdjusted is { } p ? $" (p {Numerals.PValue(p, alpha)} among all slices)" : "")}";

    public string MissesAlone(Interval interval, double pAdjusted, int familySize, double alpha, long? rowsToAdd) =>
        $"{Measured(interval)} misses {rule.LimitText} by itself, but not as one of {familySize} slice gates "
        + $"(adjusted p {Numerals.PValue(pAdjusted, alpha)}): inconclusive, {More(rowsToAdd)}";

    public string Holds(Interval interval, long? rowsToAdd) =>
        $"{Measured(interval)} spans {Numerals.Exact(rule.Limit)}: inconclusive, {More(rowsToAdd)}";

    private string Measured(Interval interval) => $"{name} {Numerals.WithInterval(estimate.Estimate!.Value, interval.Lower, interval.Upper, rule.Limit)}";

    private string More(long? rowsToAdd)
    {
        string planned = rule.Planned is { } value ? $"planned value of {Numerals.Exact(value)}" : "estimate";
        return rowsToAdd switch
        {
            null => $"and at the {planned} no number of rows would decide it",
            0 => $"although so many rows should decide it at the {planned}",
            { } rows => $"{Numerals.MoreRows(rows)} would decide it",
        };
    }
}
