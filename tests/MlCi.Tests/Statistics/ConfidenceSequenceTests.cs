using System.Text.Json;
using MlCi.Statistics;
using MlCi.Testing;

namespace MlCi.Tests.Statistics;

/// <summary>Against numeric integrals of the mixtures; see confidence_sequence_values.py.</summary>
public sealed class ConfidenceSequenceTests
{
    private static readonly JsonElement Root = JsonDocument.Parse(File.ReadAllText(Path.Combine(
        RepositoryRoot.Path, "tests", "MlCi.Tests", "Statistics", "confidence_sequence_values.json"))).RootElement;

    private static readonly Interval Everything = new(double.NegativeInfinity, double.PositiveInfinity);

    [Fact]
    public void NormalMixture_IsWhereTheIntegralIsOneOverAlpha() => Assert.All(Root.GetProperty("normal").EnumerateArray(), row =>
    {
        double rho = NormalMixture.TunedAt(row.Number("optimum"), row.Number("alpha"));

        Close.Equal(row.Number("rho"), rho, 1e-14);
        Close.Equal(row.Number("bound"), NormalMixture.Bound(row.Number("v"), rho, row.Number("alpha")), 1e-10);
    });

    [Fact]
    public void PublishedValues_AreMet()
    {
        double rho = NormalMixture.TunedAt(100, .05);
        Interval proportion = ConfidenceSequence.OfProportion(700, 1000, .05, 100);

        Assert.Equal((12.60056, 30.35209), (Math.Round(rho, 5), Math.Round(NormalMixture.Bound(100, rho, .05), 5)));
        Assert.Equal(.651629, proportion.Lower, 1e-6);
        Assert.Equal(.745949, proportion.Upper, 1e-6);
    }

    [Theory]
    [InlineData(.001)]
    [InlineData(.05)]
    [InlineData(.2)]
    public void TunedMixture_IsAsNarrowAsAny_WhereItIsTuned(double alpha)
    {
        double tuned = NormalMixture.Bound(100, NormalMixture.TunedAt(100, alpha), alpha);
        double best = Enumerable.Range(1, 2000).Min(rho => NormalMixture.Bound(100, rho / 20.0, alpha));

        Assert.InRange(tuned, best, best * 1.001);
    }

    [Fact]
    public void Proportion_IsWhereTheIntegralIsOneOverAlpha() => Assert.All(Root.GetProperty("bernoulli").EnumerateArray(), row =>
    {
        Interval found = ConfidenceSequence.OfProportion(row.Count("k"), row.Count("n"), row.Number("alpha"), row.Number("optimum"));

        Close.Equal(row.Number("lower"), found.Lower, 1e-9);
        Close.Equal(row.Number("upper"), found.Upper, 1e-9);
    });

    [Theory]
    [InlineData(0, 0, 0, 1)]
    [InlineData(0, 1, 0, 1)]
    [InlineData(1, 1, 0, 1)]
    [InlineData(0, 20, 0, .289423)]
    [InlineData(20, 20, .710577, 1)]
    [InlineData(1, 40, 0, .181453)]
    public void Proportion_AtAnEnd_KeepsThatEnd(long successes, long trials, double lower, double upper)
    {
        Interval found = ConfidenceSequence.OfProportion(successes, trials, .05, 100);

        Assert.Equal((lower, upper), (Math.Round(found.Lower, 6), Math.Round(found.Upper, 6)));
    }

    [Fact]
    public void Proportion_MirrorsWhenSuccessesAndFailuresAreExchanged()
    {
        Interval one = ConfidenceSequence.OfProportion(12, 90, .05, 50);
        Interval other = ConfidenceSequence.OfProportion(78, 90, .05, 50);

        Assert.Equal(1 - one.Lower, other.Upper, 1e-13);
        Assert.Equal(1 - one.Upper, other.Lower, 1e-13);
    }

    [Fact]
    public void Proportion_TunedForLessThanItCosts_StaysAnInterval()
    {
        Interval found = ConfidenceSequence.OfProportion(30, 60, .05, 1);

        Assert.InRange(found.Lower, .1, .35);
        Assert.InRange(found.Upper, .65, .9);
    }

    [Fact]
    public void Mean_IsTheAsymptoticSequence() => Assert.All(Root.GetProperty("asymptotic").EnumerateArray(), row =>
    {
        long count = row.Count("t");
        Interval found = ConfidenceSequence.OfMean(
            row.Number("mean"), row.Number("deviation") / Math.Sqrt(count), count, row.Number("alpha"), row.Number("optimum"));

        Close.Equal(row.Number("lower"), found.Lower, 1e-12);
        Close.Equal(row.Number("upper"), found.Upper, 1e-12);
    });

    [Theory]
    [InlineData(99, .1)]
    [InlineData(0, double.NaN)]
    [InlineData(5000, 0)]
    public void Mean_OfFewUnits_OrWithoutVariance_IsOpen(long count, double standardError) =>
        Assert.Equal(Everything, ConfidenceSequence.OfMean(.3, standardError, count, .05, 1000));

    [Fact]
    public void Bounded_IsTheMixtureOfAQuarterOfTheSquaredWidth()
    {
        double reach = NormalMixture.Bound(400, NormalMixture.TunedAt(1000, .05), .05) / 400;
        Interval found = ConfidenceSequence.OfBounded(.1, 400, -1, 1, .05, 1000);

        Assert.Equal(.1 - reach, found.Lower, 1e-15);
        Assert.Equal(.1 + reach, found.Upper, 1e-15);
        Assert.Equal(new Interval(-1, 1), ConfidenceSequence.OfBounded(.1, 1, -1, 1, .05, 1000));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(double.NaN)]
    public void AlphaThatIsNoError_Throws(double alpha)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => ConfidenceSequence.OfMean(0, 1, 200, alpha, 100));
        Assert.Throws<ArgumentOutOfRangeException>(() => ConfidenceSequence.OfProportion(1, 2, alpha, 100));
        Assert.Throws<ArgumentOutOfRangeException>(() => ConfidenceSequence.OfBounded(0, 2, -1, 1, alpha, 100));
    }

    [Fact]
    public void ImpossibleInput_Throws()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => ConfidenceSequence.OfProportion(3, 2, .05, 100));
        Assert.Throws<ArgumentOutOfRangeException>(() => ConfidenceSequence.OfProportion(-1, 2, .05, 100));
        Assert.Throws<ArgumentOutOfRangeException>(() => ConfidenceSequence.OfProportion(1, 2, .05, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => ConfidenceSequence.OfMean(0, 1, 200, .05, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => ConfidenceSequence.OfBounded(0, 0, -1, 1, .05, 100));
        Assert.Throws<ArgumentOutOfRangeException>(() => ConfidenceSequence.OfBounded(0, 5, 1, 1, .05, 100));
        Assert.Throws<ArgumentOutOfRangeException>(() => NormalMixture.Bound(-1, 1, .05));
    }
}
