using MlCi.Statistics;

namespace MlCi.Metrics;

/// <summary>The metrics of a binary classifier on rows with weights or clusters, linearised.</summary>
internal static class SampledMetrics
{
    public static Measurement Measure(Metric metric, SampledPredictions set)
    {
        if (metric == Metric.CalibrationSlope || metric == Metric.CalibrationError)
            return Measurement.Undefined(NotAvailable(set.Sampling));
        if (metric == Metric.Auc || metric == Metric.AveragePrecision)
            return OfRanks(metric, set);
        return metric == Metric.LogLoss || metric == Metric.Brier ? OfLosses(metric, set) : SampledCells.Measure(metric, set);
    }

    private static Measurement OfRanks(Metric metric, SampledPredictions set)
    {
        bool[] labels = [.. set.Set.Labels];
        bool[] others = Array.ConvertAll(labels, label => !label);
        int positives = set.Set.Labels.Count(true);
        if (positives == 0 || positives == labels.Length)
            return Measurement.Undefined(positives == 0 ? "no positive rows" : "no negative rows");
        if (!set.Set.Scores.ContainsAnyExcept(set.Set.Scores[0]))
            return Measurement.Undefined("constant score");

        Requirement[] enough = OfBothClasses(set, MetricEstimator.LeastMinorityForAuc);
        double agreeing = Math.Min(set.Sampling.EffectiveUnits(labels), set.Sampling.EffectiveUnits(others));
        if (metric == Metric.Auc)
        {
            return new Measurement(WeightedRoc.Area(labels, set.Set.Scores, set.Sampling), IntervalKind.Logit, enough)
            {
                Samples = labels,
                AgreeingUnits = agreeing,
            };
        }

        (Linearised precision, double bias) = WeightedPrecision.Of(labels, set.Set.Scores, set.Sampling);
        return new Measurement(precision, IntervalKind.Logit, enough) { AgreeingUnits = agreeing, Bias = bias };
    }

    private static Measurement OfLosses(Metric metric, SampledPredictions set) => new(
        Linearised.Mean(Losses.Of(metric, set.Set), set.Sampling), IntervalKind.Mean,
        [.. Requirement.OfAll(set.Sampling, MetricEstimator.LeastRowsForLosses, Requirement.LeastClustersForMeans), .. OfBothClasses(set, MetricEstimator.LeastMinorityForLosses)])
    {
        AgreeingUnits = set.Sampling.EffectiveUnits(SampledCells.All(set)),
        Maximum = Losses.Maximum(metric),
    };

    internal static Requirement[] OfBothClasses(SampledPredictions set, int least)
    {
        bool[] labels = [.. set.Set.Labels];
        return
        [
            .. Requirement.OfPart(set.Sampling, labels, "positive rows", least),
            .. Requirement.OfPart(set.Sampling, Array.ConvertAll(labels, label => !label), "negative rows", least),
        ];
    }

    private static string NotAvailable(Sampling sampling) =>
        sampling.HasClusters ? sampling.HasWeights ? "not available with weights and clusters" : "not available with clusters" : "not available with weights";
}
