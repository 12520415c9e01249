using MlCi.Statistics;

namespace MlCi.Tests.Statistics;

public sealed class EffectiveNumberTests
{
    [Theory]
    [InlineData(new double[0], 0)]
    [InlineData(new double[] { 0, 0 }, 0)]
    [InlineData(new[] { .1, .1, .1 }, 3)]
    [InlineData(new[] { .1, .1, 0 }, 2)]
    [InlineData(new double[] { 1, 2, 3 }, 36 / 14.0)]
    [InlineData(new double[] { 7, 0, 1 }, 64 / 50.0)]
    [InlineData(new[] { 1e300, 2e300, 3e300 }, 36 / 14.0)]
    [InlineData(new[] { 1e-300, 3e-300, 2e-300 }, 36 / 14.0)]
    public void EffectiveNumber_IsTheSquareOfTheSumOverTheSumOfSquares(double[] values, double expected) =>
        Assert.Equal(expected, EffectiveNumber.Of(values), 1e-14);

    [Theory]
    [InlineData(20, .05, .8608916593317347)]
    [InlineData(1, .05, .05)]
    [InlineData(100, .0001, .9120108393559098)]
    public void AllTheSame_LeavesTheRootOfAlpha(long n, double alpha, double kept)
    {
        Close.Equal(kept, AllSame.Kept(n, alpha), 1e-14);
        Close.Equal(1 - kept, AllSame.Lost(n, alpha), 1e-13);
        Close.Equal(alpha, AllSame.ChanceOfLost(n, AllSame.Lost(n, alpha)), 1e-12);
    }

    [Fact]
    public void AllTheSame_OfManyRows_LosesNoDigits() => Close.Equal(-Math.Log(.05) * 1e-15, AllSame.Lost(1_000_000_000_000_000, .05), 1e-14);

    [Fact]
    public void ShareAtAnEnd_HasTheChanceOfThatEnd()
    {
        Assert.Equal((1, 1), (AllSame.ChanceOfLost(5, 0), AllSame.ChanceOfLost(5, -.1)));
        Assert.Equal((0, 0), (AllSame.ChanceOfLost(5, 1), AllSame.ChanceOfLost(5, 1.1)));
        Assert.Equal(.75 * .75 * .75, AllSame.ChanceOfLost(3, .25), 1e-15);
    }
}
