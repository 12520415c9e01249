using MlCi.Drift;
using MlCi.Statistics;

namespace MlCi.Tests.Drift;

/// <summary>How often samples of one population are called out: at most at the level, where a bare PSI would alarm all the time.</summary>
public sealed class DriftSimulationTests
{
    private const int Draws = 1_000;

    // The level and three standard errors of the simulation.
    private static readonly double Most = .05 + 3 * Math.Sqrt(.05 * .95 / Draws);

    [Theory]
    [InlineData(DriftMeasure.PopulationStability, 200, 200)]
    [InlineData(DriftMeasure.JensenShannon, 200, 200)]
    [InlineData(DriftMeasure.KolmogorovSmirnov, 200, 200)]
    [InlineData(DriftMeasure.Wasserstein, 200, 200)]
    [InlineData(DriftMeasure.PopulationStability, 700, 60)]
    [InlineData(DriftMeasure.PopulationStability, 60, 700)]
    [InlineData(DriftMeasure.PopulationStability, 50, 3_000)]
    public void EqualSamples_AlarmAtMostAtTheLevel(DriftMeasure measure, int before, int after)
    {
        int alarms = 0, large = 0;
        for (int draw = 0; draw < Draws; draw++)
        {
            var random = new Philox(((ulong)measure, (ulong)before), (ulong)draw);
            ColumnDrift found = Drift(measure, Normals(ref random, before), Normals(ref random, after));
            alarms += found.PValue <= .05 && found.Effect > DriftRule.DefaultFloor ? 1 : 0;
            large += found.Effect > DriftRule.DefaultFloor ? 1 : 0;
        }

        Assert.InRange(alarms / (double)Draws, 0, Most);
        // The floor alone would not do.
        if (measure == DriftMeasure.PopulationStability)
            Assert.InRange(large / (double)Draws, .25, 1);
    }

    [Theory]
    [InlineData(500, 500, 10)]
    [InlineData(200, 200, 40)]
    [InlineData(700, 300, 400)]
    public void EqualCategories_AreSignificantAtMostAtTheLevel(int before, int after, int categories)
    {
        int significant = 0;
        for (int draw = 0; draw < Draws; draw++)
        {
            var random = new Philox((5, (ulong)categories), (ulong)draw);
            (long[] a, long[] b) = ChiSquare.PoolRare(Counts(ref random, before, categories), Counts(ref random, after, categories));
            significant += ChiSquare.Of(a, b).PValue <= .05 ? 1 : 0;
        }

        Assert.InRange(significant / (double)Draws, 0, Most);
    }

    [Fact]
    public void Shift_IsFound()
    {
        var random = new Philox((6, 6), 0);
        double[] before = Normals(ref random, 2_000), after = [.. Normals(ref random, 1_000).Select(x => x + .6)];

        Assert.All(DriftMeasures.All, one =>
        {
            ColumnDrift found = Drift(one.Measure, before, after);
            Assert.True(found.Effect > DriftRule.DefaultFloor && found.PValue < 1e-10, $"{one.Word}: {found}");
        });
    }

    [Fact]
    public void LostValues_AreAShift()
    {
        var random = new Philox((7, 7), 0);
        double[] before = Normals(ref random, 500), after = [.. Normals(ref random, 500).Select((x, i) => i % 4 == 0 ? double.NaN : x)];

        ColumnDrift found = Drift(DriftMeasure.PopulationStability, before, after);

        Assert.Equal(("no value", 0, .25), (found.Bin, found.Before, found.After));
        Assert.True(found.Effect > DriftRule.DefaultFloor && found.PValue < 1e-10);
    }

    [Fact]
    public void WassersteinDistance_IsInDeviationsOfTheReference()
    {
        double[] before = [.. Enumerable.Range(0, 1_000).Select(i => i / 10.0)], after = [.. before.Select(x => x + 20)];

        // What is beyond the reference's end counts as just there: 18 of 20.
        Assert.InRange(Drift(DriftMeasure.Wasserstein, before, after).Effect, .61, .64);
    }

    private static ColumnDrift Drift(DriftMeasure measure, double[] before, double[] after)
    {
        QuantileBins bins = QuantileBins.Of(before);
        return DriftTest.OfNumbers(bins, bins.CountOf(before), before, after, measure)!;
    }

    private static double[] Normals(ref Philox random, int count)
    {
        double[] values = new double[count];
        for (int i = 0; i < count; i++)
            values[i] = random.NextNormal();
        return values;
    }

    // Some frequent, many rare, as names of places are.
    private static long[] Counts(ref Philox random, int rows, int categories)
    {
        long[] counts = new long[categories];
        for (int i = 0; i < rows; i++)
            counts[(int)(categories * random.NextDouble() * random.NextDouble())]++;
        return counts;
    }
}
