using FsCheck;
using FsCheck.Fluent;
using MlCi.Metrics;

namespace MlCi.Tests.Metrics;

/// <summary>What holds of every metric, whatever the rows.</summary>
public sealed class MetricPropertyTests
{
    // The calibration error is simulated, so that it is asked fewer times.
    private static readonly Metric[] Quick =
        [.. Metric.All.Where(metric => metric != Metric.CalibrationError), MetricValues.Profit, MetricValues.Cost, MetricValues.F2];

    private static readonly double[] Limits = [0, .1, .3, .5, .51, .7, .9, 1];

    [Fact]
    public void OrderOfRows_ChangesNoEstimateIntervalOrP_ToTheLastBit() => Check(Quick, 100, (metrics, seed) =>
    {
        PredictionSet set = RandomPredictions.Of(seed);
        PredictionSet shuffled = set.Take(RandomPredictions.Order(seed, set.RowCount));
        IReadOnlyList<MetricEstimate> ones = MetricEstimator.EstimateAll(metrics, set, .05);
        IReadOnlyList<MetricEstimate> others = MetricEstimator.EstimateAll(metrics, shuffled, .05);
        return ones.SequenceEqual(others) && ones.Zip(others).All(pair => Ps(pair.First).SequenceEqual(Ps(pair.Second)));
    });

    [Fact]
    public void OneMetricAlone_IsAsAmongAll() => Check(Quick, 50, (metrics, seed) =>
    {
        PredictionSet set = RandomPredictions.Of(seed);
        return metrics.Select(metric => MetricEstimator.Estimate(metric, set, .1)).SequenceEqual(MetricEstimator.EstimateAll(metrics, set, .1));
    });

    [Fact]
    public void Interval_LiesInTheRange_AndHoldsTheEstimate() => Check(Quick, 200, (metrics, seed) =>
        MetricEstimator.EstimateAll(metrics, RandomPredictions.Of(seed), .05).All(estimate =>
            InRange(estimate.Metric, estimate.Estimate)
            && (estimate.Interval is not { } interval
                || (interval.Lower <= estimate.Estimate && estimate.Estimate <= interval.Upper
                    && InRange(estimate.Metric, interval.Lower) && InRange(estimate.Metric, interval.Upper)))));

    [Fact]
    public void SmallerAlpha_GivesAWiderInterval() => Check(Quick, 100, (metrics, seed) =>
    {
        PredictionSet set = RandomPredictions.Of(seed);
        return MetricEstimator.EstimateAll(metrics, set, .05).Zip(MetricEstimator.EstimateAll(metrics, set, .01)).All(pair =>
            pair.First.Interval is not { } narrow || (pair.Second.Interval!.Value.Lower <= narrow.Lower && pair.Second.Interval!.Value.Upper >= narrow.Upper));
    });

    [Fact]
    public void ExactlyOneOfValueAndReason_IsGiven() => Check(Quick, 100, (metrics, seed) =>
        MetricEstimator.EstimateAll(metrics, RandomPredictions.Of(seed), .05).All(estimate =>
            estimate.Estimate is null == estimate.Undefined is not null
            && (estimate.Interval is null) == (estimate.Undefined is not null || estimate.TooFew is not null)
            && estimate.Interval is null == estimate.Evidence is null));

    [Fact]
    public void CalibrationError_HasTheseProperties_Too()
    {
        Metric[] one = [Metric.CalibrationError];
        Prop.ForAll(RandomPredictions.Seeds, seed =>
        {
            PredictionSet set = RandomPredictions.Of(seed);
            MetricEstimate estimate = MetricEstimator.Estimate(one[0], set, .05);
            MetricEstimate shuffled = MetricEstimator.Estimate(one[0], set.Take(RandomPredictions.Order(seed, set.RowCount)), .05);
            return estimate == shuffled && InRange(one[0], estimate.Estimate) && (estimate.Interval is not { } interval
                || (interval.Lower >= 0 && interval.Lower <= estimate.Estimate && estimate.Estimate <= interval.Upper && interval.Upper <= 1));
        }).Check(Properties.Fixed.WithMaxTest(8));
    }

    [Fact]
    public void ExchangedClasses_ExchangeRecallAndSpecificity_ToTheLastBit() => Check([], 200, (_, seed) =>
    {
        PredictionSet set = RandomPredictions.Of(seed);
        PredictionSet exchanged = RandomPredictions.Exchanged(set);
        return Same(Metric.Recall, set, Metric.Specificity, exchanged) && Same(Metric.Specificity, set, Metric.Recall, exchanged);
    });

    [Fact]
    public void ExchangedClasses_ChangeNothing_OfWhatIsSymmetric() => Check([], 200, (_, seed) =>
    {
        PredictionSet set = RandomPredictions.Of(seed);
        PredictionSet exchanged = RandomPredictions.Exchanged(set);
        return Same(Metric.Accuracy, set, Metric.Accuracy, exchanged)
            && Same(Metric.Auc, set, Metric.Auc, exchanged)
            && Same(Metric.BalancedAccuracy, set, Metric.BalancedAccuracy, exchanged)
            && new[] { Metric.Mcc, Metric.LogLoss, Metric.Brier, Metric.CalibrationSlope }.All(metric => About(metric, set, exchanged));
    });

    [Fact]
    public void RanksAlone_MakeAucAndAveragePrecision() => Check([], 100, (_, seed) =>
    {
        PredictionSet set = RandomPredictions.Of(seed);
        var halved = new PredictionSet(set.Labels.ToArray(), [.. set.Scores.ToArray().Select(score => score / 2)], .25);
        return Same(Metric.Auc, set, Metric.Auc, halved) && Same(Metric.AveragePrecision, set, Metric.AveragePrecision, halved);
    });

    [Fact]
    public void EveryRowTwice_ChangesNoValue_AndNarrowsTheInterval() => Check(Quick, 100, (metrics, seed) =>
    {
        PredictionSet set = RandomPredictions.Of(seed);
        PredictionSet twice = set.Take([.. Enumerable.Range(0, 2 * set.RowCount).Select(row => row / 2)]);
        return MetricEstimator.EstimateAll(metrics, set, .05).Zip(MetricEstimator.EstimateAll(metrics, twice, .05)).All(pair =>
            Near(pair.First.Estimate, pair.Second.Estimate)
            && (pair.First.Interval is not { } one || one.Upper - one.Lower >= pair.Second.Interval!.Value.Upper - pair.Second.Interval!.Value.Lower));
    });

    private static void Check(Metric[] metrics, int times, Func<Metric[], int, bool> holds) =>
        Prop.ForAll(RandomPredictions.Seeds, seed => holds(metrics, seed)).Check(Properties.Fixed.WithMaxTest(times));

    private static IEnumerable<double?> Ps(MetricEstimate estimate) =>
        Limits.SelectMany(limit => (double?[])[LimitTest.PValue(estimate, limit, isMinimum: true), LimitTest.PValue(estimate, limit, isMinimum: false)]);

    private static bool InRange(Metric metric, double? value) => value is null || (value >= metric.Minimum && value <= metric.Maximum);

    private static bool Same(Metric metric, PredictionSet set, Metric otherMetric, PredictionSet other)
    {
        MetricEstimate one = MetricEstimator.Estimate(metric, set, .05);
        MetricEstimate two = MetricEstimator.Estimate(otherMetric, other, .05);
        return (one.Estimate, one.Interval, one.StandardError) == (two.Estimate, two.Interval, two.StandardError);
    }

    private static bool About(Metric metric, PredictionSet set, PredictionSet other)
    {
        MetricEstimate one = MetricEstimator.Estimate(metric, set, .05);
        MetricEstimate two = MetricEstimator.Estimate(metric, other, .05);
        return Near(one.Estimate, two.Estimate) && Near(one.Interval?.Lower, two.Interval?.Lower) && Near(one.Interval?.Upper, two.Interval?.Upper);
    }

    private static bool Near(double? one, double? two) =>
        one is null == two is null && (one is null || Math.Abs(one.Value - two!.Value) <= 1e-9 * (1 + Math.Abs(one.Value)));
}
