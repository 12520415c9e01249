using MlCi.Findings;
using MlCi.Gates;
using MlCi.Reports;
using MlCi.Testing;

namespace MlCi.Tests.Reports;

public sealed class IntervalBarTests
{
    private static readonly SourcePlace Place = new("pipeline.yml", 1);

    [Theory]
    [InlineData("min", .8, .9, 1.0, .7, "··········│··━━━━●━━━")]
    [InlineData("min", .5, .54, .6, .7, "━━●━━━····│··········")]
    [InlineData("min", .65, .7, .75, .7, "━━━━━━━━━━│●━━━━━━━━━")]
    [InlineData("max", .1, .14, .2, .3, "··········│····━━━●━━")]
    [InlineData("max", .31, .35, .4, .3, "━━━━━●━━━━│··········")]
    public void Threshold_StandsInTheMiddle_AndWhatClearsItOnTheRight(string direction, double lower, double estimate, double upper, double limit, string expected) =>
        Assert.Equal(expected, Bar(Threshold(direction, lower, estimate, upper, limit)));

    [Fact]
    public void IntervalThatJustClears_IsSeenToClear() => Assert.Equal("··········│━━━━●━━━━━", Bar(Threshold("min", .7000001, .75, .8, .7)));

    [Fact]
    public void InfiniteEnd_ReachesTheEdge() => Assert.Equal("━━━━━━━━━━│━━━━●━━━━━", Bar(Threshold("max", 0, .15, double.PositiveInfinity, .3)));

    [Fact]
    public void Comparison_ShowsNoChange_AndTheAcceptedLossInTheMiddle() => Assert.Equal("··········│━━━━━━━●━┊", Bar(Compared(-.009, -.002, -.001)));

    [Fact]
    public void NothingMeasured_HasNoBar()
    {
        Assert.Null(IntervalBar.Of(Threshold("min", .1, .2, .3, .4) with { Lower = null }));
        Assert.Null(IntervalBar.Of(Threshold("min", double.NaN, .2, .3, .4)));
        Assert.Null(IntervalBar.Of(SampleReports.PassedWithIdenticalChampion.Gates[^1]));
    }

    [Fact]
    public void EveryBar_IsOfOneWidth() => Assert.All(
        SampleReports.WorseThanChampion.Gates.Concat(SampleReports.InconclusiveThatWarns.Gates).Select(IntervalBar.Of), bar => Assert.Equal(IntervalBar.Width, bar!.Length));

    private static GateResult Threshold(string direction, double lower, double estimate, double upper, double limit) => new()
    {
        Id = "m",
        Metric = "m",
        Rule = ThresholdGate.Kind,
        Estimate = estimate,
        Lower = lower,
        Upper = upper,
        Threshold = limit,
        Direction = direction,
        Verdict = GateVerdict.Passed,
        Blocks = false,
        Reason = "",
        Source = Place,
    };

    private static GateResult Compared(double lower, double difference, double upper) => Threshold("min", lower, 0, upper, 0) with
    {
        Rule = ComparisonGate.Kind,
        Threshold = null,
        Direction = null,
        Margin = .01,
        Champion = .8,
        Difference = difference,
        Outcome = "worse-within-margin",
    };

    private static string Bar(GateResult gate) => IntervalBar.Of(gate)!;
}
