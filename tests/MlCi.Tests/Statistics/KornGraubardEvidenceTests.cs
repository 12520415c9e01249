using System.Text.Json;
using MlCi.Statistics;

namespace MlCi.Tests.Statistics;

/// <summary>Against SciPy's beta and t quantiles; see statistic_values.py.</summary>
public sealed class KornGraubardEvidenceTests
{
    [Fact]
    public void IntervalAndChances_AreScipys() => Assert.All(StatisticValues.All("kornGraubard"), row =>
    {
        double degrees = row.GetProperty("df").ValueKind == JsonValueKind.String ? double.PositiveInfinity : row.Number("df");
        var evidence = new KornGraubardEvidence(row.Number("share"), row.Number("error"), row.Count("rows"), degrees);
        Interval interval = evidence.IntervalAt(row.Number("alpha"));

        Close.Equal(row.Number("trials"), evidence.Trials(row.Number("alpha")), 1e-8);
        Assert.Equal(row.Number("lower"), interval.Lower, 1e-8);
        Assert.Equal(row.Number("upper"), interval.Upper, 1e-8);
        Close.Equal(row.Number("low"), evidence.ChanceOfSoLow(row.Number("below")), 1e-6);
        Close.Equal(row.Number("high"), evidence.ChanceOfSoHigh(row.Number("above")), 1e-6);
    });

    [Fact]
    public void ValueThatTheShareReaches_IsCertain_AndAnEndImpossible()
    {
        var evidence = new KornGraubardEvidence(.3, .03, 500, 20);

        Assert.Equal((1, 1), (evidence.ChanceOfSoLow(.3), evidence.ChanceOfSoHigh(.3)));
        Assert.Equal((1, 1), (evidence.ChanceOfSoLow(.1), evidence.ChanceOfSoHigh(.4)));
        Assert.Equal((0, 0), (evidence.ChanceOfSoLow(1), evidence.ChanceOfSoHigh(0)));
        Assert.Equal((.5, .5), (evidence.ChanceOfSoLow(.3000001), evidence.ChanceOfSoHigh(.2999999)));
    }
}
