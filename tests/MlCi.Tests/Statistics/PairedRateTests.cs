using MlCi.Statistics;

namespace MlCi.Tests.Statistics;

public sealed class PairedRateTests
{
    [Fact]
    public void Tango_IsTheProfileLikelihoodsScoreInterval()
    {
        foreach (var value in ReferenceValues.All("tango"))
        {
            Interval interval = Tango.Of(value.Count("b"), value.Count("c"), value.Count("n"), value.Number("alpha"));

            Assert.Equal(value.Number("lower"), interval.Lower, 1e-7);
            Assert.Equal(value.Number("upper"), interval.Upper, 1e-7);
        }
    }

    [Fact]
    public void Tango_WithoutDiscordantPairs_StillHasAWidth()
    {
        double z = 1.6448536269514722;
        Interval interval = Tango.Of(0, 0, 200, .05);

        // Without discordant pairs the score equation is n·d/(1 − d) = z².
        Close.Equal(z * z / (200 + z * z), interval.Upper, 1e-12);
        Close.Equal(-z * z / (200 + z * z), interval.Lower, 1e-12);
    }

    [Fact]
    public void Tango_MirrorsWhenThePairsAreExchanged()
    {
        Interval one = Tango.Of(17, 5, 200, .05);
        Interval other = Tango.Of(5, 17, 200, .05);

        Assert.Equal(-one.Lower, other.Upper, 1e-14);
        Assert.Equal(-one.Upper, other.Lower, 1e-14);
    }

    [Fact]
    public void Tango_OfOnePair_EndsAtTheEndOfTheRange()
    {
        Assert.Equal(1, Tango.Of(1, 0, 1, .05).Upper);
        Assert.Equal(-1, Tango.Of(0, 1, 1, .05).Lower);
        // z²·(1 − d²) = (1 − d)² at one pair of one.
        double z2 = 1.6448536269514722 * 1.6448536269514722;
        Close.Equal((1 - z2) / (1 + z2), Tango.Of(1, 0, 1, .05).Lower, 1e-12);
    }

    [Theory]
    [InlineData(5, 6, 10)]
    [InlineData(-1, 0, 10)]
    [InlineData(0, 0, 0)]
    public void Tango_OfImpossibleCounts_Throws(long b, long c, long n) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Tango.Of(b, c, n, .05));

    [Fact]
    public void McNemar_IsAsStatsmodelsHasIt()
    {
        foreach (var value in ReferenceValues.All("mcnemar"))
            Close.Equal(value.Number("p"), McNemar.PValue(value.Count("b"), value.Count("c")), 1e-12);
        Close.Equal(3.715936139571e-05, McNemar.PValue(150, 86), 1e-12);
    }

    [Fact]
    public void McNemar_WithoutDiscordantPairs_IsOne() => Assert.Equal(1, McNemar.PValue(0, 0));
}
