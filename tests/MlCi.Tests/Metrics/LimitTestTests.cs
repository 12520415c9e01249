using MlCi.Metrics;
using MlCi.Statistics;
using MlCi.Tests.Statistics;

namespace MlCi.Tests.Metrics;

public sealed class LimitTestTests
{
    [Fact]
    public void P_IsAtMostAlpha_ExactlyWhenTheIntervalMisses()
    {
        foreach (MetricEstimate estimate in MetricEstimator.EstimateAll(Metric.All, ReferenceValues.Set("champion"), .05))
        {
            for (double limit = -.0105; limit < 1.2; limit += .001)
            {
                foreach (bool isMinimum in (bool[])[true, false])
                {
                    bool misses = LimitTest.Misses(estimate.Interval!.Value, limit, isMinimum);
                    Assert.Equal(misses, LimitTest.PValue(estimate, limit, isMinimum) <= .05);
                }
            }
        }
    }

    [Fact]
    public void P_OfARate_IsTheBinomialTail()
    {
        // 700 right of 1,000 against a minimum of 0.75.
        var set = new PredictionSet([.. Enumerable.Repeat(true, 1000)], [.. Enumerable.Range(0, 1000).Select(i => i < 700 ? .9 : .1)], .5);
        MetricEstimate estimate = MetricEstimator.Estimate(Metric.Accuracy, set, .05);

        // scipy.stats.binom.cdf(700, 1000, .75) and binom.sf(699, 1000, .65).
        Close.Equal(0.00019359032194907585, LimitTest.PValue(estimate, .75, isMinimum: true)!.Value, 1e-10);
        Close.Equal(0.0004532244037971557, LimitTest.PValue(estimate, .65, isMinimum: false)!.Value, 1e-10);
    }

    [Fact]
    public void WithoutInterval_ThereIsNoP()
    {
        MetricEstimate few = MetricEstimator.Estimate(Metric.Auc, new PredictionSet([true, false], [.9, .1], .5), .05);

        Assert.Null(LimitTest.PValue(few, .8, isMinimum: true));
    }

    [Fact]
    public void TouchingTheLimit_Clears()
    {
        Assert.True(LimitTest.Clears(new Interval(.8, .9), .8, isMinimum: true));
        Assert.True(LimitTest.Clears(new Interval(.7, .8), .8, isMinimum: false));
        Assert.False(LimitTest.Misses(new Interval(.7, .8), .8, isMinimum: true));
        Assert.False(LimitTest.Misses(new Interval(.8, .9), .8, isMinimum: false));
        Assert.False(LimitTest.Clears(new Interval(.79, .9), .8, isMinimum: true));
        Assert.False(LimitTest.Clears(new Interval(.7, .81), .8, isMinimum: false));
    }
}
