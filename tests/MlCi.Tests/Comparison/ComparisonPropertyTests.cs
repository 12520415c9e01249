using FsCheck;
using FsCheck.Fluent;
using MlCi.Comparison;
using MlCi.Findings;
using MlCi.Metrics;
using MlCi.Tests.Metrics;

namespace MlCi.Tests.Comparison;

/// <summary>What holds of every paired comparison, whatever the rows.</summary>
public sealed class ComparisonPropertyTests
{
    private static readonly Metric[] All = [.. Metric.All.Where(ChampionComparison.Supports), MetricValues.Profit, MetricValues.Cost];

    // These are bootstrapped, so that they are asked fewer times.
    private static readonly Metric[] Bootstrapped =
        [Metric.BalancedAccuracy, Metric.Precision, Metric.F1, Metric.Mcc, MetricValues.Profit, MetricValues.Cost];

    private static readonly Metric[] Quick = [.. All.Except(Bootstrapped)];

    private static ComparisonResult Compare(Metric metric, PredictionSet champion, PredictionSet challenger) => ChampionComparison.Compare(
        new CompareRule(metric, .01, 0, WhenInconclusive.Warn, new SourcePlace("pipeline.yml", 7)), champion, challenger, .05, .8);

    [Fact]
    public void OrderOfRows_ChangesNoDifferenceIntervalOrP_ToTheLastBit() => Check(Quick, 100, Bootstrapped, 8, (metric, champion, challenger, seed) =>
    {
        int[] order = RandomPredictions.Order(seed, champion.RowCount);
        return Compare(metric, champion, challenger) == Compare(metric, champion.Take(order), challenger.Take(order));
    });

    [Fact]
    public void Interval_HoldsTheDifference_OfWhatItIsOf() => Check(Quick, 200, Bootstrapped, 8, (metric, champion, challenger, _) =>
    {
        ComparisonResult result = Compare(metric, champion, challenger);
        // Of a bootstrap the ends are quantiles; they hold the difference unless it is more skewed than these are.
        return result.Interval is not { } interval
            || (interval.Lower <= result.Difference && result.Difference <= interval.Upper && result.PValue is >= 0 and <= 1
                && (metric.Maximum > 1 || metric.Minimum < 0 || (interval.Lower >= -1 && interval.Upper <= 1)));
    });

    [Fact]
    public void ExchangedModels_MirrorTheDifference() => Check(Except(Quick, Metric.LogLoss, Metric.Brier), 100, [], 1, (metric, champion, challenger, _) =>
    {
        ComparisonResult one = Compare(metric, champion, challenger);
        ComparisonResult other = Compare(metric, challenger, champion);
        return Near(one.Difference, -other.Difference) && Near(one.Interval?.Lower, -other.Interval?.Upper)
            && Near(one.Interval?.Upper, -other.Interval?.Lower) && Near(one.PValue, other.PValue);
    });

    [Fact]
    public void ExchangedClasses_ExchangeRecallAndSpecificity_ToTheLastBit() => Check([Metric.Recall], 100, [], 1, (_, champion, challenger, _) =>
    {
        PredictionSet old = RandomPredictions.Exchanged(champion);
        PredictionSet fresh = RandomPredictions.Exchanged(challenger);
        return Numbers(Compare(Metric.Recall, champion, challenger)) == Numbers(Compare(Metric.Specificity, old, fresh))
            && Numbers(Compare(Metric.Specificity, champion, challenger)) == Numbers(Compare(Metric.Recall, old, fresh))
            && Numbers(Compare(Metric.Accuracy, champion, challenger)) == Numbers(Compare(Metric.Accuracy, old, fresh));
    });

    [Fact]
    public void ModelAgainstItself_IsIdentical() => Check(All, 50, [], 1, (metric, champion, _, _) =>
        Compare(metric, champion, champion.Take([.. Enumerable.Range(0, champion.RowCount)])).Outcome == ComparisonOutcome.Identical);

    private static (double?, MlCi.Statistics.Interval?, double?, double?, ComparisonOutcome, long?) Numbers(ComparisonResult result) =>
        (result.Difference, result.Interval, result.StandardError, result.PValue, result.Outcome, result.RowsNeeded);

    private static Metric[] Except(Metric[] metrics, params Metric[] others) => [.. metrics.Except(others)];

    private static void Check(
        Metric[] often, int times, Metric[] seldom, int fewTimes, Func<Metric, PredictionSet, PredictionSet, int, bool> holds)
    {
        foreach ((Metric[] metrics, int count) in new[] { (often, times), (seldom, fewTimes) })
        {
            Prop.ForAll(RandomPredictions.Seeds, seed =>
            {
                (PredictionSet champion, PredictionSet challenger) = RandomPredictions.Pair(seed);
                return metrics.All(metric => holds(metric, champion, challenger, seed));
            }).Check(Properties.Fixed.WithMaxTest(count));
        }
    }

    private static bool Near(double? one, double? two) => one is null == two is null && (one is null || Math.Abs(one.Value - two!.Value) <= 1e-12);
}
