using System.Numerics;
using FsCheck;
using FsCheck.Fluent;
using MlCi.Statistics;

namespace MlCi.Tests.Statistics;

public sealed class SumTests
{
    [Fact]
    public void ExactSum_LosesNothing_WhereAnOrdinarySumDoes()
    {
        Assert.Equal(2.0, ExactSum.Of([1e100, 1.0, -1e100, 1.0]));
        Assert.Equal(1.0, ExactSum.Of([.1, .2, .3, .4]));
        Assert.Equal(0.0, ExactSum.Of([.1, -.1]));
        Assert.Equal(-3 * double.Epsilon, ExactSum.Of([-double.Epsilon, -double.Epsilon, -double.Epsilon]));
        Assert.Equal(double.MaxValue, ExactSum.Of([double.MaxValue, double.MaxValue, -double.MaxValue]));
    }

    [Fact]
    public void ExactSum_OfManyTerms_CarriesOver()
    {
        // math.fsum([0.1] * 100000) is 10000.0 in Python; adding one after the other gives 10000.000000018848.
        double[] tenths = [.. Enumerable.Repeat(.1, 100_000)];
        Assert.Equal(10_000.0, ExactSum.Of(tenths));
        Assert.Equal(-10_000.0, ExactSum.Of([.. tenths.Select(tenth => -tenth)]));
        Assert.Equal((double)(1L << 52) * 5_000, ExactSum.Of([.. Enumerable.Repeat((double)(1L << 52), 5_000)]));
    }

    [Fact]
    public void ExactSum_RoundsToNearest()
    {
        // 1 + 2^-53 lies between two doubles and goes to the even one; the least bit more takes it up.
        Assert.Equal(1.0, ExactSum.Of([1.0, Math.ScaleB(1, -53)]));
        Assert.Equal(Math.BitIncrement(1.0), ExactSum.Of([1.0, Math.ScaleB(1, -53), Math.ScaleB(1, -200)]));
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void ExactSum_OfWhatIsNotFinite_Throws(double value) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => ExactSum.Of([value]));

    [Fact]
    public void Moments_AreThoseOfTheNumbers_EvenFarFromZero()
    {
        // NIST's NumAcc4: 10000000.2 once, then 500 times 10000000.1 and 10000000.3; standard deviation 0.1 exactly.
        double[] values = [10000000.2, .. Enumerable.Repeat((double[])[10000000.1, 10000000.3], 500).SelectMany(pair => pair)];
        Moments moments = Moments.Of(values);

        Assert.Equal(10000000.2, moments.Mean, 2e-9);
        Assert.Equal(.1, Math.Sqrt(moments.Variance), 1e-9);
    }

    [Fact]
    public void Moments_OfEqualNumbers_HaveNoVariance_AndOfOneNone()
    {
        Assert.Equal(new Moments(3, .1, 0), Moments.Of([.1, .1, .1]));
        Assert.True(double.IsNaN(Moments.Of([.1]).Variance));
    }

    [Fact]
    public void Order_ChangesNothing_ToTheLastBit() => Prop.ForAll<NormalFloat[], int>((floats, seed) =>
    {
        double[] values = [.. floats.Select(value => value.Item)];
        if (values.Length == 0)
            return true;
        double[] shuffled = [.. values];
        new Random(seed).Shuffle(shuffled);
        // An order of magnitude that squares without overflow.
        for (int i = 0; i < values.Length; i++)
            (values[i], shuffled[i]) = (values[i] % 1e100, shuffled[i] % 1e100);
        return Moments.Of(values) == Moments.Of(shuffled)
            && BitConverter.DoubleToInt64Bits(ExactSum.Of(values)) == BitConverter.DoubleToInt64Bits(ExactSum.Of(shuffled));
    }).Check(Properties.Fixed);

    // In units of the least double every sum is an integer: none other is nearer to it, and of two as near the even one is found.
    [Fact]
    public void ExactSum_IsTheNearestDouble_OfNumbersOfAnySize()
    {
        var stream = new Philox((20260613, 1), 1);
        for (int round = 0; round < 300; round++)
        {
            double[] values = new double[1 + round % 40];
            int spread = 1 + round % 5 * 500;
            for (int i = 0; i < values.Length; i++)
                values[i] = Math.ScaleB(stream.NextDouble() - .5, (int)(stream.NextDouble() * spread) - spread / 2);
            AssertNearest(values);
        }
    }

    [Fact]
    public void ExactSum_CarriesBothWays_AtAnyNumberOfTerms()
    {
        foreach (int terms in (int[])[1023, 1024, 1025, 2048, 3000])
        {
            double[] values = [.. Enumerable.Range(0, terms).Select(i => i % 3 == 0 ? -double.MaxValue / terms : Math.BitDecrement(1.0))];
            AssertNearest(values);
            Assert.Equal(terms * (1 - Math.ScaleB(1, -53)), ExactSum.Of([.. Enumerable.Repeat(Math.BitDecrement(1.0), terms)]));
        }
    }

    private static void AssertNearest(double[] values)
    {
        double found = ExactSum.Of(values);
        BigInteger distance = BigInteger.Abs(values.Aggregate(BigInteger.Zero, (sum, value) => sum + Whole(value)) - Whole(found));
        foreach (double beside in (double[])[Math.BitIncrement(found), Math.BitDecrement(found)])
        {
            BigInteger gap = BigInteger.Abs(Whole(beside) - Whole(found));
            Assert.True(2 * distance < gap || (2 * distance == gap && (BitConverter.DoubleToInt64Bits(found) & 1) == 0), $"found {found:R} of {values.Length} terms");
        }
    }

    private static BigInteger Whole(double value)
    {
        long bits = BitConverter.DoubleToInt64Bits(value);
        int exponent = (int)(bits >> 52) & 0x7FF;
        BigInteger mantissa = bits & 0xF_FFFF_FFFF_FFFF | (exponent > 0 ? 1L << 52 : 0);
        return (value < 0 ? -mantissa : mantissa) << Math.Max(0, exponent - 1);
    }
}
