using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using MlCi.Metrics;
using MlCi.Statistics;
using MlCi.Tests.Statistics;

namespace MlCi.Tests.Metrics;

public sealed class ScoreMetricTests
{
    private static MetricEstimate Estimate(Metric metric, bool[] labels, double[] scores) =>
        MetricEstimator.Estimate(metric, new PredictionSet(labels, scores, .5), .05);

    private static bool[] Labels(int positives, int negatives) => [.. Enumerable.Repeat(true, positives), .. Enumerable.Repeat(false, negatives)];

    private static double[] Spread(int count) => [.. Enumerable.Range(0, count).Select(i => (i * 7919 % count + .5) / count)];

    [Theory]
    [InlineData("champion")]
    [InlineData("challenger")]
    public void AveragePrecision_AndTheSizeOfItsInfluences_AreThoseOfScikitLearn(string model)
    {
        PredictionSet set = ReferenceValues.Set(model);
        JsonElement expected = MetricValues.Of(model, "average_precision");
        AveragePrecision found = AveragePrecision.Of(set.Labels.ToArray(), set.Scores.ToArray());

        Close.Equal(expected.Number("estimate"), found.Value, 1e-13);
        Close.Equal(expected.Number("standardError"), Math.Sqrt(found.Variance), 1e-7);

        MetricEstimate estimate = MetricEstimator.Estimate(Metric.AveragePrecision, set, .05);
        Assert.Equal(found.Value, estimate.Estimate);
        Assert.Equal(new LogitEvidence(found.Value - found.Bias, Math.Sqrt(found.Variance)).IntervalAt(.05), estimate.Interval);
    }

    [Theory]
    [InlineData("champion")]
    [InlineData("challenger")]
    public void Slope_IsStatsmodelsLogit(string model)
    {
        MetricEstimate estimate = MetricEstimator.Estimate(Metric.CalibrationSlope, ReferenceValues.Set(model), .05);
        JsonElement expected = MetricValues.Of(model, "calibration_slope");

        Close.Equal(expected.Number("estimate"), estimate.Estimate!.Value, 1e-10);
        Close.Equal(expected.Number("standardError"), estimate.StandardError!.Value, 1e-9);
        Close.Equal(estimate.Estimate!.Value + 1.6448536269514722 * estimate.StandardError!.Value, estimate.Interval!.Value.Upper, 1e-13);
    }

    [Theory]
    [InlineData("champion")]
    [InlineData("challenger")]
    public void CalibrationError_IsHeldAgainstItsSimulatedNull(string model)
    {
        PredictionSet set = ReferenceValues.Set(model);
        MetricEstimate estimate = MetricEstimator.Estimate(Metric.CalibrationError, set, .05);
        JsonElement expected = MetricValues.Of(model, "calibration_error");

        Close.Equal(expected.Number("plain"), CalibrationError.Of(set.Labels, set.Scores).Plain, 1e-12);
        // Both sides are simulated: the script draws labels for the null, and other numbers.
        Assert.Equal(expected.Number("p"), estimate.Evidence!.ChanceOfSoHigh(0), .02);
        Assert.Equal(expected.Number("median"), estimate.Estimate!.Value, .002);
        Assert.Equal(expected.Number("lower"), estimate.Interval!.Value.Lower, .002);
        Assert.Equal(expected.Number("upper"), estimate.Interval!.Value.Upper, .002);
    }

    [Fact]
    public void CalibrationError_OfPerfectScores_HoldsZero_ThoughThePlainValueDoesNot()
    {
        var random = new Random(5);
        double[] scores = [.. Enumerable.Range(0, 1000).Select(_ => random.NextDouble())];
        bool[] labels = [.. scores.Select(score => random.NextDouble() < score)];
        MetricEstimate estimate = Estimate(Metric.CalibrationError, labels, scores);

        Assert.InRange(CalibrationError.Of(labels, scores).Plain, .015, .06);
        Assert.Equal(0, estimate.Interval!.Value.Lower);
        Assert.InRange(estimate.Interval!.Value.Upper, .005, .06);
    }

    [Theory]
    [InlineData("average_precision", 99, 200, "99 positive rows, expected at least 100", 303)]
    [InlineData("calibration_slope", 300, 50, "50 negative rows, expected at least 100", 700)]
    [InlineData("calibration_error", 50, 49, "99 rows, expected at least 100", 100)]
    [InlineData("balanced_accuracy", 50, 49, "99 rows, expected at least 100", 100)]
    [InlineData("calibration_error", 9, 171, "9 positive rows, expected at least 10", 200)]
    public void TooFewRows_HaveAValueButNoInterval(string metric, int positives, int negatives, string why, long rows)
    {
        MetricEstimate estimate = Estimate(Metric.Find(metric)!, Labels(positives, negatives), Spread(positives + negatives));

        Assert.NotNull(estimate.Estimate);
        Assert.Equal((null, why, rows), (estimate.Interval, estimate.TooFew, estimate.RowsForInterval));
    }

    [Theory]
    [InlineData("average_precision")]
    [InlineData("calibration_slope")]
    public void OneClass_OrAConstantScore_HasNoValue(string metric)
    {
        Metric known = Metric.Find(metric)!;

        Assert.Equal("no positive rows", Estimate(known, Labels(0, 5), Spread(5)).Undefined);
        Assert.Equal("no negative rows", Estimate(known, [true], [.5]).Undefined);
        Assert.Equal("constant score", Estimate(known, Labels(200, 200), [.. Enumerable.Repeat(.3, 400)]).Undefined);
    }

    [Fact]
    public void PerfectSeparation_HasAPrecisionOfOne_ButNoSlope()
    {
        double[] scores = [.. Enumerable.Repeat(.9, 120), .. Enumerable.Repeat(.1, 150)];
        MetricEstimate precision = Estimate(Metric.AveragePrecision, Labels(120, 150), scores);

        Assert.Equal((1.0, 1.0), (precision.Estimate!.Value, precision.Interval!.Value.Upper));
        Assert.Equal(Math.Pow(.05, 1 / 120.0), precision.Interval!.Value.Lower, 1e-15);
        Assert.Equal("the scores separate the classes, so that no slope is the likeliest", Estimate(Metric.CalibrationSlope, Labels(120, 150), scores).Undefined);
        // The likelihood is unbounded too where the classes share only the score between them.
        double[] touching = [.. Enumerable.Repeat(.9, 119), .5, .5, .. Enumerable.Repeat(.1, 149)];
        Assert.NotNull(Estimate(Metric.CalibrationSlope, Labels(120, 150), touching).Undefined);
    }

    [Fact]
    public void CalibrationError_DoesNotDependOnTheOrderOfRows_ToTheLastBit() => Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed =>
    {
        var random = new Random(seed);
        int[] order = [.. Enumerable.Range(0, 250)];
        var set = new PredictionSet([.. order.Select(_ => random.NextDouble() < .5)], [.. order.Select(_ => random.NextDouble())], .5);
        random.Shuffle(order);
        return MetricEstimator.Estimate(Metric.CalibrationError, set, .05) == MetricEstimator.Estimate(Metric.CalibrationError, set.Take(order), .05);
    }).Check(Properties.Fixed.WithMaxTest(5));

    [Fact]
    public void SureScores_AreClipped_AndHaveASlope()
    {
        double[] scores = [.. Enumerable.Range(0, 400).Select(i => (i % 4) switch { 0 => 0, 1 => 1, 2 => .3, _ => .6 })];
        MetricEstimate estimate = Estimate(Metric.CalibrationSlope, [.. Enumerable.Range(0, 400).Select(i => i % 3 == 0)], scores);

        Assert.InRange(estimate.Estimate!.Value, -1, 1);
        Assert.NotNull(estimate.Interval);
    }

    [Fact]
    public void PerfectSureScores_HaveNoCalibrationError_ButAWidth()
    {
        MetricEstimate estimate = Estimate(Metric.CalibrationError, Labels(100, 100), [.. Enumerable.Repeat(1.0, 100), .. Enumerable.Repeat(0.0, 100)]);

        Assert.Equal((0.0, 0.0), (estimate.Estimate!.Value, estimate.Interval!.Value.Lower));
        Assert.Equal(1 - Math.Pow(.05, 1 / 200.0), estimate.Interval!.Value.Upper, 1e-15);
    }
}
