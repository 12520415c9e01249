using MlCi.Metrics;
using MlCi.Statistics;
using MlCi.Tests.Statistics;

namespace MlCi.Tests.Metrics;

/// <summary>What is degenerate is not evaluated or inconclusive, with its reason; never an interval out of nothing.</summary>
public sealed class LinearisedEdgeTests
{
    [Fact]
    public void NoRows_AreNotEvaluated()
    {
        Assert.All(Metric.For(PredictionTask.Regression), metric => Assert.Equal("no rows", Numbers(metric, [], []).Undefined));
        Assert.All(Metric.For(PredictionTask.Multiclass), metric => Assert.Equal("no rows", Classes(metric, [], []).Undefined));
    }

    [Fact]
    public void OneRow_HasNoIntervalToTrust()
    {
        foreach (Metric metric in new[] { Metric.Mae, Metric.Rmse, Metric.Mape, Metric.Pinball(.5) })
            Assert.Equal("1 row, expected at least 100", Numbers(metric, [3], [2]).TooFew);
        Assert.Equal("constant truth", Numbers(Metric.R2, [3], [2]).Undefined);
        Assert.Equal("1 row, expected at least 100", Classes(Metric.LogLoss, [0], [.7, .3]).TooFew);
        Assert.Equal(ClopperPearson.Of(1, 1, .05), Classes(Metric.Accuracy, [0], [.7, .3]).Interval);
    }

    [Fact]
    public void ConstantTruth_HasNoShareOfVariance() =>
        Assert.Equal("constant truth", Numbers(Metric.R2, Many(200, _ => 4.0), Many(200, row => (double)row)).Undefined);

    [Fact]
    public void TruthOfZero_HasNoPercentage() =>
        Assert.Equal("2 rows with truth 0, of which nothing is a percentage", Numbers(Metric.Mape, [0, 1, 0], [1, 1, 1]).Undefined);

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void PredictionThatIsNoNumber_IsNotEvaluated(double predicted) =>
        Assert.Equal("a prediction is not a finite number", Numbers(Metric.Mae, [1, 2], [1, predicted]).Undefined);

    [Fact]
    public void ErrorBeyondTheRangeOfNumbers_IsNotEvaluated()
    {
        Assert.Equal("an error is beyond the range of numbers", Numbers(Metric.Rmse, [1, 2], [1, 1e200]).Undefined);
        Assert.Equal("an error is beyond the range of numbers", Numbers(Metric.R2, [1, 2], [1, 1e200]).Undefined);
        Assert.Equal("an error is beyond the range of numbers", Numbers(Metric.Mae, [-1e308, 1e308], [1e308, -1e308]).Undefined);
    }

    [Fact]
    public void LargeErrors_KeepTheirVariance()
    {
        double[] truth = Many(200, row => row % 7 - 3.0);
        MetricEstimate small = Numbers(Metric.Mae, truth, new double[200]);

        MetricEstimate large = Numbers(Metric.Mae, Array.ConvertAll(truth, value => value * 1e200), new double[200]);

        Close.Equal(small.Interval!.Value.Lower * 1e200, large.Interval!.Value.Lower, 1e-12);
    }

    [Fact]
    public void PerfectRegression_IsInconclusive()
    {
        double[] truth = Many(300, row => row * .1);
        foreach (Metric metric in Metric.For(PredictionTask.Regression).Except([Metric.Mape]))
        {
            MetricEstimate estimate = Numbers(metric, truth, truth);
            Assert.Equal(metric == Metric.R2 ? 1 : 0, estimate.Estimate);
            Assert.Equal("rows that all have the same error, expected some that differ", estimate.TooFew);
            Assert.Null(estimate.Interval);
        }
    }

    [Fact]
    public void PerfectClasses_AreBoundedByTheRuleOfThree()
    {
        int[] labels = Many(600, row => row % 3);
        double[] sure = [.. labels.SelectMany(label => Many(3, index => index == label ? 1.0 : 0))];

        foreach (Metric metric in new[] { Metric.MacroF1, Metric.WeightedF1, Metric.Auc })
        {
            MetricEstimate estimate = Classes(metric, labels, sure);
            Assert.Equal(1, estimate.Estimate);
            Close.Equal(AllSame.Kept(200, .05), estimate.Interval!.Value.Lower, 1e-12);
            Assert.Equal(1, estimate.Interval.Value.Upper);
        }

        Close.Equal(AllSame.Kept(600, .05), Classes(Metric.Accuracy, labels, sure).Interval!.Value.Lower, 1e-12);
        Assert.InRange(Classes(Metric.LogLoss, labels, sure).Interval!.Value.Upper, .1, .2);
    }

    [Fact]
    public void ConstantProbabilities_HaveNoArea() =>
        Assert.Equal("constant probability of class 'x'", Classes(Metric.Auc, Many(300, row => row % 3), Many(900, _ => 1 / 3.0)).Undefined);

    [Fact]
    public void MissingClass_IsNotEvaluatedOrInconclusive()
    {
        int[] labels = Many(300, row => row % 2);
        double[] probabilities = [.. Many(300, row => row).SelectMany(row => new[] { .2 + row % 5 * .1, .3 + row % 3 * .1, .1 + row % 2 * .1 })];

        Assert.Equal("no rows of class 'z'", Classes(Metric.Auc, labels, probabilities).Undefined);
        Assert.Equal("no rows of class 'z'", Classes(Metric.MacroF1, labels, probabilities).Undefined);
        MetricEstimate loss = Classes(Metric.LogLoss, labels, probabilities);
        Assert.Equal("0 rows of class 'z', expected at least 10", loss.TooFew);
        Assert.Null(loss.RowsForInterval);
        Assert.NotNull(Classes(Metric.WeightedF1, labels, probabilities).Interval);
        Assert.NotNull(Classes(Metric.Accuracy, labels, probabilities).Interval);
    }

    [Fact]
    public void OneClass_IsNotEvaluated() =>
        Assert.Equal("no rows but of class 'x'", Classes(Metric.Auc, Many(200, _ => 0), Many(600, row => row % 7 * .1)).Undefined);

    [Fact]
    public void TopK_NeedsMoreClassesThanK() =>
        Assert.Equal("3 classes, expected more than 3", Classes(Metric.TopAccuracy(3), [0, 1], [.5, .3, .2, .5, .3, .2]).Undefined);

    [Fact]
    public void EqualProbabilities_CountForTheFirstClass()
    {
        Assert.Equal(1 / 3.0, Classes(Metric.Accuracy, [0, 1, 2], Many(9, _ => 1 / 3.0)).Estimate);
        Assert.Equal(2 / 3.0, Classes(Metric.TopAccuracy(2), [0, 1, 2], Many(9, _ => 1 / 3.0)).Estimate);
    }

    [Fact]
    public void RowsOfWeightZero_DoNotCount()
    {
        double[] truth = Many(400, row => row % 11 * .5);
        double[] predicted = Many(400, row => row % 7 * .7);
        double[] weights = Many(400, row => row < 200 ? 1 + row % 3 : 0.0);

        foreach (Metric metric in new[] { Metric.Mae, Metric.Rmse, Metric.R2 })
        {
            MetricEstimate all = LinearisedEstimator.Estimate(metric, new NumberPredictions(truth, predicted, new Sampling(400, weights, null)), .05);
            MetricEstimate counted = LinearisedEstimator.Estimate(
                metric, new NumberPredictions(truth[..200], predicted[..200], new Sampling(200, weights[..200], null)), .05);
            Assert.Equal(counted, all);
        }

        NumberPredictions slice = new NumberPredictions(truth, predicted, new Sampling(400, weights, null)).Take([300, 301]);
        Assert.Equal("no rows", LinearisedEstimator.Estimate(Metric.Mae, slice, .05).Undefined);
    }

    [Fact]
    public void UnusableWeights_AreRefused()
    {
        Assert.Throws<ArgumentException>(() => new Sampling(2, [0, 0], null));
        Assert.Throws<ArgumentException>(() => new Sampling(2, [1, -1], null));
        Assert.Throws<ArgumentException>(() => new Sampling(2, [1, double.NaN], null));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Sampling(2, null, [1]));
    }

    [Fact]
    public void FewClusters_AreInconclusive()
    {
        var sampling = new Sampling(400, null, Many(400, row => row % 20));
        MetricEstimate estimate = LinearisedEstimator.Estimate(
            Metric.Mae, new NumberPredictions(Many(400, row => row % 11 * .5), Many(400, row => row % 7 * .7), sampling), .05);

        Assert.Equal("20 clusters, expected at least 50", estimate.TooFew);
        Assert.Equal(1000, estimate.RowsForInterval);
    }

    [Fact]
    public void FewClustersWithPositives_AreInconclusive()
    {
        // All positives are of ten entities, however many there are in all.
        bool[] labels = Many(2000, row => row < 200);
        var set = new PredictionSet(labels, Many(2000, row => (labels[row] ? .3 : .1) + row % 17 * .03), .5);
        MetricEstimate estimate = LinearisedEstimator.Estimate(
            Metric.Auc, new SampledPredictions(set, new Sampling(2000, null, Many(2000, row => row < 200 ? row % 10 : row / 10))), .05);

        Assert.Equal("10 clusters with positive rows, expected at least 30", estimate.TooFew);
    }

    [Fact]
    public void OneClusterThatOutweighsAll_IsInconclusive()
    {
        var sampling = new Sampling(400, null, Many(400, row => row < 300 ? 0 : row));
        MetricEstimate estimate = LinearisedEstimator.Estimate(
            Metric.Mae, new NumberPredictions(Many(400, row => row % 11 * .5), Many(400, row => row % 7 * .7), sampling), .05);

        Assert.Equal("about 1 effective clusters, expected at least 50", estimate.TooFew);
    }

    [Fact]
    public void FewHeavyRows_AreInconclusive()
    {
        var sampling = new Sampling(400, Many(400, row => row < 5 ? 1000 : 1.0), null);
        MetricEstimate estimate = LinearisedEstimator.Estimate(
            Metric.Mae, new NumberPredictions(Many(400, row => row % 11 * .5), Many(400, row => row % 7 * .7), sampling), .05);

        Assert.StartsWith("about 5 effective rows", estimate.TooFew, StringComparison.Ordinal);
    }

    [Fact]
    public void ClustersOfDoubledRows_SayNoMoreThanTheRows()
    {
        double[] truth = Many(200, row => row % 11 * .5);
        double[] predicted = Many(200, row => row % 7 * .7);
        int[] twice = Many(400, row => row / 2);
        MetricEstimate once = LinearisedEstimator.Estimate(Metric.Rmse, new NumberPredictions(truth, predicted, Sampling.Plain(200)), .05);

        MetricEstimate doubled = LinearisedEstimator.Estimate(
            Metric.Rmse,
            new NumberPredictions([.. twice.Select(row => truth[row])], [.. twice.Select(row => predicted[row])], new Sampling(400, null, twice)), .05);

        Close.Equal(once.StandardError!.Value, doubled.StandardError!.Value, 1e-12);
    }

    [Theory]
    [InlineData("calibration_slope", "clusters", "not available with clusters")]
    [InlineData("calibration_error", "weights", "not available with weights")]
    [InlineData("calibration_error", "weights_clusters", "not available with weights and clusters")]
    public void MetricWithoutARightInterval_IsNotAvailable(string metric, string sampling, string reason) => Assert.Equal(
        reason, LinearisedEstimator.Estimate(Metric.Find(metric)!, SampledValues.Of("binary", "challenger", sampling), .05).Undefined);

    [Theory]
    [InlineData("auc")]
    [InlineData("average_precision")]
    public void PerfectScores_AreBoundedByTheRuleOfThree(string metric)
    {
        double[] weights = Many(400, row => .1 + row % 7 * .3);
        var set = new PredictionSet(Many(400, row => row < 150), Many(400, row => row < 150 ? .9 - row % 5 * .01 : .1), .5);

        MetricEstimate estimate = LinearisedEstimator.Estimate(Metric.Find(metric)!, new SampledPredictions(set, new Sampling(400, weights, null)), .05);

        Assert.Equal(1, estimate.Estimate);
        Assert.Equal(1, estimate.Interval!.Value.Upper);
        Assert.InRange(estimate.Interval.Value.Lower, AllSame.Kept(80, .05), AllSame.Kept(150, .05));
    }

    [Theory]
    [InlineData("pinball_0.9", true)]
    [InlineData("pinball_0.90", false)]
    [InlineData("pinball_1", false)]
    [InlineData("pinball_", false)]
    [InlineData("mae", true)]
    [InlineData("auc", false)]
    public void MetricOfRegression_IsFoundByItsName(string name, bool isFound) =>
        Assert.Equal(isFound ? name : null, Metric.Find(name, PredictionTask.Regression)?.Name);

    [Theory]
    [InlineData("top_2_accuracy", true)]
    [InlineData("top_10_accuracy", true)]
    [InlineData("top_1_accuracy", false)]
    [InlineData("top_11_accuracy", false)]
    [InlineData("macro_f1", true)]
    [InlineData("f1", false)]
    public void MetricOfSeveralClasses_IsFoundByItsName(string name, bool isFound) =>
        Assert.Equal(isFound ? name : null, Metric.Find(name, PredictionTask.Multiclass)?.Name);

    private static MetricEstimate Numbers(Metric metric, double[] truth, double[] predicted) =>
        LinearisedEstimator.Estimate(metric, new NumberPredictions(truth, predicted, Sampling.Plain(truth.Length)), .05);

    private static MetricEstimate Classes(Metric metric, int[] labels, double[] probabilities)
    {
        string[] classes = probabilities.Length == 2 * labels.Length && labels.Length > 0 ? ["x", "y"] : ["x", "y", "z"];
        return LinearisedEstimator.Estimate(metric, new ClassPredictions(classes, labels, probabilities, Sampling.Plain(labels.Length)), .05);
    }

    private static T[] Many<T>(int count, Func<int, T> of) => [.. Enumerable.Range(0, count).Select(of)];
}
