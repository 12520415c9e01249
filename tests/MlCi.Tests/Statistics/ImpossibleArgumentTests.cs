using MlCi.Statistics;

namespace MlCi.Tests.Statistics;

/// <summary>What no caller may ask is refused by the argument's name.</summary>
public sealed class ImpossibleArgumentTests
{
    [Fact]
    public void ScoresOfOtherRows_AreRefused()
    {
        Refuses("first", () => RocRows.Of(new bool[3], new double[2], second: null, cores: 1));
        Refuses("second", () => RocRows.Of(new bool[3], new double[3], new double[4], cores: 1));
        Refuses("second", () => RocRows.Of(new bool[3], new double[3], Array.Empty<double>(), cores: 1));
        Refuses("cores", () => RocRows.Of(new bool[3], new double[3], second: null, cores: 0));
    }

    [Fact]
    public void CountsThatCannotBe_AreRefused()
    {
        Refuses("trials", () => Wilson.Of(0, 0, .05));
        Refuses("successes", () => Wilson.Of(-1, 3, .05));
        Refuses("successes", () => Wilson.Of(4, 3, .05));
        Refuses("trials", () => ClopperPearson.Of(0, 0, .05));
        Refuses("successes", () => ClopperPearson.Of(-1, 3, .05));
        Refuses("successes", () => ClopperPearson.Of(4, 3, .05));
        Refuses("n", () => Tango.Of(0, 0, 0, .05));
        Refuses("b", () => Tango.Of(-1, 0, 10, .05));
        Refuses("c", () => Tango.Of(0, -1, 10, .05));
        Refuses("b", () => Tango.Of(5, 6, 10, .05));
        Refuses("first", () => RateRatio.Of(new(0, 0), new(1, 2), .05));
        Refuses("second", () => RateRatio.Of(new(1, 2), new(0, 0), .05));
    }

    [Fact]
    public void CountsAtTheirEnds_AreTaken()
    {
        Assert.Equal(1, Wilson.Of(3, 3, .05).Upper);
        Assert.Equal(0, Wilson.Of(0, 3, .05).Lower);
        Assert.Equal(1, ClopperPearson.Of(1, 1, .05).Upper);
        Assert.InRange(Tango.Of(4, 6, 10, .05).Lower, -1, -.2);
        Assert.Equal(0, RateRatio.Of(new(0, 1), new(1, 1), .05).Lower);
        Assert.Equal(0, ConfidenceSequence.OfProportion(0, 3, .05, 100).Lower);
        Assert.Equal(1, ConfidenceSequence.OfProportion(3, 3, .05, 100).Upper);
        Assert.Equal(Math.Sqrt(2 * 2 * -Math.Log(.05)), NormalMixture.Bound(0, 2, .05), 1e-12);
    }

    [Fact]
    public void NoNumbers_HaveNoMoments() => Refuses("values", () => Moments.Of([]));

    [Fact]
    public void SequencesTunedForNothing_AreRefused()
    {
        Refuses("optimalCount", () => ConfidenceSequence.OfMean(0, 1, 200, .05, 0));
        Refuses("count", () => ConfidenceSequence.OfBounded(0, 0, -1, 1, .05, 100));
        Refuses("minimum", () => ConfidenceSequence.OfBounded(0, 5, 1, 1, .05, 100));
        Refuses("successes", () => ConfidenceSequence.OfProportion(-1, 2, .05, 100));
        Refuses("successes", () => ConfidenceSequence.OfProportion(3, 2, .05, 100));
        Refuses("optimalTrials", () => ConfidenceSequence.OfProportion(1, 2, .05, 0));
        Refuses("variance", () => NormalMixture.Bound(-1, 1, .05));
        Refuses("rho", () => NormalMixture.Bound(1, 0, .05));
        Refuses("alpha", () => NormalMixture.Bound(1, 1, 1));
        Refuses("alpha", () => NormalMixture.TunedAt(1, 0));
    }

    [Fact]
    public void QuantilesOfNoProbability_AreRefused()
    {
        Refuses("degreesOfFreedom", () => StudentT.UpperQuantile(.05, .5));
        Refuses("probability", () => StudentT.UpperQuantile(.51, 5));
        Refuses("probability", () => StudentT.UpperQuantile(.51, double.PositiveInfinity));
        Refuses("probability", () => StudentT.UpperQuantile(0, 5));
        Refuses("probability", () => StudentT.UpperQuantile(0, double.PositiveInfinity));
        Refuses("probability", () => Normal.Quantile(0));
        Refuses("probability", () => Normal.Quantile(1));
        Refuses("probability", () => Normal.Quantile(double.NaN));
    }

    [Fact]
    public void GroupsThatAreNone_AreRefused()
    {
        Refuses("count", () => new RowGroups([], -1));
        Refuses("codes", () => new RowGroups([0, 2], 2));
        Refuses("codes", () => new RowGroups([-2], 2));
        Assert.Equal([-1, 1], new RowGroups([-1, 1], 2).Codes.ToArray());
    }

    private static void Refuses(string argument, Func<object?> call) => Assert.Throws<ArgumentOutOfRangeException>(argument, call);
}
