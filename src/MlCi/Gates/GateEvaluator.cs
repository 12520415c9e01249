using MlCi.Metrics;
using MlCi.Slices;
using MlCi.Statistics;

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
        List<Asked> asked = [.. rules.SelectMany(rule => AskedBy(rule, slices))];
        EstimateAll(asked, predictions, alpha);

        List<Asked> family = [.. asked.Where(one => one.Slice is not null && one.PValue is not null)];
        double[] adjusted = Holm.Adjust([.. family.Select(one => one.PValue!.Value)]);
        for (int i = 0; i < family.Count; i++)
            family[i].PAdjusted = adjusted[i];

        return Distinguished(asked, [.. asked.Select(one => ThresholdGate.Decide(
            one.Rule, one.Estimate!, one.Slice, one.PAdjusted, Math.Max(1, one.Slice is null ? 1 : family.Count), alpha, power))]);
    }

    private static IEnumerable<Asked> AskedBy(GateRule rule, IReadOnlyList<Slice> slices)
    {
        if (rule.Slices.Count == 0)
            return [new Asked(rule, Slice: null, Rows: null)];
        return rule.Slices.Distinct().SelectMany(name =>
        {
            List<Asked> found = [.. slices.Where(slice => slice.Rule == name).Select(slice => new Asked(rule, slice.Id, slice.Rows))];
            // A slice rule that cut nothing must not pass for want of slices.
            return found.Count > 0 ? found : [new Asked(rule, name, [])];
        });
    }

    // Each set of rows is taken, counted and sorted once for all metrics asked of it.
    private static void EstimateAll(List<Asked> asked, PredictionSet predictions, double alpha)
    {
        foreach (IGrouping<int[]?, Asked> group in asked.GroupBy(one => one.Rows))
        {
            PredictionSet set = group.Key is { } rows ? predictions.Take(rows) : predictions;
            List<Metric> metrics = [.. group.Select(one => one.Rule.Metric).Distinct()];
            IReadOnlyList<MetricEstimate> estimates = MetricEstimator.EstimateAll(metrics, set, alpha);
            foreach (Asked one in group)
                one.Estimate = estimates[metrics.IndexOf(one.Rule.Metric)];
        }
    }

    // Two limits on one metric and slice, such as a minimum and a maximum, tell themselves apart by the limit.
    private static List<GateResult> Distinguished(List<Asked> asked, List<GateResult> results)
    {
        HashSet<string> doubled = [.. results.GroupBy(result => result.Id).Where(group => group.Count() > 1).Select(group => group.Key)];
        return [.. results.Zip(asked, (result, one) =>
            doubled.Contains(result.Id) ? result with { Id = $"{result.Id} {one.Rule.LimitText}" } : result)];
    }

    private sealed record Asked(GateRule Rule, string? Slice, int[]? Rows)
    {
        public MetricEstimate? Estimate { get; set; }

        public double? PAdjusted { get; set; }

        public double? PValue => LimitTest.PValue(Estimate!, Rule.Limit, Rule.IsMinimum);
    }
}
