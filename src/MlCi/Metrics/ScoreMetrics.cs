using MlCi.Statistics;

namespace MlCi.Metrics;

/// <summary>Estimates the metrics of scores that take more than one decision: average precision and calibration.</summary>
internal static class ScoreMetrics
{
    /// <summary>The rows of each class from which the interval of average precision is trusted, as of a ROC area.</summary>
    public const int LeastMinorityForAveragePrecision = 100;

    /// <summary>
    /// The rows of each class from which the interval of the slope is trusted (Collins, Ogundimu &amp; Altman, "Sample size
    /// considerations for the external validation of a multivariable prognostic model", Statistics in Medicine 35, 2016).
    /// </summary>
    public const int LeastMinorityForSlope = 100;

    /// <summary>The estimate, or null where the metric is not one of these.</summary>
    public static MetricEstimate? Estimate(MetricEstimate empty, ModelStatistics statistics, double? alpha)
    {
        ConfusionCounts counts = statistics.Counts;
        if (empty.Metric == Metric.CalibrationError)
            return OfCalibrationError(empty, statistics.Rows.Value, counts, alpha);
        if (empty.Metric != Metric.AveragePrecision && empty.Metric != Metric.CalibrationSlope)
            return null;
        if (counts.Minority == 0)
            return empty with { Undefined = counts.Positives == 0 ? "no positive rows" : "no negative rows" };
        return empty.Metric == Metric.AveragePrecision
            ? OfAveragePrecision(empty, statistics.Precision, counts, alpha)
            : OfSlope(empty, statistics, counts, alpha);
    }

    private static MetricEstimate OfAveragePrecision(MetricEstimate empty, AveragePrecision found, ConfusionCounts counts, double? alpha)
    {
        if (found.IsConstant)
            return empty with { Undefined = "constant score" };
        if (counts.Minority < LeastMinorityForAveragePrecision)
            return MetricEstimator.TooFew(empty, found.Value, counts, LeastMinorityForAveragePrecision, leastRows: 0);
        double error = Math.Sqrt(found.Variance);
        return MetricEstimator.Known(empty, found.Value, error,
            error > 0 ? new LogitEvidence(found.Value - found.Bias, error) : new ConstantEvidence(found.Value, counts.Minority, Maximum: 1), alpha);
    }

    private static MetricEstimate OfSlope(MetricEstimate empty, ModelStatistics statistics, ConfusionCounts counts, double? alpha)
    {
        if (statistics.Slope() is { Slope: double.NaN })
            return empty with { Undefined = "constant score" };
        if (statistics.Slope() is not { } fit)
            return empty with { Undefined = "the scores separate the classes, so that no slope is the likeliest" };
        return counts.Minority < LeastMinorityForSlope
            ? MetricEstimator.TooFew(empty, fit.Slope, counts, LeastMinorityForSlope, leastRows: 0)
            : MetricEstimator.Known(empty, fit.Slope, fit.StandardError,
                new MeanEvidence(fit.Slope, fit.StandardError, double.PositiveInfinity, double.NegativeInfinity), alpha);
    }

    private static MetricEstimate OfCalibrationError(MetricEstimate empty, PredictionSet set, ConfusionCounts counts, double? alpha)
    {
        CalibrationError found = CalibrationError.Of(set.Labels, set.Scores);
        if (counts.Rows < MetricEstimator.LeastRowsForLosses || counts.Minority < MetricEstimator.LeastMinorityForLosses)
            return MetricEstimator.TooFew(empty, found.Plain, counts, MetricEstimator.LeastMinorityForLosses, MetricEstimator.LeastRowsForLosses);
        if (found.Plain == 0)
            return MetricEstimator.Known(empty, 0, 0, new ConstantEvidence(0, counts.Rows, Maximum: 1), alpha);
        SimulatedCalibration simulated = found.Simulate();
        return MetricEstimator.Known(empty, simulated.Value, simulated.StandardError, simulated.Evidence, alpha);
    }
}
