using System.Text.Json;
using MlCi.Metrics;
using MlCi.Statistics;
using MlCi.Tests.Statistics;

namespace MlCi.Tests.Metrics;

public sealed class CellMetricTests
{
    private static MetricEstimate Estimate(Metric metric, PredictionSet set) => MetricEstimator.Estimate(metric, set, .05);

    [Theory]
    [InlineData("champion", "specificity")]
    [InlineData("champion", "balanced_accuracy")]
    [InlineData("champion", "mcc")]
    [InlineData("champion", "profit")]
    [InlineData("champion", "f2")]
    [InlineData("challenger", "specificity")]
    [InlineData("challenger", "balanced_accuracy")]
    [InlineData("challenger", "mcc")]
    [InlineData("challenger", "profit")]
    [InlineData("challenger", "f2")]
    public void ValueErrorAndInterval_AreThoseOfTheReference(string model, string name)
    {
        Metric metric = Metric.Find(name) ?? (name == "profit" ? MetricValues.Profit : MetricValues.F2);
        MetricEstimate estimate = Estimate(metric, ReferenceValues.Set(model));
        JsonElement expected = MetricValues.Of(model, name);

        Close.Equal(expected.Number("estimate"), estimate.Estimate!.Value, 1e-12);
        if (expected.TryGetProperty("standardError", out JsonElement error))
            Close.Equal(error.GetDouble(), estimate.StandardError!.Value, 1e-7);
        if (expected.TryGetProperty("interval", out JsonElement interval))
        {
            Close.Equal(interval[0].GetDouble(), estimate.Interval!.Value.Lower, 1e-7);
            Close.Equal(interval[1].GetDouble(), estimate.Interval!.Value.Upper, 1e-7);
        }
        else
        {
            Close.Equal(estimate.Estimate!.Value - 1.6448536269514722 * estimate.StandardError!.Value, estimate.Interval!.Value.Lower, 1e-12);
        }
    }

    [Theory]
    [InlineData("balanced_accuracy", 0, 0, 5, 0, "no negative rows")]
    [InlineData("balanced_accuracy", 0, 0, 0, 5, "no positive rows")]
    [InlineData("specificity", 3, 0, 2, 0, "no negative rows")]
    [InlineData("mcc", 60, 60, 0, 0, "no negative decisions")]
    [InlineData("mcc", 0, 0, 60, 60, "no positive decisions")]
    [InlineData("mcc", 0, 60, 0, 60, "no positive rows")]
    [InlineData("mcc", 60, 0, 60, 0, "no negative rows")]
    [InlineData("mcc", 1, 0, 0, 0, "no negative rows")]
    public void OneClassOrDecision_HasNoValue(string metric, int tp, int fp, int fn, int tn, string why)
    {
        MetricEstimate estimate = Estimate(Metric.Find(metric)!, MetricValues.Set(tp, fp, fn, tn));

        Assert.Equal((null, null, why), (estimate.Estimate, estimate.Interval, estimate.Undefined));
    }

    [Theory]
    [InlineData(40, 19, 10, 30, "99 rows, expected at least 100", 100L)]
    [InlineData(5, 3, 4, 188, "8 positive decisions, expected at least 10", 250L)]
    [InlineData(5, 30, 4, 161, "9 positive rows, expected at least 10", 223L)]
    public void Mcc_OfTooFewRows_HasAValueButNoInterval(int tp, int fp, int fn, int tn, string why, long rows)
    {
        MetricEstimate estimate = Estimate(Metric.Mcc, MetricValues.Set(tp, fp, fn, tn));

        Assert.NotNull(estimate.Estimate);
        Assert.Equal((null, why, rows), (estimate.Interval, estimate.TooFew, estimate.RowsForInterval));
    }

    [Fact]
    public void PerfectDecisions_StillHaveAWidth()
    {
        PredictionSet best = MetricValues.Set(50, 0, 0, 150);
        PredictionSet worst = MetricValues.Set(0, 150, 50, 0);

        Assert.Equal(1 - 2 * (1 - Math.Pow(.05, 1 / 50.0)), Estimate(Metric.Mcc, best).Interval!.Value.Lower, 1e-14);
        Assert.Equal((1.0, 1.0), (Estimate(Metric.Mcc, best).Estimate!.Value, Estimate(Metric.Mcc, best).Interval!.Value.Upper));
        Assert.Equal((-1.0, -1.0), (Estimate(Metric.Mcc, worst).Estimate!.Value, Estimate(Metric.Mcc, worst).Interval!.Value.Lower));
        Interval balanced = Estimate(Metric.BalancedAccuracy, best).Interval!.Value;
        double lost = Math.Sqrt(Math.Pow(1 - Math.Pow(.05, 1 / 50.0), 2) + Math.Pow(1 - Math.Pow(.05, 1 / 150.0), 2)) / 2;
        Assert.Equal(1 - lost, balanced.Lower, 1e-14);
        Assert.Equal(1, balanced.Upper);
    }

    [Fact]
    public void DearCellThatHappensToBeEmpty_StillWidensACost()
    {
        MetricEstimate estimate = Estimate(MetricValues.Own("cost", "500*fn + fp", higherIsBetter: false), MetricValues.Set(100, 50, 0, 850));

        Assert.Equal(.05, estimate.Estimate!.Value, 1e-15);
        Assert.True(estimate.Interval!.Value.Upper > 500 * (1 - Math.Pow(.05, 1 / 1000.0)));
    }

    [Fact]
    public void CostOfOneCell_IsItsProportion()
    {
        Interval share = ClopperPearson.Of(7, 120, .05);
        MetricEstimate estimate = Estimate(MetricValues.Own("cost", "1 + 3*fn", higherIsBetter: false), MetricValues.Set(20, 13, 7, 80));

        Assert.Equal(1 + 3 * share.Lower, estimate.Interval!.Value.Lower, 1e-13);
        Assert.Equal(1 + 3 * share.Upper, estimate.Interval!.Value.Upper, 1e-13);
        Close.Equal(Binomial.AtMost(7, 120, .1), LimitTest.PValue(estimate, 1.3, isMinimum: true)!.Value, 1e-9);
        Assert.Equal((1.0, 4.0), (estimate.Metric.Minimum, estimate.Metric.Maximum));
        Assert.Equal((1.0, 0.0), (LimitTest.PValue(estimate, .9, isMinimum: true), LimitTest.PValue(estimate, 4.1, isMinimum: true)));
    }

    [Fact]
    public void CostOfOneRow_HasAnInterval()
    {
        Interval interval = Estimate(MetricValues.Profit, MetricValues.Set(1, 0, 0, 0)).Interval!.Value;

        // Each of the two cells may still hold 95 % of all rows.
        Assert.Equal(-Math.Sqrt(25 + 1) * .95, interval.Lower, 1e-14);
        Assert.Equal(0, interval.Upper);
        Assert.False(double.IsNegative(interval.Upper));
    }

    [Fact]
    public void Ratio_WithoutDivisor_IsUndefined_AndWithoutVariance_TooFew()
    {
        Metric precision = MetricValues.Own("mine", "tp/(n - tn - fn)", higherIsBetter: true);

        Assert.Equal("'tp/(n - tn - fn)' divides by zero here", Estimate(precision, MetricValues.Set(0, 0, 33, 90)).Undefined);
        Assert.Equal("a variance that rests on about 0 rows, expected at least 10", Estimate(precision, MetricValues.Set(50, 0, 33, 90)).TooFew);
        Assert.Equal("99 rows, expected at least 100", Estimate(precision, MetricValues.Set(30, 9, 30, 30)).TooFew);
        Assert.Null(Estimate(precision, MetricValues.Set(50, 0, 33, 90)).RowsForInterval);
        MetricEstimate estimate = Estimate(precision, MetricValues.Set(50, 20, 33, 90));
        Close.Equal(50 / 70.0, estimate.Estimate!.Value, 1e-14);
        Close.Equal(Math.Sqrt(50 / 70.0 * 20 / 70.0 / 70), estimate.StandardError!.Value, 1e-12);
    }
}
