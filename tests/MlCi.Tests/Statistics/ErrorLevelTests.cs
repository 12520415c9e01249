using MlCi.Comparison;
using MlCi.Findings;
using MlCi.Metrics;
using MlCi.Statistics;
using MlCi.Testing;

namespace MlCi.Tests.Statistics;

public sealed class ErrorLevelTests
{
    private static readonly SamplePredictions Sample = new(rows: 2000);

    [Theory]
    [InlineData(1e-4, true)]
    [InlineData(.05, true)]
    [InlineData(.25, true)]
    [InlineData(.99e-4, false)]
    [InlineData(.2500001, false)]
    [InlineData(0, false)]
    [InlineData(1e-300, false)]
    [InlineData(-.05, false)]
    [InlineData(1, false)]
    [InlineData(double.NaN, false)]
    public void Range_IsWhatTheMessageSays(double alpha, bool holds) => Assert.Equal(holds, ErrorLevel.Holds(alpha));

    // A smaller α never gives a narrower interval, and no simulation runs out of replicates.
    [Fact]
    public void EveryInterval_Widens_OverTheWholeRange()
    {
        double[] levels = [ErrorLevel.Most, .05, .001, ErrorLevel.Least];
        Interval[][] intervals = [.. levels.Select(alpha =>
            MetricEstimator.EstimateAll(Metric.All, Sample.Set, alpha).Select(estimate => estimate.Interval!.Value).ToArray())];

        for (int metric = 0; metric < Metric.All.Count; metric++)
        {
            for (int i = 1; i < levels.Length; i++)
            {
                (Interval narrow, Interval wide) = (intervals[i - 1][metric], intervals[i][metric]);
                Assert.True(wide.Lower < narrow.Lower && narrow.Upper < wide.Upper, $"{Metric.All[metric].Name} at {levels[i]}: {wide}, at {levels[i - 1]}: {narrow}");
            }
        }
    }

    [Fact]
    public void EveryComparison_HasAnInterval_AtTheLeast()
    {
        foreach (Metric metric in Metric.All.Where(ChampionComparison.Supports))
        {
            var rule = new CompareRule(metric, CompareRule.DefaultMargin(metric), Planned: 0, WhenInconclusive.Warn, new SourcePlace("pipeline.yml", 1));
            ComparisonResult found = ChampionComparison.Compare(rule, Sample.Set, Sample.Worse.Set, ErrorLevel.Least, .8);
            Assert.True(found.Interval is { } interval && interval.Lower < found.Difference && found.Difference < interval.Upper, $"{metric.Name}: {found.Reason}");
        }
    }
}
