using System.Text.Json;
using MlCi.Metrics;

namespace MlCi.Tests.Metrics;

/// <summary>Ties, one class, one row, constant and sure scores, perfect separation: every value against scikit-learn.</summary>
public sealed class EdgeCaseTests
{
    public static TheoryData<string> Sets => [.. EdgeValues.Names];

    [Theory]
    [MemberData(nameof(Sets))]
    public void Values_AreAsScikitLearnHasThem_OrUndefinedWhereItMakesThemUp(string name)
    {
        PredictionSet set = EdgeValues.Set(name);

        Assert.All(EdgeValues.Root.GetProperty(name).EnumerateObject(), expected =>
        {
            MetricEstimate estimate = MetricEstimator.Estimate(Metric.Find(expected.Name)!, set, .05);

            Assert.Equal(expected.Value.ValueKind == JsonValueKind.Null, estimate.Undefined is not null);
            if (estimate.Estimate is { } value)
                Assert.True(Math.Abs(value - expected.Value.GetDouble()) <= 1e-13, $"{expected.Name}: found {value:R}, expected {expected.Value}");
        });
    }

    [Theory]
    [InlineData("one row, positive", "accuracy", .05, 1)]
    [InlineData("one row, negative", "accuracy", 0, .95)]
    [InlineData("perfect", "recall", .7790778, 1)]
    [InlineData("reversed", "specificity", 0, .2209222)]
    [InlineData("constant", "specificity", .7941833, 1)]
    public void Rates_OfFewRows_HaveTheExactInterval(string name, string metric, double lower, double upper)
    {
        // scipy.stats.binomtest(k, n).proportion_ci(.9, "exact"), where an end of the range is that end.
        MetricEstimate estimate = MetricEstimator.Estimate(Metric.Find(metric)!, EdgeValues.Set(name), .05);

        Assert.Equal(lower, estimate.Interval!.Value.Lower, 1e-7);
        Assert.Equal(upper, estimate.Interval!.Value.Upper, 1e-7);
    }
}
