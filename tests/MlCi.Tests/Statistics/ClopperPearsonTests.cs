using MlCi.Statistics;

namespace MlCi.Tests.Statistics;

public sealed class ClopperPearsonTests
{
    [Fact]
    public void Ends_AreAsMpmathHasThem()
    {
        foreach (var value in ReferenceValues.All("clopperPearson"))
        {
            Interval interval = ClopperPearson.Of(value.Count("k"), value.Count("n"), value.Number("alpha"));

            Close.Equal(value.Number("lower"), interval.Lower, 1e-12);
            Close.Equal(value.Number("upper"), interval.Upper, 1e-12);
        }
    }

    // statsmodels 0.13.5, proportion_confint(method="beta").
    [Theory]
    [InlineData(81, 263, .2527367, .3676219)]
    [InlineData(0, 20, 0, .1684335)]
    public void Ends_AreAsStatsmodelsHasThem(long k, long n, double lower, double upper)
    {
        Interval interval = ClopperPearson.Of(k, n, .025);

        Assert.Equal(lower, interval.Lower, 5e-8);
        Assert.Equal(upper, interval.Upper, 5e-8);
    }

    [Fact]
    public void EndBesideTheEndOfTheRange_HasItsTail()
    {
        // 1 − (1 − p)³ and 1 − p⁴, so near to 0 and 1 that the first term is all.
        Assert.Equal(1, 3 * ClopperPearson.Of(1, 3, 5e-12).Lower / 5e-12, 1e-9);
        Assert.Equal(1, 4 * (1 - ClopperPearson.Of(3, 4, 5e-9).Upper) / 5e-9, 1e-6);
    }

    [Fact]
    public void OneTrial_ReachesFromAlphaToOne_OrFromZero()
    {
        Assert.Equal(.05, ClopperPearson.Of(1, 1, .05).Lower, 1e-15);
        Assert.Equal(1, ClopperPearson.Of(1, 1, .05).Upper);
        Assert.Equal(0, ClopperPearson.Of(0, 1, .05).Lower);
        Assert.Equal(.95, ClopperPearson.Of(0, 1, .05).Upper, 1e-15);
    }

    [Theory]
    [InlineData(1, 7, .05)]
    [InlineData(13, 40, .001)]
    [InlineData(39, 40, .2)]
    [InlineData(9_999, 10_000, .05)]
    [InlineData(1, 1_000_000, .05)]
    [InlineData(999_999, 1_000_000, .05)]
    public void Ends_HaveTailsOfAlpha(long k, long n, double alpha)
    {
        Interval interval = ClopperPearson.Of(k, n, alpha);

        // Near 1 the next double to an end is this far away in its tail.
        Close.Equal(alpha, Binomial.AtLeast(k, n, interval.Lower), 2e-8);
        Close.Equal(alpha, Binomial.AtMost(k, n, interval.Upper), 2e-8);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(-1, 5)]
    [InlineData(6, 5)]
    public void ImpossibleCounts_Throw(long k, long n) => Assert.Throws<ArgumentOutOfRangeException>(() => ClopperPearson.Of(k, n, .05));
}
