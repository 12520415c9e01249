using System.Globalization;
using MlCi.Findings;

namespace MlCi.Tests.Findings;

public sealed class NumeralsTests
{
    [Theory]
    [InlineData(.742, "0.742")]
    [InlineData(.03, "0.030")]
    [InlineData(0, "0.000")]
    [InlineData(1, "1.000")]
    [InlineData(-.0034567, "−0.00346")]
    [InlineData(.00003, "0.0000300")]
    [InlineData(9.99951, "10.000")]
    [InlineData(36.0437, "36.0")]
    [InlineData(1234.6, "1235")]
    [InlineData(double.NaN, "not a number")]
    [InlineData(double.PositiveInfinity, "∞")]
    [InlineData(double.NegativeInfinity, "−∞")]
    public void MeasuredNumber_HasThreeOrFourDigits(double value, string text) => Assert.Equal(text, Numerals.Of(value));

    [Theory]
    [InlineData(.77996, .78, "0.77996")]
    [InlineData(.7804, .78, "0.7804")]
    [InlineData(.78, .78, "0.780")]
    [InlineData(.7804, .7, "0.780")]
    [InlineData(.9999999, 1, "0.9999999")]
    [InlineData(-.01004, -.01, "−0.01004")]
    public void IntervalEnd_IsNeverRoundedOntoOrAcrossItsLimit(double value, double limit, string text) =>
        Assert.Equal(text, Numerals.Of(value, limit));

    [Theory]
    [InlineData(.742, .7012, .77996, .78, "0.742 [0.701, 0.77996]")]
    [InlineData(.0001, -.00225, .00245, .01, "0.00010 [−0.00225, 0.00245]")]
    [InlineData(.0001, -.02, .00002, 0, "0.0001 [−0.020, 0.00002]")]
    [InlineData(0, 0, 0, .01, "0.000 [0.000, 0.000]")]
    public void Interval_HasTheDecimalsOfItsLargestNumber_AndMoreWhereALimitIsClose(
        double value, double lower, double upper, double limit, string text) =>
        Assert.Equal(text, Numerals.WithInterval(value, lower, upper, limit));

    [Theory]
    [InlineData(.025, .0203, .031, .02, "2.5 % [2.03 %, 3.1 %]")]
    [InlineData(.0022, .0017, .0026, 0, "0.22 % [0.17 %, 0.26 %]")]
    [InlineData(0, 0, 0, 0, "0.0 % [0.0 %, 0.0 %]")]
    [InlineData(-.0004, -.05, .001, 0, "−0.04 % [−5.0 %, 0.1 %]")]
    public void Percent_IsNeverRoundedAcrossItsMargin(double value, double lower, double upper, double margin, string text) =>
        Assert.Equal(text, Numerals.PercentWithInterval(value, lower, upper, margin));

    [Theory]
    [InlineData(.8, "0.8")]
    [InlineData(12, "12")]
    [InlineData(.00001, "0.00001")]
    [InlineData(-5, "−5")]
    public void WrittenNumber_HasTheFewestDigits(double value, string text) => Assert.Equal(text, Numerals.Exact(value));

    [Fact]
    public void WrittenPercent_HasNoRoundingOfBinaryNumbers() => Assert.Equal("7 %", Numerals.ExactPercent(.07));

    [Theory]
    [InlineData(0, "0")]
    [InlineData(99, "99")]
    [InlineData(101, "110")]
    [InlineData(1834, "1,900")]
    [InlineData(1900, "1,900")]
    [InlineData(24_731, "25,000")]
    public void AboutSoMany_IsRoundedUpToTwoDigits(long count, string text) => Assert.Equal(text, Numerals.About(count));

    [Theory]
    [InlineData(.0123, .05, "0.012")]
    [InlineData(.0499999, .05, "0.0499999")]
    [InlineData(1e-9, .05, "< 0.001")]
    [InlineData(.0002, .0001, "0.000200")]
    public void PValue_SaysOnWhichSideOfItsLevelItIs(double p, double level, string text) => Assert.Equal(text, Numerals.PValue(p, level));

    [Fact]
    public void Culture_ChangesNothing()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        CultureInfo german = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        german.NumberFormat.NumberDecimalSeparator = ",";
        german.NumberFormat.NumberGroupSeparator = ".";
        german.NumberFormat.NegativeSign = "~";
        CultureInfo.CurrentCulture = german;
        try
        {
            Assert.Equal("−0.742", Numerals.Of(-.742));
            Assert.Equal("−1,234", Numerals.Count(-1234));
            Assert.Equal("0.8", Numerals.Exact(.8));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Theory]
    [InlineData(0, "rows", "0 rows")]
    [InlineData(1, "rows", "1 row")]
    [InlineData(1234, "rows", "1,234 rows")]
    [InlineData(1, "clusters with positive rows", "1 cluster with positive rows")]
    [InlineData(1, "rows of class 'bus'", "1 row of class 'bus'")]
    [InlineData(1, "positive", "1 positive")]
    public void CountOfSomething_IsSingularOfOne(long count, string several, string expected) =>
        Assert.Equal(expected, Numerals.Count(count, several));

    [Theory]
    [InlineData(1, "about 1 more row")]
    [InlineData(1834, "about 1,900 more rows")]
    public void MoreRows_AreRounded(long count, string expected) => Assert.Equal(expected, Numerals.MoreRows(count));
}
