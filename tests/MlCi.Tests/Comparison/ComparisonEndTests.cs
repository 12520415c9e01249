using MlCi.Comparison;
using MlCi.Findings;
using MlCi.Metrics;
using MlCi.Statistics;
using MlCi.Tests.Statistics;
using static MlCi.Tests.Comparison.ChampionComparisonTests;

namespace MlCi.Tests.Comparison;

/// <summary>Comparisons in which something is at an end: too few rows, an area of 0 or 1, no variance, an end beside the margin.</summary>
public sealed class ComparisonEndTests
{
    private const double Z = 1.6448536269514722;

    [Fact]
    public void DefaultMargins_AreOnePoint_AndOfLossesTwoPercent() => Assert.Equal(
        [.01, .01, .02, .02],
        new[] { Metric.Accuracy, Metric.Auc, Metric.LogLoss, Metric.Mae }.Select(CompareRule.DefaultMargin));

    [Fact]
    public void TooFewRows_StillTellTheDifference_ButNoInterval()
    {
        bool[] labels = [.. Enumerable.Range(0, 20).Select(i => i % 2 == 0)];
        PredictionSet Off(double by) => new(labels, [.. labels.Select(label => label ? 1 - by : by)], .5);

        ComparisonResult brier = Compare(Metric.Brier, .02, Off(.5), Off(.4));
        // Errors of .4 instead of .5: 1 − .16/.25.
        Assert.Equal((ComparisonOutcome.Inconclusive, null), (brier.Outcome, brier.Interval));
        Assert.Equal(.36, brier.Difference!.Value, 1e-12);

        PredictionSet ranked = new(labels, [.. Enumerable.Range(0, 20).Select(i => i == 0 ? .9 : i / 20.0)], .5);
        PredictionSet reversed = new(labels, [.. ranked.Scores.ToArray().Select(score => 1 - score)], .5);
        // Row 0 at .9 is above nine of the ten negatives, the positives from .1 to .9 above one to nine: (9 + 45)/100.
        ComparisonResult auc = Compare(Metric.Auc, .01, ranked, reversed);
        Assert.Equal(1 - 2 * auc.Champion!.Value, auc.Difference!.Value, 1e-12);
        Assert.Equal(.54, auc.Champion.Value, 1e-12);
    }

    [Fact]
    public void PerfectChampion_IsComparedByTheVarianceOfTheOther()
    {
        // The placements of a perfect score are all alike, so that the difference varies as the other area does.
        (PredictionSet perfect, _) = Perfect(rows: 400);
        PredictionSet other = new(perfect.Labels.ToArray(), [.. perfect.Labels.ToArray().Select((label, i) => i * 37 % 400 / 800.0 + (label ? .3 : 0))], .5);
        double error = Math.Sqrt(DeLong.Estimate(other.Labels, other.Scores).Variance);

        ComparisonResult result = Compare(Metric.Auc, .01, perfect, other);
        Close.Equal(error, result.StandardError!.Value, 1e-12);
        Close.Equal(Z * error, result.Difference!.Value - result.Interval!.Value.Lower, 1e-9);
        Close.Equal(Z * error, Compare(Metric.Auc, .01, other, perfect).Difference!.Value - Compare(Metric.Auc, .01, other, perfect).Interval!.Value.Lower, 1e-9);
    }

    [Fact]
    public void PerfectAveragePrecision_IsComparedByTheVarianceOfTheOther()
    {
        (PredictionSet perfect, _) = Perfect(rows: 400);
        PredictionSet other = new(perfect.Labels.ToArray(), [.. perfect.Labels.ToArray().Select((label, i) => i * 37 % 400 / 800.0 + (label ? .3 : 0))], .5);
        double error = MetricEstimator.Estimate(Metric.AveragePrecision, other, .05).StandardError!.Value;

        foreach (ComparisonResult result in new[] { Compare(Metric.AveragePrecision, .01, perfect, other), Compare(Metric.AveragePrecision, .01, other, perfect) })
        {
            Close.Equal(error, result.StandardError!.Value, 1e-9);
            Close.Equal(Z * error, result.Difference!.Value - result.Interval!.Value.Lower, 1e-9);
        }
    }

    [Fact]
    public void AreaOfZero_AgainstOne_IsWorseByAsMuchAsTheRowsShow()
    {
        (PredictionSet perfect, _) = Perfect(rows: 400);
        PredictionSet wrong = new(perfect.Labels.ToArray(), [.. perfect.Scores.ToArray().Select(score => 1 - score)], .5);
        // With 200 rows of each class up to 1 − .05^(1/200) of the difference may be chance.
        double end = -Math.Pow(.05, 1 / 200.0);

        ComparisonResult result = Compare(Metric.Auc, -end, perfect, wrong);
        Assert.Equal((-1.0, -1.0), (result.Difference!.Value, result.Interval!.Value.Lower));
        Close.Equal(end, result.Interval!.Value.Upper, 1e-12);
        Close.Equal(.05, result.PWorse!.Value, 1e-9);
    }

    [Theory]
    [InlineData(2.999, 0)]
    [InlineData(3, 1)]
    [InlineData(3.001, 1)]
    public void LossThatIsFourfoldOnEveryRow_IsWorseThanAnySmallerMargin_WithCertainty(double margin, double p)
    {
        bool[] labels = [.. Enumerable.Range(0, 400).Select(i => i % 2 == 0)];
        PredictionSet Off(double by) => new(labels, [.. labels.Select(label => label ? 1 - by : by)], .5);
        ComparisonResult result = Compare(Metric.Brier, margin, Off(.5), Off(1));

        Assert.Equal((-3.0, 0.0, p), (result.Difference!.Value, result.StandardError!.Value, result.PWorse!.Value));
    }

    [Fact]
    public void EndOfTheInterval_JustBesideTheMargin_IsNotShownOnIt()
    {
        // Its lower end is −0.0166246.
        (PredictionSet champion, PredictionSet challenger) = Rates(800, 50, 50, 100);

        Assert.Equal(
            "accuracy 0.850 vs champion 0.850: not worse, difference 0.000 [−0.0166, 0.0166], margin 0.01665",
            Compare(Metric.Accuracy, .01665, champion, challenger).Reason);
        Assert.Equal(
            "brier 0.189 vs champion 0.177: worse by 7.0 % [1.1 %, 12.867 %], within the margin 12.87 %",
            CompareReference(Metric.Brier, .1287).Reason);
    }

    [Fact]
    public void LowerEndOfALoss_JustBesideTheMargin_IsNotShownOnIt()
    {
        PredictionSet champion = ReferenceValues.Set("champion");
        PredictionSet challenger = new(champion.Labels.ToArray(), [.. champion.Scores.ToArray().Select((score, i) => i % 2 == 0 ? score * .9 : .1 + score * .9)], .5);
        double lower = Compare(Metric.Brier, .005, champion, challenger).Interval!.Value.Lower;
        // The margin in the percents and tenths in which the interval would be shown.
        double margin = Math.Round(-lower, 3);

        Assert.DoesNotContain($"[−{Numerals.ExactPercent(margin)},", Compare(Metric.Brier, margin, champion, challenger).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void PlannedDifference_IsNamedAsItIs()
    {
        (PredictionSet champion, PredictionSet challenger) = Rates(800, 50, 50, 100);

        Assert.EndsWith(
            "at the planned difference of −0.005 no number of rows would decide it",
            Compare(Metric.Accuracy, .005, champion, challenger, planned: -.005).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void PlannedLoss_IsNamedInPercent()
    {
        PredictionSet champion = ReferenceValues.Set("champion");
        PredictionSet challenger = new(champion.Labels.ToArray(), [.. champion.Scores.ToArray().Select((score, i) => i % 2 == 0 ? score * .9 : .1 + score * .9)], .5);
        ComparisonResult result = Compare(Metric.Brier, .005, champion, challenger, planned: -.005);

        Assert.EndsWith("reaches beyond the margin 0.5 %: inconclusive, and at the planned difference of −0.5 % no number of rows would decide it", result.Reason, StringComparison.Ordinal);
    }
}
