using MlCi.Findings;
using MlCi.Statistics;

namespace MlCi.Metrics;

/// <summary>Estimates the metrics of every task, with weights and clusters or without, out of what each row does to them.</summary>
public static class LinearisedEstimator
{
    /// <summary>The effective rows from which the interval of a weighted share is trusted.</summary>
    public const int LeastRowsForShares = 30;

    /// <summary>The rows, or clusters, that a variance has to rest on where it may overlook rare rows.</summary>
    public const int LeastSpread = 10;

    /// <summary>Estimates several metrics of the same predictions.</summary>
    /// <param name="metrics">The metrics, of the predictions' task.</param>
    /// <param name="predictions">The predictions.</param>
    /// <param name="alpha">The error of each side of the intervals, above 0 and below ½.</param>
    /// <returns>The estimates, in the order of the metrics.</returns>
    public static IReadOnlyList<MetricEstimate> EstimateAll(IReadOnlyList<Metric> metrics, TaskPredictions predictions, double alpha)
    {
        TaskPredictions counted = predictions.Counted();
        return [.. metrics.Select(metric => Of(metric, counted, Measure(metric, counted), alpha))];
    }

    /// <summary>Estimates one metric.</summary>
    /// <param name="metric">The metric, of the predictions' task.</param>
    /// <param name="predictions">The predictions.</param>
    /// <param name="alpha">The error of each side of the interval, above 0 and below ½.</param>
    public static MetricEstimate Estimate(Metric metric, TaskPredictions predictions, double alpha) => EstimateAll([metric], predictions, alpha)[0];

    /// <summary>What rows, all of which count, say of a metric.</summary>
    internal static Measurement Measure(Metric metric, TaskPredictions counted) =>
        counted.RowCount == 0 ? Measurement.Undefined("no rows")
            : counted.Unusable is { } unusable ? Measurement.Undefined(unusable)
            : counted.Measure(metric);

    /// <summary>The estimate out of a measurement.</summary>
    internal static MetricEstimate Of(Metric metric, TaskPredictions counted, Measurement measured, double alpha)
    {
        var empty = new MetricEstimate(
            metric, counted.RowCount, counted.Positives, Estimate: null, Interval: null, StandardError: null, measured.Why);
        if (measured.Why is not null)
            return empty;

        double value = measured.Linear.Value;
        Sampling sampling = counted.Sampling;
        if (sampling.IsPlain && measured.Rows is { } rows)
        {
            (long right, long all) = Count(rows.Trials, rows.Successes);
            double share = (double)right / all;
            return MetricEstimator.Known(empty, share, Math.Sqrt(share * (1 - share) / all), new ProportionEvidence(right, all), alpha);
        }

        if (Requirement.FirstUnmet(measured.Requirements, counted.RowCount) is { } unmet)
            return empty with { Estimate = value, TooFew = unmet.Text, RowsForInterval = unmet.Rows };
        ClusterVariance variance = measured.Variance(measured.Linear.Influences, sampling);
        if (variance.StandardError == 0)
            return Constant(empty, measured, alpha);
        if (measured.NeedsSpread && TooLittleSpread(variance, sampling, counted.RowCount) is { } spread)
            return empty with { Estimate = value, TooFew = spread.Text, RowsForInterval = spread.Rows };
        return MetricEstimator.Known(empty, value, variance.StandardError, EvidenceOf(metric, measured, variance, sampling), alpha);
    }

    /// <summary>Why a variance rests on too little, or null.</summary>
    internal static (string Text, long? Rows)? TooLittleSpread(ClusterVariance variance, Sampling sampling, long rows)
    {
        if (variance.EffectiveUnits >= LeastSpread)
            return null;
        double needed = variance.EffectiveUnits > 0 ? LeastSpread * rows / variance.EffectiveUnits : double.PositiveInfinity;
        string units = Numerals.Count((long)Math.Round(variance.EffectiveUnits), sampling.HasClusters ? "clusters" : "rows");
        return ($"a variance that rests on about {units}, expected at least {LeastSpread}",
            needed < 1e15 ? (long)Math.Ceiling(needed) : null);
    }

    private static MetricEstimate Constant(MetricEstimate empty, Measurement measured, double alpha)
    {
        double value = measured.Linear.Value;
        double maximum = Math.Min(empty.Metric.Maximum, measured.Maximum);
        long agreeing = (long)Math.Floor(measured.AgreeingUnits * (1 + 1e-9));
        // Where errors have no bound, nothing follows for those not seen.
        return agreeing > 0 && double.IsFinite(maximum) && double.IsFinite(empty.Metric.Minimum)
            ? MetricEstimator.Known(empty, value, 0, new ConstantEvidence(value, agreeing, maximum, empty.Metric.Minimum), alpha)
            : empty with { Estimate = value, TooFew = "rows that all have the same error, expected some that differ" };
    }

    private static Evidence EvidenceOf(Metric metric, Measurement measured, ClusterVariance variance, Sampling sampling)
    {
        double freedom = sampling.IsPlain ? double.PositiveInfinity : variance.DegreesOfFreedom;
        double value = measured.Linear.Value;
        if (measured.Kind == IntervalKind.Share)
        {
            long rows = sampling.RowCount;
            if (measured.Rows is { } share)
            {
                rows = Count(share.Trials, share.Trials).All;
                freedom = TrialUnits(share.Trials, sampling) - 1;
            }

            return new KornGraubardEvidence(value, variance.StandardError, rows, freedom);
        }

        if (measured.Kind is IntervalKind.Mean or IntervalKind.Root)
        {
            // What a unit's rows add up to varies independently of the others', and the mean is as skewed as their sum.
            double skewness = MetricEstimator.SkewnessOfMean(sampling.UnitSums(measured.Linear.Influences));
            return measured.Kind == IntervalKind.Root
                ? new RootEvidence(value, variance.StandardError, skewness, freedom)
                : new MeanEvidence(value, variance.StandardError, Math.Min(metric.Maximum, measured.Maximum), metric.Minimum)
                {
                    Skewness = skewness,
                    DegreesOfFreedom = freedom,
                };
        }

        Scale scale = measured.Kind switch
        {
            IntervalKind.Logit => Scale.Logit,
            IntervalKind.Fisher => Scale.Fisher,
            IntervalKind.LogOfRest => Scale.LogOfRest,
            _ => Scale.Plain,
        };
        return new ScaledEvidence(
            value - measured.Bias, variance.StandardError, freedom, scale, metric.Minimum, Math.Min(metric.Maximum, measured.Maximum));
    }

    private static (long Right, long All) Count(bool[] trials, bool[] successes)
    {
        long right = 0, all = 0;
        for (int row = 0; row < trials.Length; row++)
        {
            all += trials[row] ? 1 : 0;
            right += trials[row] && successes[row] ? 1 : 0;
        }

        return (right, all);
    }

    private static int TrialUnits(bool[] trials, Sampling sampling) =>
        sampling.UnitSums(Array.ConvertAll(trials, trial => trial ? 1.0 : 0)).Count(sum => sum > 0);
}
