using MlCi.Reports;
using MlCi.Testing;

namespace MlCi.Tests.Reports;

public sealed class HeadlineTests
{
    // 1 − 2α of a budget's small part is not all.
    [Theory]
    [InlineData(.05, "90%")]
    [InlineData(.0125, "97.5%")]
    [InlineData(.05 / 32, "99.69%")]
    [InlineData(.05 / 4096, "99.998%")]
    [InlineData(.05 / 4294967296, "99.999999998%")]
    public void Level_IsNeverRoundedToAll(double alpha, string level)
    {
        GateReport report = SampleReports.PassedWithoutChampion;

        Assert.Equal(level, Headline.Level(report with { Gates = [report.Gates[0] with { Level = 1 - (2 * alpha) }] }));
    }
}
