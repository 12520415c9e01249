using MlCi.Comparison;
using MlCi.Findings;
using MlCi.Metrics;
using MlCi.Statistics;
using MlCi.Tests.Metrics;

namespace MlCi.Tests.Comparison;

/// <summary>Differences in closed form have an interval at levels that 10,000 replicates cannot tell, which shows how one was found.</summary>
public sealed class LargeCellsTests
{
    private static readonly DecisionPairs Positives = new(180, 40, 50, 100);
    private static readonly DecisionPairs Negatives = new(720, 70, 40, 80);

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
        // Of the positive rows 700 are off their mean by 1 - share, 500 by 1 + share, the others by share.
        double Power(int k) => 700 * Math.Pow(1 - share, k) + 500 * Math.Pow(1 + share, k) + 8800 * Math.Pow(share, k);
        double degrees = Power(2) * Power(2) / Power(4) - 1;
        double reach = StudentT.UpperQuantile(.05, degrees) * error;
        Assert.Equal(share / 2, found.Difference!.Value, 1e-12);
        Assert.Equal(error, found.StandardError!.Value, 1e-12);
        Assert.Equal(share / 2 - reach, found.Interval!.Value.Lower, 1e-12);
        Assert.Equal(share / 2 + reach, found.Interval!.Value.Upper, 1e-12);
        Assert.Equal(StudentT.Cdf((share / 2 + .02) / error, degrees), found.PWorse!.Value, 1e-12);
        Assert.Equal(2 * StudentT.UpperTail(share / 2 / error, degrees), found.PValue!.Value, 1e-12);
    }

    [Theory]
    [InlineData("precision")]
    [InlineData("f1")]
    [InlineData("mcc")]
    [InlineData("balanced_accuracy")]
    public void TwoHundredRowsOfEachPart_AreLarge(string metric) => Assert.True(IsClosedForm(Metric.Find(metric)!, Positives, Negatives));

    [Fact]
    public void FewerThanTwoHundred_OfAnyPart_AreDrawn()
    {
        Assert.True(IsClosedForm(Metric.F1, Positives, Negatives));
        // 199 rows decided differently.
        Assert.False(IsClosedForm(Metric.F1, Positives, Negatives with { OnlyChallenger = 69 }));
        // 199 rows of a class; then as many as are enough.
        Assert.False(IsClosedForm(Metric.F1, new(40, 60, 59, 40), new(720, 70, 40, 800)));
        Assert.False(IsClosedForm(Metric.F1, new(720, 70, 40, 800), new(40, 60, 59, 40)));
        Assert.True(IsClosedForm(Metric.F1, new(40, 60, 60, 40), new(720, 70, 40, 800)));
        // 199 rows that one of the models decides positive; then negative.
        Assert.False(IsClosedForm(Metric.F1, new(180, 140, 50, 40), new(720, 110, 40, 69)));
        Assert.False(IsClosedForm(Metric.F1, new(180, 50, 140, 40), new(720, 40, 110, 69)));
        Assert.True(IsClosedForm(Metric.F1, new(180, 50, 140, 40), new(720, 40, 110, 70)));
        Assert.False(IsClosedForm(Metric.F1, new(40, 140, 50, 180), new(69, 110, 40, 720)));
        Assert.False(IsClosedForm(Metric.F1, new(40, 50, 140, 180), new(69, 40, 110, 720)));
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
    public void PrecisionThatRestsOnAFewFalsePositives_IsDrawn()
    {
        // The true positives are many, the variance is that of the others: 1 and 1, 4 and 5, then 6 and 6.
        Assert.False(IsClosedForm(Metric.Precision, new(300, 210, 150, 900), new(2000, 1, 1, 0)));
        Assert.NotNull(Compare(Metric.Precision, new(300, 210, 150, 900), new(2000, 1, 1, 0)).Interval);
        Assert.False(IsClosedForm(Metric.Precision, new(300, 210, 150, 900), new(2000, 4, 5, 0)));
        Assert.True(IsClosedForm(Metric.Precision, new(300, 150, 150, 900), new(2000, 6, 6, 0)));
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
