using System.Text.Json;
using MlCi.Statistics;

namespace MlCi.Tests.Statistics;

/// <summary>Against SciPy's beta quantiles put together in Python; see statistic_values.py.</summary>
public sealed class CombinedRatesEvidenceTests
{
    private static readonly CombinedRatesEvidence Halves = new(0, [new(.5, new(40, 50)), new(.5, new(100, 200))], ShareRows: false, 0, 1);

    [Fact]
    public void IntervalAndChances_AreScipys() => Assert.All(StatisticValues.All("combined"), row =>
    {
        var evidence = new CombinedRatesEvidence(
            row.Number("offset"),
            [.. row.GetProperty("rates").EnumerateArray().Select(rate => new WeightedRate(rate[0].GetDouble(), new(rate[1].GetInt64(), rate[2].GetInt64())))],
            row.GetProperty("shareRows").GetBoolean(), row.Number("minimum"), row.Number("maximum"));
        Interval interval = evidence.IntervalAt(row.Number("alpha"));

        Assert.Equal(row.Number("lower"), interval.Lower, 1e-10);
        Assert.Equal(row.Number("upper"), interval.Upper, 1e-10);
        Assert.All(row.GetProperty("chances").EnumerateArray(), (JsonElement chance) =>
        {
            Close.Equal(chance.Number("low"), evidence.ChanceOfSoLow(chance.Number("value")), 1e-8);
            Close.Equal(chance.Number("high"), evidence.ChanceOfSoHigh(chance.Number("value")), 1e-8);
        });
    });

    [Fact]
    public void Interval_IsCutToTheRange()
    {
        Assert.Equal(new Interval(.6, .7), (Halves with { Minimum = .6, Maximum = .7 }).IntervalAt(.001));

        Interval zero = new CombinedRatesEvidence(0, [new(-1, new(0, 10)), new(1, new(0, 10))], ShareRows: false, 0, 1).IntervalAt(.05);
        Assert.True(double.IsPositive(zero.Lower));
    }

    [Fact]
    public void ValueBeyondTheRange_HasNoChance()
    {
        Assert.Equal(0, Halves.ChanceOfSoLow(1.01));
        Assert.Equal(0, Halves.ChanceOfSoHigh(-.01));
        Assert.Equal((1, 1), (Halves.ChanceOfSoLow(.65), Halves.ChanceOfSoHigh(.65)));
        Assert.InRange(Halves.ChanceOfSoLow(.650001), .49, .5);
        Assert.InRange(Halves.ChanceOfSoHigh(.649999), .49, .5);
    }

    // An end that is cut there reached it at some level: at that the p stands, below it the interval still holds the end.
    [Fact]
    public void EndOfTheRange_HasTheLevelAtWhichTheIntervalReachesIt()
    {
        var worth = new CombinedRatesEvidence(0, [new(1, new(10, 20)), new(.9, new(8, 20))], ShareRows: true, 0, 1);
        double p = worth.ChanceOfSoLow(1);

        Assert.InRange(p, 1e-9, .2);
        Assert.Equal(1, worth.IntervalAt(p * .99).Upper);
        Assert.InRange(worth.IntervalAt(p * 1.01).Upper, .9, .99999999);
        CombinedRatesEvidence cost = worth with { Rates = [new(-1, new(10, 20)), new(-.9, new(8, 20))], Minimum = -1, Maximum = 0 };
        Close.Equal(p, cost.ChanceOfSoHigh(-1), 1e-9);
        Assert.Equal(-1, cost.IntervalAt(p * .99).Lower);
    }

    // Cells of 1 and 0 have no odds: they count as uncorrelated.
    [Fact]
    public void CellsWithoutOdds_AreUncorrelated()
    {
        foreach ((long first, long second) in new (long, long)[] { (20, 0), (0, 5), (0, 0), (20, 20) })
        {
            var shared = new CombinedRatesEvidence(0, [new(1, new(first, 20)), new(1, new(second, 20))], ShareRows: true, 0, 2);
            Assert.Equal((shared with { ShareRows = false }).IntervalAt(.05), shared.IntervalAt(.05));
        }
    }

    [Fact]
    public void Evidence_IsEqualByWhatItHolds()
    {
        CombinedRatesEvidence same = Halves with { Rates = [new(.5, new(40, 50)), new(.5, new(100, 200))] };

        Assert.Equal(Halves, same);
        Assert.Equal(Halves.GetHashCode(), same.GetHashCode());
        Assert.False(Halves.Equals((CombinedRatesEvidence?)null));
        Assert.NotEqual(Halves, Halves with { Offset = 1 });
        Assert.NotEqual(Halves, Halves with { ShareRows = true });
        Assert.NotEqual(Halves, Halves with { Minimum = -1 });
        Assert.NotEqual(Halves, Halves with { Maximum = 2 });
        Assert.NotEqual(Halves, Halves with { Rates = [new(.5, new(40, 50)), new(.5, new(100, 201))] });
    }
}
