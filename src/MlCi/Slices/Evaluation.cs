using MlCi.Metrics;
using MlCi.Statistics;

namespace MlCi.Slices;

/// <summary>A model's metrics with their intervals, on a holdout and in all its slices.</summary>
/// <param name="Whole">The metrics on all rows.</param>
/// <param name="Slices">The metrics in each slice, in the order of the slices.</param>
public sealed record Evaluation(EvaluatedRows Whole, IReadOnlyList<EvaluatedRows> Slices)
{
    /// <summary>Estimates a model's metrics.</summary>
    /// <param name="metrics">The metrics.</param>
    /// <param name="predictions">The predictions of the whole holdout.</param>
    /// <param name="slices">The slices.</param>
    /// <param name="alpha">The error of each side of the intervals, above 0 and below ½.</param>
    public static Evaluation Of(IReadOnlyList<Metric> metrics, PredictionSet predictions, IReadOnlyList<Slice> slices, double alpha) => Of(
        metrics,
        SlicedStatistics.Of(
            predictions, champion: null, SlicePartition.Of(slices, predictions.RowCount), MetricEstimator.Needed(metrics), PredictionStatistics.Cores),
        alpha, PredictionStatistics.Cores);

    /// <summary>Estimates a model's metrics in any task, with weights and clusters or without.</summary>
    /// <param name="metrics">The metrics on all rows, of the predictions' task.</param>
    /// <param name="inSlices">The metrics in slices.</param>
    /// <param name="predictions">The predictions of the whole holdout.</param>
    /// <param name="partitions">The slices.</param>
    /// <param name="alpha">The error of each side of the intervals, above 0 and below ½.</param>
    /// <param name="cores">The most threads to use, at least 1.</param>
    public static Evaluation Of(
        IReadOnlyList<Metric> metrics, IReadOnlyList<Metric> inSlices, TaskPredictions predictions, IReadOnlyList<SlicePartition> partitions,
        double alpha, int cores)
    {
        if (predictions.PlainBinary is { } set)
        {
            Measures measures = MetricEstimator.Needed(metrics.Concat(inSlices));
            return Of(metrics, inSlices, SlicedStatistics.Of(set, champion: null, partitions, measures, cores), alpha, cores);
        }

        Slice[] slices = [.. partitions.SelectMany(partition => partition.ToSlices())];
        var rows = new EvaluatedRows[slices.Length + 1];
        Workers.Run(cores, rows.Length, i => rows[i] = i == 0
            ? new EvaluatedRows("", "", LinearisedEstimator.EstimateAll(metrics, predictions, alpha))
            : new EvaluatedRows(slices[i - 1].Rule, slices[i - 1].Id, LinearisedEstimator.EstimateAll(inSlices, predictions.Take(slices[i - 1].Rows), alpha)));
        return new Evaluation(rows[0], rows[1..]);
    }

    /// <summary>Estimates the challenger's metrics, the same on all rows and in slices.</summary>
    /// <param name="metrics">The metrics.</param>
    /// <param name="statistics">What is known of the rows, with the measures that the metrics need.</param>
    /// <param name="alpha">The error of each side of the intervals, above 0 and below ½.</param>
    /// <param name="cores">The most threads to use, at least 1.</param>
    public static Evaluation Of(IReadOnlyList<Metric> metrics, SlicedStatistics statistics, double alpha, int cores) =>
        Of(metrics, metrics, statistics, alpha, cores);

    /// <summary>Estimates the challenger's metrics.</summary>
    /// <param name="metrics">The metrics on all rows.</param>
    /// <param name="inSlices">The metrics in slices.</param>
    /// <param name="statistics">What is known of the rows, with the measures that the metrics need.</param>
    /// <param name="alpha">The error of each side of the intervals, above 0 and below ½.</param>
    /// <param name="cores">The most threads to use, at least 1.</param>
    public static Evaluation Of(
        IReadOnlyList<Metric> metrics, IReadOnlyList<Metric> inSlices, SlicedStatistics statistics, double alpha, int cores)
    {
        var rows = new EvaluatedRows[statistics.Slices.Count + 1];
        Workers.Run(cores, rows.Length, i => rows[i] = i == 0
            ? new EvaluatedRows("", "", MetricEstimator.EstimateAll(metrics, statistics.Whole.Challenger, alpha))
            : Slice(statistics.Slices[i - 1]));
        return new Evaluation(rows[0], rows[1..]);

        EvaluatedRows Slice(SliceStatistics slice) =>
            new(slice.Rule, slice.Id, MetricEstimator.EstimateAll(inSlices, slice.Statistics.Challenger, alpha));
    }
}

/// <summary>A model's metrics on some rows.</summary>
/// <param name="Rule">The name of the slice's rule; empty for all rows.</param>
/// <param name="Id">The slice's name; empty for all rows.</param>
/// <param name="Estimates">The metrics with their intervals.</param>
public sealed record EvaluatedRows(string Rule, string Id, IReadOnlyList<MetricEstimate> Estimates)
{
    /// <summary>The estimate of a metric that was asked for.</summary>
    public MetricEstimate Of(Metric metric) => Estimates.First(estimate => estimate.Metric == metric);
}
