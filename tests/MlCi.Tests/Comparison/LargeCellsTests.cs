using MlCi.Comparison;
using MlCi.Findings;
using MlCi.Metrics;
using MlCi.Statistics;
using MlCi.Tests.Metrics;

namespace MlCi.Tests.Comparison;

/// <summary>Differences in closed form have an interval at levels that 10,000 replicates cannot tell, which shows how one was found.</summary>
public sealed class LargeCellsTests
{
    private static readonly DecisionPairs Positives = new(900, 200, 250, 500);
    private static readonly DecisionPairs Negatives = new(3600, 350, 200, 400);

    private static ComparisonResult Compare(Metric metric, DecisionPairs positives, DecisionPairs negatives, double alpha = .05)
    {
        (PredictionSet champion, PredictionSet challenger) = PairedModels.Of(positives, negatives);
        return ChampionComparison.Compare(
            new CompareRule(metric, .02, 0, WhenInconclusive.Warn, new SourcePlace("pipeline.yml", 7)), champion, challenger, alpha, .8);
    }

    private static bool IsClosedForm(Metric metric, DecisionPairs positives, DecisionPairs negatives) =>
        Compare(metric, positives, negatives, .00001).Interval is not null;

    [Fact]
    public void BalancedAccuracy_HasTheVarianceOfAPairedShare()
    {
        // Of models that differ on positive rows only it is half their recalls' difference, whose variance is known.
        ComparisonResult found = Compare(Metric.BalancedAccuracy, new(4000, 700, 500, 4800), new(4000, 0, 0, 6000));

        double share = 200 / 10_000.0;
        double error = Math.Sqrt((1200 / 10_000.0 - share * share) / 10_000) / 2;
        Assert.Equal(share / 2, found.Difference!.Value, 1e-12);
        Assert.Equal(error, found.StandardError!.Value, 1e-12);
        Assert.Equal(share / 2 - 1.6448536269514722 * error, found.Interval!.Value.Lower, 1e-12);
        Assert.Equal(share / 2 + 1.6448536269514722 * error, found.Interval!.Value.Upper, 1e-12);
        Assert.Equal(Normal.Cdf((share / 2 + .02) / error), found.PWorse!.Value, 1e-12);
        Assert.Equal(2 * Normal.UpperTail(share / 2 / error), found.PValue!.Value, 1e-12);
    }

    [Theory]
    [InlineData("precision")]
    [InlineData("f1")]
    [InlineData("mcc")]
    [InlineData("balanced_accuracy")]
    public void ThousandRowsOfEachPart_AreLarge(string metric) => Assert.True(IsClosedForm(Metric.Find(metric)!, Positives, Negatives));

    [Fact]
    public void FewerThanAThousand_OfAnyPart_AreDrawn()
    {
        Assert.True(IsClosedForm(Metric.F1, Positives, Negatives));
        // 999 rows decided differently.
        Assert.False(IsClosedForm(Metric.F1, Positives, Negatives with { OnlyChallenger = 349 }));
        // 999 rows of a class; then a thousand.
        Assert.False(IsClosedForm(Metric.F1, new(200, 300, 299, 200), new(3600, 350, 200, 4000)));
        Assert.False(IsClosedForm(Metric.F1, new(3600, 350, 200, 4000), new(200, 300, 299, 200)));
        Assert.True(IsClosedForm(Metric.F1, new(200, 300, 300, 200), new(3600, 350, 200, 4000)));
        // 999 rows that one of the models decides positive; then negative.
        Assert.False(IsClosedForm(Metric.F1, new(900, 700, 250, 200), new(3600, 550, 200, 349)));
        Assert.False(IsClosedForm(Metric.F1, new(900, 250, 700, 200), new(3600, 200, 550, 349)));
        Assert.True(IsClosedForm(Metric.F1, new(900, 250, 700, 200), new(3600, 200, 550, 350)));
        Assert.False(IsClosedForm(Metric.F1, new(200, 700, 250, 900), new(349, 550, 200, 3600)));
        Assert.False(IsClosedForm(Metric.F1, new(200, 250, 700, 900), new(349, 200, 550, 3600)));
    }

    [Fact]
    public void DifferenceThatRestsOnFewRows_IsDrawn()
    {
        // The rare cell is a thousand times dearer than the others.
        Metric dear = Metric.Of("dear", CellExpression.Parse("-1000*fn - fp", [])!, higherIsBetter: true);

        Assert.False(IsClosedForm(dear, new(600, 0, 3, 2000), new(6000, 700, 600, 1400)));
        Assert.True(IsClosedForm(MetricValues.Cost, Positives, Negatives));
    }

    [Fact]
    public void OwnRatio_IsDrawn_AsItMayDivideByNothing()
    {
        Metric ratio = Metric.Of("ratio", CellExpression.Parse("tp/(fp - fn)", [])!, higherIsBetter: true);

        Assert.False(IsClosedForm(ratio, Positives, Negatives));
    }

    [Fact]
    public void Cost_IsBetterWhereItIsLower()
    {
        ComparisonResult cost = Compare(MetricValues.Cost, Positives, Negatives);
        ComparisonResult profit = Compare(MetricValues.Profit, Positives, Negatives);

        Assert.Equal(profit.Difference!.Value, cost.Difference!.Value, 1e-12);
        Assert.Equal(profit.Interval!.Value.Lower, cost.Interval!.Value.Lower, 1e-12);
        Assert.Equal(profit.PWorse!.Value, cost.PWorse!.Value, 1e-12);
    }
}
