using MlCi.Findings;
using MlCi.Statistics;

namespace MlCi.Metrics;

/// <summary>Estimates metrics with the intervals that decide about them (each side tested at α).</summary>
public static class MetricEstimator
{
    /// <summary>The rows of the smaller class from which a ROC area's interval is trusted.</summary>
    public const int LeastMinorityForAuc = 100;

    /// <summary>The rows from which the interval of a mean loss is trusted.</summary>
    public const int LeastRowsForLosses = 100;

    /// <summary>The rows of each class from which the interval of a mean loss is trusted.</summary>
    public const int LeastMinorityForLosses = 10;

    /// <summary>The rows up to which a mean of log or Brier losses is taken for skewed, as its rows are; of more it is as good as normal.</summary>
    public const int MostRowsForSkewness = 2_000;

    /// <summary>Estimates one metric.</summary>
    /// <param name="metric">The metric.</param>
    /// <param name="set">The predictions.</param>
    /// <param name="alpha">The error of each side of the interval, above 0 and below ½.</param>
    public static MetricEstimate Estimate(Metric metric, PredictionSet set, double alpha) => EstimateAll([metric], set, alpha)[0];

    /// <summary>Estimates several metrics of the same set, counting and sorting it once.</summary>
    /// <param name="metrics">The metrics.</param>
    /// <param name="set">The predictions.</param>
    /// <param name="alpha">The error of each side of the intervals, above 0 and below ½.</param>
    /// <returns>The estimates, in the order of the metrics.</returns>
    public static IReadOnlyList<MetricEstimate> EstimateAll(IReadOnlyList<Metric> metrics, PredictionSet set, double alpha) =>
        EstimateAll(metrics, PredictionStatistics.Of(set, champion: null, [], Needed(metrics), cores: 1).Whole.Challenger, alpha);

    /// <summary>Estimates several metrics from what is known of the rows.</summary>
    /// <param name="metrics">The metrics.</param>
    /// <param name="statistics">The statistics, with the measures that the metrics need.</param>
    /// <param name="alpha">The error of each side of the intervals, above 0 and below ½.</param>
    /// <returns>The estimates, in the order of the metrics.</returns>
    public static IReadOnlyList<MetricEstimate> EstimateAll(IReadOnlyList<Metric> metrics, ModelStatistics statistics, double alpha) =>
        [.. metrics.Select(metric => Of(metric, statistics, alpha))];

    /// <summary>What has to be taken from the rows for some metrics.</summary>
    /// <param name="metrics">The metrics.</param>
    public static Measures Needed(IEnumerable<Metric> metrics) => metrics.Aggregate(Measures.Cells, (needed, metric) => needed | Needed(metric));

    /// <summary>The value of a metric and why there is none, without the interval.</summary>
    internal static MetricEstimate Value(Metric metric, ModelStatistics statistics) => Of(metric, statistics, alpha: null);

    private static Measures Needed(Metric metric)
    {
        if (metric == Metric.Auc)
            return Measures.Roc;
        if (metric == Metric.AveragePrecision)
            return Measures.Precision;
        if (metric == Metric.CalibrationSlope)
            return Measures.Slope;
        return metric == Metric.LogLoss || metric == Metric.Brier ? Measures.Losses : Measures.Cells;
    }

    private static MetricEstimate Of(Metric metric, ModelStatistics statistics, double? alpha)
    {
        ConfusionCounts counts = statistics.Counts;
        string? unusable = counts.Rows == 0 ? "no rows" : statistics.IsUnusable ? "a score is not a number from 0 to 1" : null;
        var empty = new MetricEstimate(metric, counts.Rows, counts.Positives, Estimate: null, Interval: null, StandardError: null, unusable);
        if (unusable is not null)
            return empty;
        if (metric == Metric.Auc)
            return RocArea(empty, statistics, alpha);
        if (metric == Metric.LogLoss || metric == Metric.Brier)
            return MeanLoss(empty, statistics, alpha);
        return ScoreMetrics.Estimate(empty, statistics, alpha) ?? CellMetrics.Estimate(empty, counts, alpha) ?? Share(empty, counts, alpha);
    }

    private static MetricEstimate Share(MetricEstimate empty, ConfusionCounts counts, double? alpha)
    {
        (long right, long wrong, string undefined) = empty.Metric.Name switch
        {
            "accuracy" => (counts.TruePositives + counts.TrueNegatives, counts.FalsePositives + counts.FalseNegatives, "no rows"),
            "precision" => (counts.TruePositives, counts.FalsePositives, "no positive decisions"),
            "recall" => (counts.TruePositives, counts.FalseNegatives, "no positive rows"),
            "specificity" => (counts.TrueNegatives, counts.FalsePositives, "no negative rows"),
            "f1" => (counts.TruePositives, counts.FalsePositives + counts.FalseNegatives, "no positive rows"),
            _ => throw new ArgumentException($"found metric {empty.Metric}, expected one of {string.Join(", ", Metric.All)}", nameof(empty)),
        };
        // Without positives F1 is 0 whatever the model does, so it says nothing of the model.
        if (right + wrong == 0 || (empty.Metric == Metric.F1 && counts.Positives == 0))
            return empty with { Undefined = undefined };

        var evidence = new ProportionEvidence(right, right + wrong);
        double share = (double)right / (right + wrong);
        double error = Math.Sqrt(share * (1 - share) / (right + wrong));
        return empty.Metric == Metric.F1
            ? Known(empty, 2 * share / (1 + share), 2 / ((1 + share) * (1 + share)) * error, new F1Evidence(evidence), alpha)
            : Known(empty, share, error, evidence, alpha);
    }

    private static MetricEstimate RocArea(MetricEstimate empty, ModelStatistics statistics, double? alpha)
    {
        ConfusionCounts counts = statistics.Counts;
        if (counts.Minority == 0)
            return empty with { Undefined = counts.Positives == 0 ? "no positive rows" : "no negative rows" };
        if (statistics.IsConstant)
            return empty with { Undefined = "constant score" };

        AucEstimate auc = statistics.Auc();
        if (auc.Minority < LeastMinorityForAuc)
            return TooFew(empty, auc.Auc, counts, LeastMinorityForAuc, leastRows: 0);
        double error = Math.Sqrt(auc.Variance);
        return Known(empty, auc.Auc, error,
            error > 0 ? new LogitEvidence(auc.Auc, error) : new ConstantEvidence(auc.Auc, auc.Minority, Maximum: 1), alpha);
    }

    private static MetricEstimate MeanLoss(MetricEstimate empty, ModelStatistics statistics, double? alpha)
    {
        ConfusionCounts counts = statistics.Counts;
        Moments moments = empty.Metric == Metric.Brier ? statistics.Brier() : statistics.LogLoss();
        if (counts.Rows < LeastRowsForLosses || counts.Minority < LeastMinorityForLosses)
            return TooFew(empty, moments.Mean, counts, LeastMinorityForLosses, LeastRowsForLosses);
        double maximum = Losses.Maximum(empty.Metric);
        return Known(empty, moments.Mean, moments.StandardError,
            moments.Variance > 0
                ? new MeanEvidence(moments.Mean, moments.StandardError, maximum)
                {
                    Skewness = counts.Rows > MostRowsForSkewness ? 0 : SkewnessOfMean(Losses.Of(empty.Metric, statistics.Rows.Value)),
                }
                : new ConstantEvidence(moments.Mean, moments.Count, maximum),
            alpha);
    }

    internal static double SkewnessOfMean(ReadOnlySpan<double> values)
    {
        // It does not depend on the unit, and in this one no square is too large.
        double[] scaled = values.ToArray();
        double largest = scaled.Max(Math.Abs);
        for (int i = 0; i < scaled.Length; i++)
            scaled[i] /= largest;
        return largest > 0 ? Skewness.OfMean(scaled, Moments.Of(scaled)) : 0;
    }

    internal static MetricEstimate Known(MetricEstimate empty, double estimate, double error, Evidence evidence, double? alpha) =>
        empty with { Estimate = estimate, StandardError = error, Interval = alpha is { } each ? evidence.IntervalAt(each) : null, Evidence = evidence };

    internal static MetricEstimate TooFew(MetricEstimate empty, double estimate, ConfusionCounts counts, int leastMinority, int leastRows)
    {
        string found = counts.Rows < leastRows
            ? $"{Numerals.Count(counts.Rows, "rows")}, expected at least {leastRows}"
            : $"{Numerals.Count(counts.Minority, counts.Positives <= counts.Negatives ? "positive rows" : "negative rows")}, expected at least {leastMinority}";
        // A class that has no rows at all would get none at this mix either.
        long? rows = counts.Minority == 0
            ? null
            : Math.Max(leastRows, (long)Math.Ceiling((double)leastMinority * counts.Rows / counts.Minority));
        return empty with { Estimate = estimate, TooFew = found, RowsForInterval = rows };
    }
}
