using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using MlCi.Metrics;
using MlCi.Statistics;
using MlCi.Tests.Statistics;
using Interval = MlCi.Statistics.Interval;

namespace MlCi.Tests.Metrics;

public sealed class MetricEstimatorTests
{
    private static MetricEstimate Estimate(Metric metric, bool[] labels, double[] scores) =>
        MetricEstimator.Estimate(metric, new PredictionSet(labels, scores, .5), .05);

    private static bool[] Labels(int positives, int negatives) =>
        [.. Enumerable.Repeat(true, positives), .. Enumerable.Repeat(false, negatives)];

    private static double[] Spread(int count) => [.. Enumerable.Range(0, count).Select(i => (i * 7919 % count + .5) / count)];

    [Theory]
    [InlineData("champion")]
    [InlineData("challenger")]
    public void Values_AreAsScikitLearnHasThem(string model)
    {
        IReadOnlyList<MetricEstimate> estimates = MetricEstimator.EstimateAll(Metric.All, ReferenceValues.Set(model), .05);

        Assert.Equal(Metric.All, estimates.Select(estimate => estimate.Metric));
        JsonElement known = ReferenceValues.Root.GetProperty("metrics").GetProperty(model);
        // Of the others, MetricValues has more than the value.
        foreach (MetricEstimate estimate in estimates.Where(estimate => known.TryGetProperty(estimate.Metric.Name, out _)))
        {
            Close.Equal(ReferenceValues.Root.GetProperty("metrics").GetProperty(model).Number(estimate.Metric.Name), estimate.Estimate!.Value, 1e-13);
        }

        Assert.All(estimates, estimate => Assert.Equal((600, 211), (estimate.Rows, estimate.Positives)));
    }

    [Theory]
    [InlineData("log_loss")]
    [InlineData("brier")]
    public void MeanLoss_HasTheStandardErrorOfNumpy_AndAnIntervalThatKnowsOfItsSkewness(string metric)
    {
        PredictionSet set = ReferenceValues.Set("challenger");
        MetricEstimate estimate = MetricEstimator.Estimate(Metric.Find(metric)!, set, .05);

        double error = ReferenceValues.Root.GetProperty("errors").Number(metric);
        Close.Equal(error, estimate.StandardError!.Value, 1e-12);
        double[] losses = Losses.Of(Metric.Find(metric)!, set);
        double skewness = Skewness.OfMean(losses, Moments.Of(losses));
        Interval expected = new MeanEvidence(estimate.Estimate!.Value, error, double.PositiveInfinity) { Skewness = skewness }.IntervalAt(.05);
        Close.Equal(expected.Lower, estimate.Interval!.Value.Lower, 1e-12);
        Close.Equal(expected.Upper, estimate.Interval!.Value.Upper, 1e-12);
        // Losses are skewed to the right, so the upper end is the farther one.
        Assert.True(estimate.Interval.Value.Upper - estimate.Estimate > estimate.Estimate - estimate.Interval.Value.Lower);
    }

    [Fact]
    public void MeanLossOfManyRows_IsTakenForNormal()
    {
        bool[] labels = [.. Enumerable.Range(0, MetricEstimator.MostRowsForSkewness + 1).Select(i => i % 3 == 0)];
        MetricEstimate estimate = Estimate(Metric.Brier, labels, [.. labels.Select((label, i) => label ? .6 : i % 10 == 1 ? .9 : .2)]);

        Close.Equal(estimate.Estimate!.Value + 1.6448536269514722 * estimate.StandardError!.Value, estimate.Interval!.Value.Upper, 1e-12);
    }

    [Fact]
    public void LogLoss_ClipsSureAndWrongScores_AsScikitLearnDoes()
    {
        MetricEstimate estimate = Estimate(Metric.LogLoss, [true, false, true, false], [0, 1, 1, .25]);

        Close.Equal(ReferenceValues.Root.Number("clippedLogLoss"), estimate.Estimate!.Value, 1e-14);
    }

    [Fact]
    public void Rates_HaveTheBinomialIntervalsOfTheirCounts()
    {
        // 30 true positives, 10 false negatives, 20 false positives, 60 true negatives.
        bool[] labels = Labels(40, 80);
        double[] scores = [.. Enumerable.Repeat(.9, 30), .. Enumerable.Repeat(.1, 10), .. Enumerable.Repeat(.9, 20), .. Enumerable.Repeat(.1, 60)];

        Interval Of(Metric metric) => Estimate(metric, labels, scores).Interval!.Value;
        Assert.Equal(ClopperPearson.Of(90, 120, .05), Of(Metric.Accuracy));
        Assert.Equal(ClopperPearson.Of(30, 50, .05), Of(Metric.Precision));
        Assert.Equal(ClopperPearson.Of(30, 40, .05), Of(Metric.Recall));
        Interval star = ClopperPearson.Of(30, 60, .05);
        Assert.Equal(2 * star.Lower / (1 + star.Lower), Of(Metric.F1).Lower, 1e-15);
        Assert.Equal(2 * star.Upper / (1 + star.Upper), Of(Metric.F1).Upper, 1e-15);
        Assert.Equal(Math.Sqrt(.75 * .25 / 120), Estimate(Metric.Accuracy, labels, scores).StandardError!.Value, 1e-15);
        // The slope of F1 in F* = 1/2 is 2/1.5².
        Assert.Equal(2 / 2.25 * Math.Sqrt(.25 / 60), Estimate(Metric.F1, labels, scores).StandardError!.Value, 1e-15);
    }

    [Fact]
    public void ScoreOnTheDecisionThreshold_IsAPositiveDecision() =>
        Assert.Equal(1, Estimate(Metric.Recall, [true, false], [.5, .4]).Estimate);

    [Fact]
    public void RocArea_HasTheLogitIntervalOfDeLong()
    {
        PredictionSet set = ReferenceValues.Set("champion");
        AucEstimate auc = DeLong.Estimate(set.Labels, set.Scores);
        MetricEstimate estimate = MetricEstimator.Estimate(Metric.Auc, set, .05);

        Assert.Equal(new LogitEvidence(auc.Auc, Math.Sqrt(auc.Variance)).IntervalAt(.05), estimate.Interval);
        Assert.Equal(Math.Sqrt(auc.Variance), estimate.StandardError);
    }

    [Fact]
    public void PerfectSeparation_IsBoundedByTheSmallerClass()
    {
        MetricEstimate best = Estimate(Metric.Auc, Labels(100, 150), [.. Enumerable.Repeat(.9, 100), .. Enumerable.Repeat(.1, 150)]);
        MetricEstimate worst = Estimate(Metric.Auc, Labels(100, 150), [.. Enumerable.Repeat(.1, 100), .. Enumerable.Repeat(.9, 150)]);

        Assert.Equal((1.0, 0.0), (best.Estimate!.Value, best.StandardError!.Value));
        Assert.Equal(Math.Pow(.05, .01), best.Interval!.Value.Lower, 1e-15);
        Assert.Equal(1, best.Interval!.Value.Upper);
        Assert.Equal(0, worst.Interval!.Value.Lower);
        Assert.Equal(1 - Math.Pow(.05, .01), worst.Interval!.Value.Upper, 1e-15);
    }

    [Theory]
    [InlineData(99, 200, "99 positive rows, expected at least 100", 303)]
    [InlineData(300, 50, "50 negative rows, expected at least 100", 700)]
    public void RocArea_OfTooSmallAClass_HasAValueButNoInterval(int positives, int negatives, string why, long rows)
    {
        MetricEstimate estimate = Estimate(Metric.Auc, Labels(positives, negatives), Spread(positives + negatives));

        Assert.NotNull(estimate.Estimate);
        Assert.Null(estimate.Interval);
        Assert.Null(estimate.Undefined);
        Assert.Equal(why, estimate.TooFew);
        Assert.Equal(rows, estimate.RowsForInterval);
    }

    [Theory]
    [InlineData(50, 49, "99 rows, expected at least 100", 100L)]
    [InlineData(9, 171, "9 positive rows, expected at least 10", 200L)]
    [InlineData(191, 9, "9 negative rows, expected at least 10", 223L)]
    [InlineData(200, 0, "0 negative rows, expected at least 10", null)]
    public void MeanLoss_OfTooFewRows_HasAValueButNoInterval(int positives, int negatives, string why, long? rows)
    {
        foreach (Metric metric in (Metric[])[Metric.LogLoss, Metric.Brier])
        {
            MetricEstimate estimate = Estimate(metric, Labels(positives, negatives), Spread(positives + negatives));

            Assert.NotNull(estimate.Estimate);
            Assert.Null(estimate.Interval);
            Assert.Equal(why, estimate.TooFew);
            Assert.Equal(rows, estimate.RowsForInterval);
        }
    }

    [Fact]
    public void LeastRows_AreEnough()
    {
        Assert.NotNull(Estimate(Metric.Auc, Labels(100, 100), Spread(200)).Interval);
        Assert.NotNull(Estimate(Metric.Brier, Labels(10, 90), Spread(100)).Interval);
        Assert.NotNull(Estimate(Metric.LogLoss, Labels(90, 10), Spread(100)).Interval);
    }

    [Theory]
    [InlineData("auc", 0, 5, "no positive rows")]
    [InlineData("auc", 5, 0, "no negative rows")]
    [InlineData("recall", 0, 5, "no positive rows")]
    [InlineData("f1", 0, 5, "no positive rows")]
    public void OneClass_HasNoValue(string metric, int positives, int negatives, string why)
    {
        MetricEstimate estimate = Estimate(Metric.Find(metric)!, Labels(positives, negatives), Spread(5));

        Assert.Null(estimate.Estimate);
        Assert.Null(estimate.Interval);
        Assert.Equal(why, estimate.Undefined);
    }

    [Fact]
    public void Accuracy_OfOneClassAndOneRow_IsDefined()
    {
        MetricEstimate estimate = Estimate(Metric.Accuracy, [true], [.9]);

        Assert.Equal(1, estimate.Estimate);
        Assert.Equal(.05, estimate.Interval!.Value.Lower, 1e-15);
    }

    [Fact]
    public void Precision_WithoutPositiveDecisions_HasNoValue() =>
        Assert.Equal("no positive decisions", Estimate(Metric.Precision, [true, false], [.1, .2]).Undefined);

    [Fact]
    public void F1_WithoutPositiveDecisions_IsZero() => Assert.Equal(0, Estimate(Metric.F1, [true, false], [.1, .2]).Estimate);

    [Fact]
    public void ConstantScore_HasNoRocArea() =>
        Assert.Equal("constant score", Estimate(Metric.Auc, Labels(200, 200), [.. Enumerable.Repeat(.3, 400)]).Undefined);

    [Fact]
    public void EqualLosses_StillHaveAWidth()
    {
        MetricEstimate estimate = Estimate(Metric.Brier, Labels(200, 200), [.. Enumerable.Repeat(1.0, 200), .. Enumerable.Repeat(0.0, 200)]);

        Assert.Equal((0.0, 0.0), (estimate.Estimate!.Value, estimate.Interval!.Value.Lower));
        Assert.Equal(1 - Math.Pow(.05, 1 / 400.0), estimate.Interval!.Value.Upper, 1e-15);
    }

    [Fact]
    public void NoRows_HaveNoValueOfAnyMetric() => Assert.All(
        MetricEstimator.EstimateAll(Metric.All, new PredictionSet([], [], .5), .05), estimate => Assert.Equal("no rows", estimate.Undefined));

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(-.1)]
    [InlineData(1.1)]
    public void ScoreThatIsNoProbability_LeavesNoMetric(double score) => Assert.All(
        MetricEstimator.EstimateAll(Metric.All, new PredictionSet([true, false], [.5, score], .5), .05),
        estimate => Assert.Equal("a score is not a number from 0 to 1", estimate.Undefined));

    [Fact]
    public void OrderOfRows_ChangesNothing_ToTheLastBit() => Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed =>
    {
        var random = new Random(seed);
        int n = 250 + random.Next(100);
        int[] rows = [.. Enumerable.Range(0, n)];
        // Rounded scores, so that there are ties.
        var set = new PredictionSet(
            [.. rows.Select(_ => random.NextDouble() < .5)], [.. rows.Select(_ => Math.Round(random.NextDouble(), random.Next(1, 16)))], .5);
        int[] order = [.. rows];
        random.Shuffle(order);
        // The calibration error is simulated: ScoreMetricTests has it fewer times.
        Metric[] metrics = [.. Metric.All.Where(metric => metric != Metric.CalibrationError), MetricValues.Profit, MetricValues.F2];
        return MetricEstimator.EstimateAll(metrics, set, .05).SequenceEqual(MetricEstimator.EstimateAll(metrics, set.Take(order), .05));
    }).Check(Properties.Fixed);
}
