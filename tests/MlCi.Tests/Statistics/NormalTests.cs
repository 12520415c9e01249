using MlCi.Statistics;

namespace MlCi.Tests.Statistics;

public sealed class NormalTests
{
    [Fact]
    public void Tails_AreAsMpmathHasThem()
    {
        foreach (var value in ReferenceValues.All("normal"))
        {
            Close.Equal(value.Number("cdf"), Normal.Cdf(value.Number("z")), 1e-12);
            Close.Equal(value.Number("upper"), Normal.UpperTail(value.Number("z")), 1e-12);
        }
    }

    [Fact]
    public void Quantile_IsAsMpmathHasIt()
    {
        foreach (var value in ReferenceValues.All("quantile"))
            Assert.Equal(value.Number("z"), Normal.Quantile(value.Number("p")), 1e-13);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(double.NaN)]
    public void Quantile_OfNoProbabilityBetweenZeroAndOne_Throws(double p) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Normal.Quantile(p));
}
