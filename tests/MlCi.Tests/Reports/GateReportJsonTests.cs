using System.Text.RegularExpressions;
using MlCi.Reports;
using MlCi.Testing;

namespace MlCi.Tests.Reports;

public sealed class GateReportJsonTests
{
    public static TheoryData<string> Reports => [.. SampleReports.All.Keys];

    [Theory]
    [MemberData(nameof(Reports))]
    public Task Report_ReadsAsItWasApproved(string name) => Snapshot.Verify(Rounded(GateReportJson.Write(SampleReports.All[name])), "json", method: name);

    // The last digits are the machine's: logarithms and the like differ in them.
    private static string Rounded(string json) => Regex.Replace(json, @"(\d\.\d{8})\d+", "$1");
}
