using MlCi.Comparison;
using MlCi.Findings;
using MlCi.Metrics;
using MlCi.Slices;

namespace MlCi.Benchmarks;

/// <summary>The pieces of work that are timed, as the product does them.</summary>
internal sealed class Work(Columns columns, int cores)
{
    private const double Alpha = .025;

    private static readonly CompareRule[] Rules =
    [
        .. Metric.All.Where(ChampionComparison.Supports).Select(metric =>
            new CompareRule(metric, CompareRule.DefaultMargin(metric), 0, WhenInconclusive.Warn, new SourcePlace("pipeline.yml", 1))),
    ];

    // As the product does unless a gate asks: the calibration error's interval is simulated.
    private readonly Metric[] inSlices = [.. Metric.All.Where(metric => metric != Metric.CalibrationError)];
    private readonly string[] names = [.. columns.Partitions.Select(partition => partition.Rule)];

    /// <summary>Cells and loss sums of both models in all slices.</summary>
    public object CellsAndLosses() => Statistics(columns.Champion, columns.Partitions, Measures.Losses);

    /// <summary>Five metrics of one model in all slices, with intervals.</summary>
    public object FiveMetrics()
    {
        Metric[] five = [Metric.Accuracy, Metric.F1, Metric.LogLoss, Metric.Brier, Metric.Auc];
        return Evaluation.Of(five, Statistics(null, columns.Partitions, MetricEstimator.Needed(five)), Alpha, cores);
    }

    /// <summary>The differences of AUC and accuracy on the whole set, with intervals.</summary>
    public IReadOnlyList<ComparisonResult> WholeSetDifferences()
    {
        SlicedStatistics statistics = Statistics(columns.Champion, [], Measures.Roc);
        return ChampionComparison.CompareAll(
            [.. Rules.Where(rule => rule.Metric == Metric.Auc || rule.Metric == Metric.Accuracy)], statistics, Alpha, .8);
    }

    /// <summary>Every metric of both models with intervals, and every comparison, on the whole set and in all slices.</summary>
    public object Everything()
    {
        SlicedStatistics statistics = Statistics(columns.Champion, columns.Partitions, Measures.All);
        return (
            Evaluation.Of(Metric.All, inSlices, statistics, Alpha, cores),
            ChampionComparison.CompareAll([.. Rules.Select(rule => rule with { Slices = names })], statistics, Alpha, .8));
    }

    private SlicedStatistics Statistics(PredictionSet? champion, IReadOnlyList<SlicePartition> partitions, Measures measures) =>
        SlicedStatistics.Of(columns.Challenger, champion, partitions, measures, cores);
}
