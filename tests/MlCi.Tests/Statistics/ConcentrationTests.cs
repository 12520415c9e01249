using MlCi.Statistics;

namespace MlCi.Tests.Statistics;

/// <summary>Against the sample sizes that ease.ml/ci's paper prints for 32 decisions.</summary>
public sealed class ConcentrationTests
{
    private static readonly double None = Math.Log(32);
    private static readonly double Full = 32 * Math.Log(2);

    [Theory]
    [InlineData(.1, .99, 404, 1_340)]
    [InlineData(.01, .9999, 63_381, 156_956)]
    public void OneRate_TakesTheRowsOfThePaper(double tolerance, double reliability, long none, long full)
    {
        Assert.Equal(none, Concentration.HoeffdingRows(tolerance, 1 - reliability, None));
        Assert.Equal(full, Concentration.HoeffdingRows(tolerance, 1 - reliability, Full));
    }

    // Each of the two rates has half of the tolerance and half of the error.
    [Fact]
    public void DifferenceOfTwoRates_TakesTheRowsOfThePaper()
    {
        Assert.Equal(267_385, Concentration.HoeffdingRows(.01 / 2, 1e-4 / 2, None));
        Assert.Equal(641_684, Concentration.HoeffdingRows(.01 / 2, 1e-4 / 2, Full));
    }

    // The paper prints 29,047 and 67,705 of 29,047.30 and 67,705.03; a promise is rounded up.
    [Fact]
    public void TwoModelsThatDisagreeOnATenth_TakeTheRowsOfThePaper()
    {
        Assert.Equal(29_048, Concentration.BennettRows(.01, .1, 1e-4, None));
        Assert.Equal(67_706, Concentration.BennettRows(.01, .1, 1e-4, Full));
    }

    [Fact]
    public void TwiceTheRange_TakesFourTimesTheRows() =>
        Assert.InRange(Concentration.HoeffdingRows(.1, .01, None, range: 2)!.Value, 4 * 403, 4 * 404);

    // Rows beyond any holdout, though the logarithm of the tests is a number still.
    [Fact]
    public void NoNumber_WhereNoneWouldDo()
    {
        Assert.Null(Concentration.HoeffdingRows(1e-9, .05, None));
        Assert.Null(Concentration.BennettRows(1e-9, .5, .05, None));
        Assert.NotNull(Concentration.HoeffdingRows(.01, .05, 1000 * Math.Log(2)));
    }

    // Where the two forms of h meet, one follows from the other.
    [Fact]
    public void TinyTolerance_IsNotLostToRounding()
    {
        double below = Concentration.BennettRows(.99999e-5, .1, .05, None)!.Value;
        double above = Concentration.BennettRows(1.00001e-5, .1, .05, None)!.Value;

        Assert.Equal(1.00001 * 1.00001 / (.99999 * .99999), below / above, 5);
    }
}
