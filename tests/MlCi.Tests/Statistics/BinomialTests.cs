using MlCi.Statistics;

namespace MlCi.Tests.Statistics;

public sealed class BinomialTests
{
    [Fact]
    public void Tails_AreAsMpmathHasThem()
    {
        foreach (var value in ReferenceValues.All("binomial"))
        {
            (long k, long n, double p) = (value.Count("k"), value.Count("n"), value.Number("p"));
            Close.Equal(value.Number("atLeast"), Binomial.AtLeast(k, n, p), 2e-12);
            Close.Equal(value.Number("atMost"), Binomial.AtMost(k, n, p), 2e-12);
        }
    }

    [Fact]
    public void Probabilities_OfAllCounts_AddUpToOne()
    {
        double[] probabilities = [.. Enumerable.Range(0, 41).Select(k => Binomial.Probability(k, 40, .3))];

        Assert.Equal(1, ExactSum.Of(probabilities), 1e-14);
    }

    [Theory]
    [InlineData(0, 5, 0, 1, 1)]
    [InlineData(1, 5, 0, 0, 1)]
    [InlineData(5, 5, 1, 1, 1)]
    [InlineData(4, 5, 1, 1, 0)]
    [InlineData(6, 5, .5, 0, 1)]
    [InlineData(-1, 5, .5, 1, 0)]
    public void Ends_AreExact(long k, long n, double p, double atLeast, double atMost)
    {
        Assert.Equal(atLeast, Binomial.AtLeast(k, n, p));
        Assert.Equal(atMost, Binomial.AtMost(k, n, p));
    }

    [Fact]
    public void ProbabilityOfNoSuccess_KeepsItsDigits_WhereSuccessIsRare() =>
        Close.Equal(0.99900049983337501, Binomial.Probability(0, 1_000_000_000, 1e-12), 1e-13);
}
