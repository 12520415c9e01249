using System.Text.Json;
using MlCi.Statistics;
using MlCi.Testing;

namespace MlCi.Tests.Statistics;

public sealed class MatthewsEvidenceTests
{
    private static JsonElement Values { get; } = JsonDocument.Parse(File.ReadAllText(Path.Combine(
        RepositoryRoot.Path, "tests", "MlCi.Tests", "Statistics", "matthews_values.json"))).RootElement;

    [Fact]
    public void LikelihoodRatio_IsThatOfScipysSimplexOverTheMargins() => Assert.All(Values.GetProperty("ratios").EnumerateArray(), row =>
    {
        double[] cells = row.Numbers("cells");
        double ratio = MatthewsLikelihood.Ratio((long)cells[0], (long)cells[1], (long)cells[2], (long)cells[3], row.Number("rho"));
        MatthewsEvidence evidence = Of(cells);

        Assert.Equal(row.Number("ratio"), ratio, 1e-7 * (1 + ratio));
        Assert.Equal(row.Number("low"), evidence.ChanceOfSoLow(row.Number("rho")), 1e-6);
        Assert.Equal(row.Number("high"), evidence.ChanceOfSoHigh(row.Number("rho")), 1e-6);
    });

    [Fact]
    public void Interval_IsThatOfScipysRoots() => Assert.All(Values.GetProperty("intervals").EnumerateArray(), row =>
    {
        double[] expected = row.Numbers("interval");
        Interval interval = Of(row.Numbers("cells")).IntervalAt(row.Number("alpha"));

        Assert.Equal(expected[0], interval.Lower, 1e-7);
        Assert.Equal(expected[1], interval.Upper, 1e-7);
    });

    [Fact]
    public void ChanceOfSoLow_FallsAsTheCorrelationGrows_AndWithTheOtherIsOne() => Assert.All(Tables(), cells =>
    {
        MatthewsEvidence evidence = Of(cells);
        double before = 1;
        for (double rho = -.99; rho < 1; rho += .01)
        {
            double chance = evidence.ChanceOfSoLow(rho);
            Assert.True(chance <= before + 1e-7, $"found {chance} after {before} at {rho} of {string.Join(' ', cells)}");
            Assert.Equal(1, chance + evidence.ChanceOfSoHigh(rho), 1e-12);
            before = chance;
        }

        Assert.Equal((1, 0), (evidence.ChanceOfSoLow(-1), evidence.ChanceOfSoLow(1)));
        Assert.Equal((0, 1), (evidence.ChanceOfSoHigh(-1), evidence.ChanceOfSoHigh(1)));
    });

    [Fact]
    public void OppositeDecisions_MirrorTheInterval_AndTheOtherClassChangesNothing() => Assert.All(Tables(), cells =>
    {
        Interval interval = Of(cells).IntervalAt(.05);
        Interval opposite = Of([cells[2], cells[3], cells[0], cells[1]]).IntervalAt(.05);
        Interval other = Of([cells[3], cells[2], cells[1], cells[0]]).IntervalAt(.05);

        Assert.Equal(interval.Lower, -opposite.Upper, 1e-9);
        Assert.Equal(interval.Upper, -opposite.Lower, 1e-9);
        Assert.Equal(interval.Lower, other.Lower, 1e-9);
        Assert.Equal(interval.Upper, other.Upper, 1e-9);
    });

    [Fact]
    public void ManyRows_HaveTheIntervalOfTheDeltaMethod()
    {
        // Cells of independent decisions: the variance of the correlation is that of 1/n.
        Interval interval = new MatthewsEvidence(250_000_000, 250_000_000, 250_000_000, 250_000_000).IntervalAt(.05);

        Assert.Equal(1.6448536269514722 / Math.Sqrt(1e9), interval.Upper, 1e-9);
        Assert.Equal(-interval.Upper, interval.Lower, 1e-9);
    }

    private static MatthewsEvidence Of(double[] cells) => new((long)cells[0], (long)cells[1], (long)cells[2], (long)cells[3]);

    private static double[][] Tables() =>
        [[60, 20, 30, 90], [12, 0, 3, 25], [5, 2, 0, 13], [1, 9, 1, 9], [3, 40, 17, 40], [0, 10, 12, 200], [2, 198, 8, 1792], [90, 3, 4, 3], [1, 1, 1, 100_000]];
}
