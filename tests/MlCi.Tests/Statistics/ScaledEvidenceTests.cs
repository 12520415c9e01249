using MlCi.Statistics;

namespace MlCi.Tests.Statistics;

/// <summary>Against SciPy's t distribution on each scale; see statistic_values.py.</summary>
public sealed class ScaledEvidenceTests
{
    [Fact]
    public void IntervalAndChances_AreScipysOnTheScale() => Assert.All(StatisticValues.All("scaled"), row =>
    {
        var evidence = new ScaledEvidence(
            row.Number("estimate"), row.Number("error"), row.Number("df"), Enum.Parse<Scale>(row.GetProperty("scale").GetString()!),
            double.NegativeInfinity, double.PositiveInfinity);
        Interval interval = evidence.IntervalAt(.05);

        Assert.Equal(row.Number("lower"), interval.Lower, 1e-8);
        Assert.Equal(row.Number("upper"), interval.Upper, 1e-8);
        Close.Equal(row.Number("low"), evidence.ChanceOfSoLow(row.Number("value")), 1e-8);
        Close.Equal(row.Number("high"), evidence.ChanceOfSoHigh(row.Number("value")), 1e-8);
    });

    [Fact]
    public void Interval_IsCutToTheRange()
    {
        Interval interval = new ScaledEvidence(.5, 10, 30, Scale.Plain, -.25, .75).IntervalAt(.05);

        Assert.Equal(new Interval(-.25, .75), interval);
    }

    [Fact]
    public void InfinitelyManyDegrees_AreTheLogitsNormalInterval() => Assert.Equal(
        new LogitEvidence(.9, .02).IntervalAt(.025).Upper,
        new ScaledEvidence(.9, .02, double.PositiveInfinity, Scale.Logit, 0, 1).IntervalAt(.025).Upper, 1e-14);
}
