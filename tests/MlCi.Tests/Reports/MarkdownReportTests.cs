using MlCi.Reports;
using MlCi.Testing;

namespace MlCi.Tests.Reports;

public sealed class MarkdownReportTests
{
    public static TheoryData<string> Reports => [.. SampleReports.All.Keys];

    [Theory]
    [MemberData(nameof(Reports))]
    public Task Report_ReadsAsItWasApproved(string name) => Snapshot.Verify(MarkdownReport.Write(SampleReports.All[name]), "md", method: name);
}
