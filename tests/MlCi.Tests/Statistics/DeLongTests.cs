using MlCi.Statistics;

namespace MlCi.Tests.Statistics;

public sealed class DeLongTests
{
    private static readonly bool[] Poor =
        [.. Enumerable.Range(0, ReferenceValues.Asah.RowCount).Select(row => ReferenceValues.Asah.Column("outcome").Text(row) == "Poor")];

    private static double[] Predictor(string name) => ReferenceValues.Asah.Column(name).Numbers.ToArray();

    // R's pROC 1.18.0, var(roc(outcome, x)); see asah.md.
    [Theory]
    [InlineData("wfns", .82367886178861793, .0014699147088236264)]
    [InlineData("ndka", .61195799457994582, .0031908105493913021)]
    [InlineData("s100b", .73136856368563685, .0026686824571724378)]
    public void AreaAndVariance_AreAsPRocHasThem(string predictor, double auc, double variance)
    {
        AucEstimate estimate = DeLong.Estimate(Poor, Predictor(predictor));

        Close.Equal(auc, estimate.Auc, 1e-14);
        Close.Equal(variance, estimate.Variance, 1e-12);
        Assert.Equal((41, 72, 41), (estimate.Positives, estimate.Negatives, estimate.Minority));
    }

    [Fact]
    public void LogitInterval_IsAsPRocHasIt()
    {
        AucEstimate ndka = DeLong.Estimate(Poor, Predictor("ndka"));
        Interval interval = new LogitEvidence(ndka.Auc, Math.Sqrt(ndka.Variance)).IntervalAt(.025);

        Assert.Equal(.4973306, interval.Lower, 5e-8);
        Assert.Equal(.7154042, interval.Upper, 5e-8);
    }

    [Theory]
    [InlineData("wfns", "s100b", 2.2089835914409077, .00119615567376754476)]
    [InlineData("wfns", "ndka", 2.7977759186890387, -.00053296785676243776)]
    public void PairedTest_IsAsPRocHasIt(string first, string second, double z, double covariance)
    {
        PairedAuc paired = DeLong.Paired(Poor, Predictor(first), Predictor(second));

        Close.Equal(covariance, paired.Covariance, 1e-12);
        Close.Equal(z, (paired.First.Auc - paired.Second.Auc) / Math.Sqrt(paired.DifferenceVariance), 1e-12);
    }

    [Fact]
    public void PairedPValue_IsAsPRocHasIt()
    {
        PairedAuc paired = DeLong.Paired(Poor, Predictor("wfns"), Predictor("s100b"));

        Close.Equal(.0271757822291882,
            2 * Normal.UpperTail((paired.First.Auc - paired.Second.Auc) / Math.Sqrt(paired.DifferenceVariance)), 1e-12);
    }

    [Fact]
    public void ScoresWithTies_AgreeWithTheFullMatrixOfPairs()
    {
        var expected = ReferenceValues.Root.GetProperty("delong");
        PairedAuc paired = DeLong.Paired(
            ReferenceValues.Set("challenger").Labels, ReferenceValues.Set("challenger").Scores, ReferenceValues.Set("champion").Scores);

        Close.Equal(expected.GetProperty("auc")[0].GetDouble(), paired.First.Auc, 1e-14);
        Close.Equal(expected.GetProperty("auc")[1].GetDouble(), paired.Second.Auc, 1e-14);
        Close.Equal(expected.GetProperty("variance")[0].GetDouble(), paired.First.Variance, 1e-12);
        Close.Equal(expected.GetProperty("variance")[1].GetDouble(), paired.Second.Variance, 1e-12);
        Close.Equal(expected.Number("covariance"), paired.Covariance, 1e-12);
        Close.Equal(expected.Number("difference"), paired.DifferenceVariance, 1e-12);
    }

    [Fact]
    public void Placements_CountTiesHalf() => Assert.Equal(
        [3, 4, 4, 3],
        Placements.Of([true, false, true, false], [.5, .1, .9, .5]));

    [Fact]
    public void ConstantScore_IsHalfWithoutVariance()
    {
        AucEstimate estimate = DeLong.Estimate([true, true, false, false], [.3, .3, .3, .3]);

        Assert.Equal((.5, 0), (estimate.Auc, estimate.Variance));
    }

    [Fact]
    public void SameOrder_HasNoVarianceOfTheDifference()
    {
        PairedAuc paired = DeLong.Paired(Poor, Predictor("ndka"), [.. Predictor("ndka").Select(Math.Sqrt)]);

        Assert.Equal(0, paired.DifferenceVariance);
    }

    [Fact]
    public void EmptyClass_HasNoArea() => Assert.True(double.IsNaN(DeLong.Estimate([true, true], [.1, .2]).Auc));
}
