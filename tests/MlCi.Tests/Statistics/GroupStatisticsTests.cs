using System.Text.Json;
using MlCi.Statistics;

namespace MlCi.Tests.Statistics;

/// <summary>Adjustments, intervals and tests of two groups against statsmodels and SciPy; see group_reference_values.py.</summary>
public sealed class GroupStatisticsTests
{
    [Fact]
    public void FalseDiscoveryAdjustment_IsAsStatsmodelsHasIt() => Assert.All(GroupReferenceValues.All("benjaminiHochberg"), family =>
    {
        double[] adjusted = BenjaminiHochberg.Adjust([.. family.GetProperty("p").EnumerateArray().Select(p => p.GetDouble())]);
        Assert.All(
            family.GetProperty("adjusted").EnumerateArray().Zip(adjusted), pair => Assert.Equal(pair.First.GetDouble(), pair.Second, 1e-15));
    });

    [Fact]
    public void NoP_AdjustsToNone() => Assert.Empty(BenjaminiHochberg.Adjust([]));

    [Fact]
    public void WilsonInterval_IsAsStatsmodelsHasIt() => Assert.All(GroupReferenceValues.All("wilson"), row =>
        Matches(row, Wilson.Of(row.Count("k"), row.Count("n"), row.Number("alpha"))));

    [Fact]
    public void DifferenceOfGroups_IsAsStatsmodelsHasIt() => Assert.All(GroupReferenceValues.All("newcombe"), row =>
        Matches(row, Newcombe.Of(First(row), Second(row), row.Number("alpha"))));

    [Fact]
    public void RatioOfGroups_IsAsStatsmodelsHasIt() => Assert.All(GroupReferenceValues.All("ratio"), row =>
        Matches(row, RateRatio.Of(First(row), Second(row), row.Number("alpha"))));

    [Fact]
    public void PublishedValues_AreMet()
    {
        Interval difference = Newcombe.Of(new(56, 70), new(48, 80), .025);
        Interval ratio = RateRatio.Of(new(45, 100), new(60, 100), .025);

        Assert.Equal((.0524315, .3338727), (Math.Round(difference.Lower, 7), Math.Round(difference.Upper, 7)));
        Assert.Equal((.5687300, .9788053), (Math.Round(ratio.Lower, 7), Math.Round(ratio.Upper, 7)));
    }

    [Fact]
    public void OneSidedExactTest_IsAsSciPyHasIt() => Assert.All(GroupReferenceValues.All("fisher"), row =>
        Close.Equal(row.Number("p"), FisherExact.PValueOfLarger(First(row), Second(row)), 1e-9));

    [Theory]
    [InlineData(0, 20, 5, 20, 0, .506818)]
    [InlineData(3, 10, 0, 10, 1.220969, double.PositiveInfinity)]
    [InlineData(0, 10, 0, 10, 0, double.PositiveInfinity)]
    public void RatioWithoutSuccesses_KeepsItsOpenEnd(long a, long m, long b, long n, double lower, double upper)
    {
        Interval ratio = RateRatio.Of(new(a, m), new(b, n), .05);

        Assert.Equal((lower, upper), (Math.Round(ratio.Lower, 6), Math.Round(ratio.Upper, 6)));
    }

    [Fact]
    public void SwappedGroups_SwapTheInterval()
    {
        Interval forth = RateRatio.Of(new(7, 34), new(12, 40), .05);
        Interval back = RateRatio.Of(new(12, 40), new(7, 34), .05);
        Interval difference = Newcombe.Of(new(7, 34), new(12, 40), .05);

        Close.Equal(1 / back.Upper, forth.Lower, 1e-12);
        Close.Equal(1 / back.Lower, forth.Upper, 1e-12);
        Assert.Equal(new Interval(-difference.Upper, -difference.Lower), Newcombe.Of(new(12, 40), new(7, 34), .05));
    }

    [Theory]
    [InlineData(0, 5, 0, 5)]
    [InlineData(5, 5, 5, 5)]
    [InlineData(0, 5, 5, 5)]
    public void GroupsThatCannotDifferUpwards_HaveNoEvidence(long a, long m, long b, long n) =>
        Assert.Equal(1, FisherExact.PValueOfLarger(new(a, m), new(b, n)));

    [Fact]
    public void EmptyGroup_Throws()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Newcombe.Of(new(0, 0), new(1, 2), .05));
        Assert.Throws<ArgumentOutOfRangeException>(() => RateRatio.Of(new(1, 2), new(0, 0), .05));
    }

    private static Proportion First(JsonElement row) => new(row.Count("a"), row.Count("m"));

    private static Proportion Second(JsonElement row) => new(row.Count("b"), row.Count("n"));

    private static void Matches(JsonElement row, Interval interval)
    {
        Assert.Equal(row.Number("lower"), interval.Lower, 1e-9);
        Assert.Equal(row.Number("upper"), interval.Upper, 1e-9);
    }
}
