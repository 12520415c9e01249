using MlCi.Metrics;
using MlCi.Slices;

namespace MlCi.Gates;

/// <summary>Decides all thresholds of a pipeline: those on the whole holdout, and those on slices as one family.</summary>
public static class GateEvaluator
{
    /// <summary>
    /// The decisions in the order of the rules, of a rule on slices in the order of the slices. A slice fails only if its
    /// p of "the limit is missed", adjusted by Holm among all slice gates that have one, is at most α.
    /// </summary>
    /// <param name="rules">The thresholds.</param>
    /// <param name="predictions">The predictions of the whole holdout.</param>
    /// <param name="slices">The slices of all slice rules.</param>
    /// <param name="alpha">The error of each side of the intervals, above 0 and below ½.</param>
    /// <param name="power">The power at which the rows needed are planned.</param>
    public static IReadOnlyList<GateResult> Evaluate(
        IReadOnlyList<GateRule> rules, PredictionSet predictions, IReadOnlyList<Slice> slices, double alpha, double power)
    {
        Metric[] metrics = [.. rules.Select(rule => rule.Metric).Distinct()];
        return SliceFamily.Decide(Pending(rules, Evaluation.Of(metrics, predictions, slices, alpha), alpha, power));
    }

    /// <summary>The thresholds, ready to be decided together with the comparisons that they are one family with.</summary>
    /// <param name="rules">The thresholds.</param>
    /// <param name="evaluation">The metrics of the rules, on the whole holdout and in all slices.</param>
    /// <param name="alpha">The α that the metrics were estimated at.</param>
    /// <param name="power">The power at which the rows needed are planned.</param>
    /// <returns>In the order of the rules, of a rule on slices in the order of the slices.</returns>
    public static IReadOnlyList<PendingGate> Pending(IReadOnlyList<GateRule> rules, Evaluation evaluation, double alpha, double power)
    {
        List<Asked> asked = [.. rules.SelectMany(rule => AskedBy(rule, evaluation))];
        // Two limits on one metric and slice, such as a minimum and a maximum, tell themselves apart by the limit.
        HashSet<string> doubled = [.. asked.GroupBy(one => one.Id).Where(group => group.Count() > 1).Select(group => group.Key)];
        return
        [
            .. asked.Select(one => new PendingGate(
                one.Slice is not null,
                LimitTest.PValue(one.Estimate, one.Rule.Limit, one.Rule.IsMinimum),
                (pAdjusted, familySize) =>
                {
                    GateResult result = ThresholdGate.Decide(one.Rule, one.Estimate, one.Slice, pAdjusted, one.Slice is null ? 1 : familySize, alpha, power);
                    return doubled.Contains(result.Id) ? result with { Id = $"{result.Id} {one.Rule.LimitText}" } : result;
                })),
        ];
    }

    private static IEnumerable<Asked> AskedBy(GateRule rule, Evaluation evaluation)
    {
        if (rule.Slices.Count == 0)
            return [new Asked(rule, Slice: null, evaluation.Whole.Of(rule.Metric))];
        return rule.Slices.Distinct().SelectMany(name =>
        {
            List<Asked> found =
            [
                .. evaluation.Slices.Where(slice => slice.Rule == name).Select(slice => new Asked(rule, slice.Id, slice.Of(rule.Metric))),
            ];
            // A slice rule that cut nothing must not pass for want of slices.
            return found.Count > 0 ? found : [new Asked(rule, name, NoRows(rule.Metric))];
        });
    }

    private static MetricEstimate NoRows(Metric metric) =>
        new(metric, Rows: 0, Positives: 0, Estimate: null, Interval: null, StandardError: null, Undefined: "no rows");

    private sealed record Asked(GateRule Rule, string? Slice, MetricEstimate Estimate)
    {
        public string Id => ThresholdGate.Id(Rule.Metric, Slice);
    }
}
