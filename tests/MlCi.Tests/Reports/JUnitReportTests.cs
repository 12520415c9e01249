using System.Xml.Linq;
using MlCi.Reports;
using MlCi.Testing;

namespace MlCi.Tests.Reports;

public sealed class JUnitReportTests
{
    public static TheoryData<string> Reports => [.. SampleReports.All.Keys];

    [Theory]
    [MemberData(nameof(Reports))]
    public Task Report_ReadsAsItWasApproved(string name) => Snapshot.Verify(JUnitReport.Write(SampleReports.All[name]), "xml", method: name);

    [Fact]
    public void HostileNames_StayWellFormed() =>
        Assert.Equal("churn", (string?)XDocument.Parse(JUnitReport.Write(SampleReports.HostileNames)).Root!.Attribute("name"));
}
