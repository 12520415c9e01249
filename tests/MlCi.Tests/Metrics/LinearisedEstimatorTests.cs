using System.Text.Json;
using MlCi.Metrics;
using MlCi.Statistics;
using MlCi.Tests.Statistics;

namespace MlCi.Tests.Metrics;

public sealed class LinearisedEstimatorTests
{
    public static TheoryData<string, string, string> ByScikitLearn()
    {
        var all = new TheoryData<string, string, string>();
        foreach (string task in new[] { "binary", "multiclass", "regression" })
        {
            foreach (JsonProperty metric in SampledValues.Root.GetProperty(task).EnumerateObject())
            {
                foreach (string sampling in SampledValues.Samplings)
                    all.Add(task, metric.Name, sampling);
            }
        }

        return all;
    }

    [Theory]
    [MemberData(nameof(ByScikitLearn))]
    public void ValueAndError_AreThoseOfScikitLearnAndNumericInfluences(string task, string metric, string sampling)
    {
        foreach (string model in new[] { "champion", "challenger" })
        {
            JsonElement expected = SampledValues.Root.GetProperty(task).GetProperty(metric).GetProperty(sampling).GetProperty(model);

            MetricEstimate estimate = LinearisedEstimator.Estimate(SampledValues.Metric(task, metric), SampledValues.Of(task, model, sampling), .05);

            Close.Equal(expected.Number("value"), estimate.Estimate!.Value, 1e-12);
            // Of plain rows a share's error is the binomial one, without the factor n/(n − 1).
            Close.Equal(expected.Number("error"), estimate.StandardError!.Value, estimate.Evidence is ProportionEvidence ? 1e-3 : 2e-6);
        }
    }

    [Fact]
    public void Interval_IsThatOfRsSurveyPackage()
    {
        int compared = 0;
        foreach (JsonElement expected in SampledValues.Survey.EnumerateArray())
        {
            string[] name = expected.GetProperty("metric").GetString()!.Split(' ');
            if (name.Length > 2)
                continue;

            MetricEstimate estimate = LinearisedEstimator.Estimate(
                SampledValues.Metric(name[0], name[1]), SampledValues.Of(name[0], "challenger", expected.GetProperty("sampling").GetString()!), .05);

            Close.Equal(expected.Number("value"), estimate.Estimate!.Value, 1e-12);
            Close.Equal(expected.Number("error"), estimate.StandardError!.Value, 1e-9);
            // Where clusters vary less than rows would, R counts more trials than rows, and MlCi does not.
            if (!expected.TryGetProperty("lower", out _) || estimate.Evidence is KornGraubardEvidence { } share && share.Trials(.05) == share.Rows)
                continue;
            Interval interval = WithoutSkewness(estimate);
            Close.Equal(expected.Number("lower"), interval.Lower, 1e-9);
            Close.Equal(expected.Number("upper"), interval.Upper, 1e-9);
            compared++;
        }

        Assert.True(compared >= 14, $"found {compared} intervals compared");
    }

    [Theory]
    [InlineData("regression", "mae", "mae")]
    [InlineData("regression", "mape", "mape")]
    [InlineData("binary", "brier", "brier")]
    [InlineData("multiclass", "log_loss", "log_loss")]
    public void MeanOfWeightedClusters_IsThatOfStatsmodels(string task, string metric, string name)
    {
        JsonElement expected = SampledValues.Root.GetProperty("statsmodels").GetProperty(name);

        MetricEstimate estimate = LinearisedEstimator.Estimate(
            SampledValues.Metric(task, metric), SampledValues.Of(task, "challenger", "weights_clusters"), .05);

        Close.Equal(expected.Number("value"), estimate.Estimate!.Value, 1e-12);
        Close.Equal(expected.Number("error"), estimate.StandardError!.Value, 1e-9);
        Close.Equal(expected.Number("lower"), WithoutSkewness(estimate).Lower, 1e-9);
        Close.Equal(expected.Number("upper"), WithoutSkewness(estimate).Upper, 1e-9);
    }

    [Fact]
    public void MeanOfWeightedOrClusteredRows_HasTheIntervalOfHallsTransformationOfTheirSums() => Assert.All(SampledValues.Skewed.EnumerateArray(), expected =>
    {
        string task = expected.GetProperty("task").GetString()!;
        Metric metric = SampledValues.Metric(task, expected.GetProperty("metric").GetString()!);
        TaskPredictions predictions = SampledValues.Of(task, "challenger", expected.GetProperty("sampling").GetString()!);
        if (metric == Metric.Rmse)
            predictions = Logarithms((NumberPredictions)predictions);

        MetricEstimate estimate = LinearisedEstimator.Estimate(metric, predictions, .05);

        Close.Equal(expected.Number("lower"), estimate.Interval!.Value.Lower, 1e-9);
        Close.Equal(expected.Number("upper"), estimate.Interval.Value.Upper, 1e-9);
    });

    [Theory]
    [InlineData("plain")]
    [InlineData("weights")]
    [InlineData("clusters")]
    [InlineData("weights_clusters")]
    public void RocArea_IsObuchowskis(string sampling)
    {
        JsonElement expected = SampledValues.Root.GetProperty("binary").GetProperty("auc").GetProperty(sampling).GetProperty("challenger");

        MetricEstimate estimate = LinearisedEstimator.Estimate(Metric.Auc, SampledValues.Of("binary", "challenger", sampling), .05);

        Close.Equal(expected.Number("lower"), estimate.Interval!.Value.Lower, 1e-9);
        Close.Equal(expected.Number("upper"), estimate.Interval.Value.Upper, 1e-9);
    }

    [Fact]
    public void PlainBinaryRows_AreEstimatedAsInOnePass()
    {
        foreach (Metric metric in new[] { Metric.Auc, Metric.AveragePrecision, Metric.Accuracy, Metric.Precision, Metric.Recall, Metric.Specificity, Metric.LogLoss, Metric.Brier })
        {
            MetricEstimate expected = MetricEstimator.Estimate(metric, SampledValues.Binary("challenger"), .05);

            MetricEstimate found = LinearisedEstimator.Estimate(metric, SampledValues.Of("binary", "challenger", "plain"), .05);

            Close.Equal(expected.Estimate!.Value, found.Estimate!.Value, 1e-12);
            Close.Equal(expected.Interval!.Value.Lower, found.Interval!.Value.Lower, 1e-9);
            Close.Equal(expected.Interval.Value.Upper, found.Interval.Value.Upper, 1e-9);
        }
    }

    [Theory]
    [MemberData(nameof(ByScikitLearn))]
    public void OrderOfRows_ChangesNothing(string task, string metric, string sampling)
    {
        TaskPredictions predictions = SampledValues.Of(task, "challenger", sampling);
        int[] order = [.. Enumerable.Range(0, predictions.RowCount).OrderBy(row => row * 7919L % predictions.RowCount)];
        Metric known = SampledValues.Metric(task, metric);

        Assert.Equal(LinearisedEstimator.Estimate(known, predictions, .05), LinearisedEstimator.Estimate(known, predictions.Take(order), .05));
    }

    [Theory]
    [MemberData(nameof(ByScikitLearn))]
    public void ChanceAtAnEndOfTheInterval_IsAlpha(string task, string metric, string sampling)
    {
        MetricEstimate estimate = LinearisedEstimator.Estimate(SampledValues.Metric(task, metric), SampledValues.Of(task, "challenger", sampling), .05);
        Interval interval = estimate.Interval!.Value;

        Close.Equal(.05, estimate.Evidence!.ChanceOfSoHigh(interval.Lower), 1e-7);
        Close.Equal(.05, estimate.Evidence.ChanceOfSoLow(interval.Upper), 1e-7);
    }

    private static NumberPredictions Logarithms(NumberPredictions numbers) =>
        new(Array.ConvertAll(numbers.Truth.ToArray(), Math.Log), Array.ConvertAll(numbers.Predicted.ToArray(), Math.Log), numbers.Sampling);

    // As survey packages have it, which know of no skewness.
    private static Interval WithoutSkewness(MetricEstimate estimate) =>
        estimate.Evidence is MeanEvidence mean ? (mean with { Skewness = 0 }).IntervalAt(.05) : estimate.Interval!.Value;
}
