using MlCi.Drift;
using MlCi.Statistics;

namespace MlCi.Tests.Drift;

public sealed class QuantileBinsTests
{
    [Theory]
    [InlineData(10)]
    [InlineData(5_000)]
    [InlineData(100_000)]
    public void Code_IsTheFirstBinWhoseEndIsNotBelow(int rows)
    {
        var random = new Philox((1, (ulong)rows), 0);
        double[] values = [.. Enumerable.Range(0, rows).Select(i => Math.Exp(4 * random.NextNormal()) * (i % 3 == 0 ? -1 : 1))];
        QuantileBins bins = QuantileBins.Of(values);
        double[] edges = bins.Edges.ToArray();
        double[] asked = [.. values.Take(2_000), .. edges, .. edges.Select(Math.BitIncrement), .. edges.Select(Math.BitDecrement), double.MaxValue, double.MinValue, 0, -0.0];

        ushort[] codes = bins.Codes(asked);

        Assert.Equal(edges.Order().Distinct(), edges);
        Assert.All(asked.Zip(codes), one => Assert.Equal(edges.Count(edge => edge < one.First), one.Second));
    }

    [Theory]
    [InlineData(new[] { double.NaN, double.NaN }, 0)]
    [InlineData(new double[0], 0)]
    [InlineData(new[] { 3.0, 3, double.NaN }, 1)]
    [InlineData(new[] { -double.MaxValue, double.MaxValue, 0.0, -0.0 }, 3)]
    [InlineData(new[] { 5e-324, 0.0, 1e-323 }, 3)]
    public void Edges_AreTheDifferentValuesOfFew(double[] values, int edges)
    {
        QuantileBins bins = QuantileBins.Of(values);

        Assert.Equal(edges, bins.Edges.Length);
        Histogram counts = bins.CountOf(values);
        Assert.Equal(values.Count(double.IsNaN), counts.Missing);
        Assert.Equal(values.Length - counts.Missing, counts.Present);
        Assert.Equal(0, counts.Counts[^1]);
        Assert.Equal(Histogram.Of(bins.Codes(values), bins.Count).WithMissing, counts.WithMissing);
    }

    [Fact]
    public void Histograms_OfPartsAddUp()
    {
        var random = new Philox((2, 2), 0);
        double[] values = [.. Enumerable.Range(0, 3_000).Select(i => i % 50 == 0 ? double.NaN : random.NextNormal())];
        QuantileBins bins = QuantileBins.Of(values);

        Histogram merged = bins.CountOf(values.AsSpan(0, 1_234)).Merge(bins.CountOf(values.AsSpan(1_234)));

        Assert.Equal(bins.CountOf(values).WithMissing, merged.WithMissing);
        Assert.Throws<ArgumentException>(() => merged.Merge(new Histogram([1], 0)));
    }
}
