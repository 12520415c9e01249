using System.Numerics;
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

    // Of a probability of 3/10 every point and tail is a fraction of integers.
    [Fact]
    public void PointsAndTails_AreTheFractionsThatTheyAre()
    {
        for (int n = 1; n <= 45; n++)
        {
            BigInteger[] terms = [.. Enumerable.Range(0, n + 1).Select(k => Choose(n, k) * BigInteger.Pow(3, k) * BigInteger.Pow(7, n - k))];
            for (int k = 0; k <= n; k++)
            {
                Close.Equal(Share(terms[k], n), Binomial.Probability(k, n, .3), 4e-15 * (1 + n / 10.0));
                Close.Equal(Share(terms[..(k + 1)].Aggregate((a, b) => a + b), n), Binomial.AtMost(k, n, .3), 4e-15 * (1 + n / 10.0));
                Close.Equal(Share(terms[k..].Aggregate((a, b) => a + b), n), Binomial.AtLeast(k, n, .3), 4e-15 * (1 + n / 10.0));
            }
        }
    }

    [Fact]
    public void NoSuccess_OfATinyProbability_LosesNoDigits()
    {
        Close.Equal(Math.Exp(-.1), Binomial.Probability(0, 100_000_000_000_000_000, 1e-18), 1e-14);
        // (1 − p)^(1/p) = e^(−1 − p/2 − …).
        Close.Equal(Math.Exp(-1 - .5e-10), Binomial.Probability(0, 10_000_000_000, 1e-10), 1e-14);
        Close.Equal(Math.Exp(-1 - .5e-10), Binomial.AtMost(0, 10_000_000_000, 1e-10), 1e-14);
    }

    [Fact]
    public void CountsBeyondTheTrials_AreCertainOrImpossible()
    {
        Assert.Equal((1, 1, 0), (Binomial.AtLeast(0, 5, .3), Binomial.AtLeast(-1, 5, .3), Binomial.AtLeast(6, 5, .3)));
        Assert.Equal((1, 1, 0), (Binomial.AtMost(5, 5, .3), Binomial.AtMost(6, 5, .3), Binomial.AtMost(-1, 5, .3)));
    }

    // Of few trials the chance given the margins is a fraction of integers too.
    [Fact]
    public void FishersTest_CountsTheTables()
    {
        for (int m = 1; m <= 6; m++)
        {
            for (int n = 1; n <= 7; n++)
            {
                for (int a = 0; a <= m; a++)
                {
                    for (int b = 0; b <= n; b++)
                    {
                        BigInteger tables = Enumerable.Range(a, m - a + 1).Where(x => a + b - x >= 0 && a + b - x <= n)
                            .Aggregate(BigInteger.Zero, (sum, x) => sum + Choose(m, x) * Choose(n, a + b - x));
                        Close.Equal((double)tables / (double)Choose(m + n, a + b), FisherExact.PValueOfLarger(new(a, m), new(b, n)), 1e-13);
                    }
                }
            }
        }
    }

    private static double Share(BigInteger terms, int n) => (double)(terms * BigInteger.Pow(2, 200) / BigInteger.Pow(10, n)) * Math.ScaleB(1, -200);

    private static BigInteger Choose(int n, int k) =>
        Enumerable.Range(0, k).Aggregate(BigInteger.One, (product, i) => product * (n - i) / (i + 1));
}
