using MlCi.Findings;
using MlCi.Metrics;
using MlCi.Statistics;

namespace MlCi.Gates;

/// <summary>Decides one threshold by an interval: passed where all of it clears the limit, failed where all of it misses it.</summary>
public static class ThresholdGate
{
    /// <summary>The name of this kind of rule in <see cref="GateResult.Rule"/>.</summary>
    public const string Kind = "threshold";

    /// <summary>Decides a threshold on the whole holdout.</summary>
    /// <param name="rule">The limit.</param>
    /// <param name="estimate">The metric on all rows, with its interval at <paramref name="alpha"/>.</param>
    /// <param name="alpha">The error of each side of the interval.</param>
    /// <param name="power">The power at which the rows needed are planned.</param>
    public static GateResult Decide(GateRule rule, MetricEstimate estimate, double alpha, double power) =>
        Decide(rule, estimate, slice: null, pAdjusted: null, familySize: 1, alpha, power);

    /// <summary>Decides a threshold on a slice, which fails only if its adjusted p is at most α.</summary>
    /// <param name="rule">The limit.</param>
    /// <param name="estimate">The metric on the slice's rows.</param>
    /// <param name="slice">The slice's id; null for the whole holdout.</param>
    /// <param name="pAdjusted">The Holm-adjusted p of "the limit is missed" among all slices; null where there is none.</param>
    /// <param name="familySize">The number of p-values adjusted together.</param>
    /// <param name="alpha">The error of each side of the interval.</param>
    /// <param name="power">The power at which the rows needed are planned.</param>
    internal static GateResult Decide(
        GateRule rule, MetricEstimate estimate, string? slice, double? pAdjusted, int familySize, double alpha, double power)
    {
        var reason = new ThresholdReason(rule, estimate, slice);
        var undecided = new GateResult
        {
            Id = Id(rule.Metric, slice),
            Metric = rule.Metric.Name,
            Slice = slice,
            Rule = Kind,
            Rows = estimate.Rows,
            Estimate = estimate.Estimate,
            Lower = estimate.Interval?.Lower,
            Upper = estimate.Interval?.Upper,
            Level = 1 - 2 * alpha,
            Threshold = rule.Limit,
            Direction = rule.IsMinimum ? "min" : "max",
            PValue = LimitTest.PValue(estimate, rule.Limit, rule.IsMinimum),
            PAdjusted = pAdjusted,
            Verdict = GateVerdict.Inconclusive,
            Blocks = rule.Inconclusive == WhenInconclusive.Block,
            Reason = "",
            Source = rule.Place,
        };

        if (estimate.Undefined is { } undefined)
            return undecided with { Verdict = GateVerdict.NotEvaluated, Blocks = true, Reason = reason.NotEvaluated(undefined) };
        if (estimate.Interval is not { } interval)
        {
            long? toAdd = estimate.RowsForInterval - estimate.Rows;
            return undecided with { RowsNeeded = toAdd, Reason = reason.TooFew(toAdd) };
        }

        if (LimitTest.Clears(interval, rule.Limit, rule.IsMinimum))
            return undecided with { Verdict = GateVerdict.Passed, Blocks = false, Reason = reason.Clears(interval) };
        if (!LimitTest.Misses(interval, rule.Limit, rule.IsMinimum))
        {
            long? toAdd = RowsToAdd(rule, estimate, interval, familySize, alpha, power);
            return undecided with { RowsNeeded = toAdd, Reason = reason.Holds(interval, toAdd) };
        }

        if (pAdjusted > alpha)
        {
            long? toAdd = RowsToAdd(rule, estimate, interval, familySize, alpha, power);
            return undecided with { RowsNeeded = toAdd, Reason = reason.MissesAlone(interval, pAdjusted.Value, familySize, alpha, toAdd) };
        }

        return undecided with { Verdict = GateVerdict.Failed, Blocks = true, Reason = reason.Misses(interval, pAdjusted, alpha) };
    }

    /// <summary>The id of a threshold: <c>auc</c>, <c>accuracy@contract=Two year</c>.</summary>
    internal static string Id(Metric metric, string? slice) => slice is null ? metric.Name : $"{metric}@{slice}";

    private static long? RowsToAdd(GateRule rule, MetricEstimate estimate, Interval interval, int familySize, double alpha, double power)
    {
        double planned = rule.Planned ?? estimate.Estimate!.Value;
        bool misses = LimitTest.Misses(new Interval(planned, planned), rule.Limit, rule.IsMinimum);
        double gap = Math.Abs(planned - rule.Limit);
        // A slice that is bad has to show it among all of them, at worst at α over their number.
        double level = misses ? alpha / familySize : alpha;
        if (estimate.StandardError > 0)
            return SampleSize.RowsToAdd(estimate.Rows, estimate.StandardError.Value, gap, level, power);
        Interval deciding = level == alpha ? interval : estimate.Evidence!.IntervalAt(level);
        double reach = rule.Limit < planned ? estimate.Estimate!.Value - deciding.Lower : deciding.Upper - estimate.Estimate!.Value;
        return SampleSize.RowsToAddWithoutVariance(estimate.Rows, reach, gap);
    }
}
