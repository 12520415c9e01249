using MlCi.Statistics;

namespace MlCi.Tests.Statistics;

public sealed class SampleSizeTests
{
    // Two models of equal accuracy that disagree on 10 % of the rows, margin 0.005: 24,730.2 rows in all.
    [Theory]
    [InlineData(1_000)]
    [InlineData(10_000)]
    [InlineData(24_730)]
    public void RowsInAll_ForAMarginOfHalfAPercent_DoNotDependOnTheRowsSoFar(long rows) =>
        Assert.Equal(24_731, rows + SampleSize.RowsToAdd(rows, Math.Sqrt(.1 / rows), .005, .05, .8));

    // The difference that a million rows decide at 5 % of discordant rows is 0.000555993.
    [Fact]
    public void MinimumDetectableDifference_NeedsNoMoreRows_AndALittleLessDoes()
    {
        double error = Math.Sqrt(.05 / 1e6);

        Assert.Equal(0, SampleSize.RowsToAdd(1_000_000, error, .000555994, .05, .8));
        Assert.InRange(SampleSize.RowsToAdd(1_000_000, error, .000555992, .05, .8)!.Value, 1, 10);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-.01)]
    [InlineData(double.NaN)]
    [InlineData(1e-12)]
    public void NoRowsWouldDo_WhereThereIsNoGap(double gap) => Assert.Null(SampleSize.RowsToAdd(100, .01, gap, .05, .8));

    [Fact]
    public void WithoutVariance_TheIntervalNarrowsWithTheRows()
    {
        // 100 right of 100 reach down to .05^(1/100) = .9705; .98 takes 149 (.05^(1/149) = .98009).
        double reach = 1 - ClopperPearson.Of(100, 100, .05).Lower;

        Assert.InRange(SampleSize.RowsToAddWithoutVariance(100, reach, .02)!.Value, 47, 49);
        Assert.Null(SampleSize.RowsToAddWithoutVariance(100, reach, 0));
    }
}
