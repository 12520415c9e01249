using MlCi.Findings;
using MlCi.Gates;
using MlCi.Reports;

namespace MlCi.Tests.Reports;

/// <summary>Numbers of labels that not everybody can read.</summary>
public sealed class FewDigitsTests
{
    [Theory]
    [InlineData(.74231987654321, .7423)]
    [InlineData(-.00074231987654321, -.0007423)]
    [InlineData(74231.987654321, 74230)]
    [InlineData(.5, .5)]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    public void FourDigits_AreTold(double value, double told) => Assert.Equal(told, FewDigits.Of(value));

    [Theory]
    [InlineData(.7999987, .799999)]
    [InlineData(.8000012, .800001)]
    [InlineData(.999987, .99999)]
    [InlineData(.8, .8)]
    public void NumberBesideALimit_StaysOnItsSide(double value, double told) => Assert.Equal(told, FewDigits.Of(value, .8));

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void NumberThatIsNone_StaysSo(double value) => Assert.Equal(value, FewDigits.Of(value));

    [Fact]
    public void Decision_KeepsItsVerdict_AndTellsItsNumbersInFewDigits()
    {
        GateResult gate = new()
        {
            Id = "auc vs champion",
            Metric = "auc",
            Rule = "comparison",
            Rows = 12345,
            Estimate = .8123456789,
            Champion = .8012345678,
            Difference = .0111111111,
            Lower = -.0200000001,
            Upper = .0312345678,
            Margin = .02,
            PValue = .0500001,
            PAdjusted = .1234567,
            Level = .9,
            Verdict = GateVerdict.Inconclusive,
            Blocks = false,
            Reason = "why",
            RowsNeeded = 18342,
            Source = new SourcePlace("pipeline.yml", 1),
        };

        Assert.Equal(
            gate with { Estimate = .8123, Champion = .8012, Difference = .01111, Lower = -.0200000001, Upper = .03123, PValue = .0500001, PAdjusted = .1235, RowsNeeded = 19000 },
            FewDigits.Of(gate, .05));
    }
}
