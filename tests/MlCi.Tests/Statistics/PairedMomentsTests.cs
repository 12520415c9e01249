using System.Numerics;
using MlCi.Statistics;

namespace MlCi.Tests.Statistics;

public sealed class PairedMomentsTests
{
    private const int Bits = 4;

    // In sixteenths, so that nothing is rounded.
    private static readonly double[] X = [1.5, 2.25, .0625, 3, 4.125, .5];
    private static readonly double[] Z = [2, 1.75, .125, 5, 4, .25];

    [Fact]
    public void MergedParts_AreTheWhole()
    {
        PairedMoments whole = Of(X, Z);
        PairedMoments merged = Of(X[..2], Z[..2]).Merge(Of(X[2..], Z[2..]));

        Assert.Equal(whole, merged);
        Assert.Equal(new PairedMoments(Bits, 6, 183, 210, 8597, 12324, 9874), merged);
        Assert.Equal(whole, Of([], []).Merge(whole));
    }

    [Fact]
    public void Columns_HaveTheMomentsOfTheirNumbers()
    {
        (Moments x, Moments z) = (Moments.Of(X), Moments.Of(Z));
        PairedMoments paired = Of(X, Z);

        Assert.Equal((x.Count, z.Count), (paired.First.Count, paired.Second.Count));
        Close.Equal(x.Mean, paired.First.Mean, 1e-15);
        Close.Equal(x.Variance, paired.First.Variance, 1e-14);
        Close.Equal(z.Mean, paired.Second.Mean, 1e-15);
        Close.Equal(z.Variance, paired.Second.Variance, 1e-14);
    }

    [Fact]
    public void Ratio_HasTheErrorOfTheMeanOfItsResiduals()
    {
        double ratio = X.Sum() / Z.Sum();
        Moments residuals = Moments.Of([.. X.Zip(Z, (x, z) => x - ratio * z)]);
        (double found, double error) = Of(X, Z).Ratio;

        Close.Equal(ratio, found, 1e-15);
        Close.Equal(residuals.StandardError, error, 1e-13);
    }

    [Fact]
    public void ColumnThatIsAMultipleOfTheOther_HasNoResidual() =>
        Assert.Equal((.5, 0), Of([1, 2, 3.5], [2, 4, 7]).Ratio);

    [Fact]
    public void OneRow_HasNoVariance()
    {
        Moments one = Of([.5], [.25]).First;

        Assert.Equal((1, .5, double.NaN), (one.Count, one.Mean, one.Variance));
        Assert.Equal(.125, Of([.5, 1], [.25, .25]).First.Variance);
    }

    private static PairedMoments Of(double[] x, double[] z)
    {
        BigInteger[] a = [.. x.Select(value => new BigInteger(value * (1 << Bits)))];
        BigInteger[] b = [.. z.Select(value => new BigInteger(value * (1 << Bits)))];
        return new PairedMoments(
            Bits, x.Length, Sum(a), Sum(b), Sum(a.Select(value => value * value)), Sum(b.Select(value => value * value)), Sum(a.Zip(b, (p, q) => p * q)));
    }

    private static BigInteger Sum(IEnumerable<BigInteger> values) => values.Aggregate(BigInteger.Zero, (sum, value) => sum + value);
}
