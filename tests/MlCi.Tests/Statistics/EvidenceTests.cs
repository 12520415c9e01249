using System.Text.Json;
using MlCi.Statistics;
using MlCi.Testing;

namespace MlCi.Tests.Statistics;

public sealed class EvidenceTests
{
    public static TheoryData<Evidence> All => new(
        new ProportionEvidence(742, 1000), new ProportionEvidence(0, 30), new ProportionEvidence(30, 30), new ProportionEvidence(1, 1),
        new F1Evidence(new ProportionEvidence(60, 140)), new LogitEvidence(.9, .02), new MeanEvidence(.4, .03, 36.04),
        new MeanEvidence(.4, .03, 36.04) { Skewness = .3 }, new MeanEvidence(.4, .03, 36.04) { Skewness = -1e-9 },
        new MeanEvidence(.4, .03, 36.04) { Skewness = .3, DegreesOfFreedom = 49 }, new RootEvidence(.4, .03, .3, 49), new RootEvidence(.4, .03, 0, double.PositiveInfinity),
        new ConstantEvidence(1, 120, 1), new ConstantEvidence(0, 120, 1), new ConstantEvidence(.25, 400, 1),
        new ConstantEvidence(.5, 300, 1, -1), new MeanEvidence(.4, .03, 1, -1), new MatthewsEvidence(60, 20, 30, 90), new MatthewsEvidence(12, 0, 3, 25),
        new CombinedRatesEvidence(0, [new(.5, new(40, 50)), new(.5, new(100, 200))], ShareRows: false, 0, 1),
        new CombinedRatesEvidence(0, [new(.5, new(50, 50)), new(.5, new(200, 200))], ShareRows: false, 0, 1),
        new CombinedRatesEvidence(1, [new(-1, new(40, 300)), new(.7, new(100, 300))], ShareRows: true, 0, 1.7));

    [Theory]
    [MemberData(nameof(All))]
    public void EndOfTheInterval_MissesALimit_ExactlyWhenItsPIsAtMostAlpha(Evidence evidence)
    {
        foreach (double alpha in (double[])[.01, .05, .2])
        {
            Interval interval = evidence.IntervalAt(alpha);
            for (double limit = .005; limit < 1; limit += .01)
            {
                Assert.Equal(interval.Upper < limit, evidence.ChanceOfSoLow(limit) <= alpha);
                Assert.Equal(interval.Lower > limit, evidence.ChanceOfSoHigh(limit) <= alpha);
            }

            // And just beside the ends.
            foreach ((double end, Func<double, double> p, double outwards) in new (double, Func<double, double>, double)[]
            {
                (interval.Upper, evidence.ChanceOfSoLow, 1e-9), (interval.Lower, evidence.ChanceOfSoHigh, -1e-9),
            })
            {
                if (end is 0 or 1)
                    continue;
                Assert.True(p(end + outwards) < alpha);
                Assert.True(p(end - outwards) > alpha);
            }
        }
    }

    [Fact]
    public void RocAreaOfOne_HasTheLowerBoundOfItsSmallerClass_AndOfZeroTheMirrored()
    {
        Interval one = new ConstantEvidence(1, 120, 1).IntervalAt(.05);
        Interval zero = new ConstantEvidence(0, 120, 1).IntervalAt(.05);

        Assert.Equal(Math.Pow(.05, 1 / 120.0), one.Lower, 1e-15);
        Assert.Equal(1, one.Upper);
        Assert.Equal(0, zero.Lower);
        Assert.Equal(1 - Math.Pow(.05, 1 / 120.0), zero.Upper, 1e-15);
    }

    [Fact]
    public void MeanNearZero_IsCutToTheRange()
    {
        Interval interval = new MeanEvidence(.01, .1, 1).IntervalAt(.05);

        Assert.Equal(0, interval.Lower);
        Assert.Equal(.01 + .1 * 1.6448536269514722, interval.Upper, 1e-12);
        Assert.Equal(1, new MeanEvidence(.99, .1, 1).IntervalAt(.05).Upper);
    }

    [Fact]
    public void SkewedMean_HasTheIntervalOfHallsTransformation() => Assert.All(SkewedMeans.EnumerateArray(), row =>
    {
        double[] values = row.Numbers("values");
        Moments moments = Moments.Of(values);
        double skewness = Skewness.OfMean(values, moments);
        var evidence = new MeanEvidence(moments.Mean, moments.StandardError, double.PositiveInfinity, double.NegativeInfinity) { Skewness = skewness };
        Interval interval = evidence.IntervalAt(row.Number("alpha"));

        Close.Equal(row.Number("skewness"), skewness, 1e-12);
        Close.Equal(row.Number("lower"), interval.Lower, 1e-11);
        Close.Equal(row.Number("upper"), interval.Upper, 1e-11);
    });

    [Fact]
    public void RootOfAMeanOfSquares_IsNeitherBelowZero_NorBeyondTheRangeOfNumbers()
    {
        var wide = new RootEvidence(1e200, 1e200, .2, double.PositiveInfinity);

        Interval interval = wide.IntervalAt(.05);

        Assert.Equal(0, interval.Lower);
        Assert.InRange(interval.Upper, 1.5e200, 1e201);
        Assert.InRange(wide.ChanceOfSoLow(2e200), 1e-9, .5);
    }

    [Fact]
    public void EqualNumbers_HaveNoSkewness() => Assert.Equal(0, Skewness.OfMean([.3, .3, .3], Moments.Of([.3, .3, .3])));

    [Fact]
    public void SkewedMean_MissesOnBothSidesAlike_WhereTheNormalIntervalDoesNot()
    {
        // Losses of 100 rows that are exponential: the normal interval's upper end misses about 9 % of the time.
        int tooLow = 0, tooHigh = 0, tooLowNormal = 0;
        for (int replicate = 0; replicate < 2000; replicate++)
        {
            var stream = new Philox((20240612, 1), (ulong)replicate);
            double[] losses = new double[100];
            for (int row = 0; row < losses.Length; row++)
                losses[row] = -Math.Log(stream.NextDouble());
            Moments moments = Moments.Of(losses);
            var normal = new MeanEvidence(moments.Mean, moments.StandardError, double.PositiveInfinity);
            Interval interval = (normal with { Skewness = Skewness.OfMean(losses, moments) }).IntervalAt(.05);
            tooLow += interval.Upper < 1 ? 1 : 0;
            tooHigh += interval.Lower > 1 ? 1 : 0;
            tooLowNormal += normal.IntervalAt(.05).Upper < 1 ? 1 : 0;
        }

        Assert.InRange(tooLow / 2000.0, .03, .075);
        Assert.InRange(tooHigh / 2000.0, .03, .075);
        Assert.True(tooLowNormal > tooLow + 20, $"found {tooLowNormal} and {tooLow}");
    }

    private static JsonElement SkewedMeans { get; } = JsonDocument.Parse(File.ReadAllText(Path.Combine(
        RepositoryRoot.Path, "tests", "MlCi.Tests", "Statistics", "skewed_mean_values.json"))).RootElement;
}
