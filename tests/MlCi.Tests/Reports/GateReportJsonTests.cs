using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using MlCi.Reports;
using MlCi.Testing;

namespace MlCi.Tests.Reports;

public sealed class GateReportJsonTests
{
    [Fact]
    public Task PassedWithoutChampion() => Verify(SampleReports.PassedWithoutChampion);

    [Fact]
    public Task PassedWithIdenticalChampion() => Verify(SampleReports.PassedWithIdenticalChampion);

    [Fact]
    public Task FailedOnOneSlice() => Verify(SampleReports.FailedOnOneSlice);

    [Fact]
    public Task WorseThanChampion() => Verify(SampleReports.WorseThanChampion);

    [Fact]
    public Task InconclusiveThatWarns() => Verify(SampleReports.InconclusiveThatWarns);

    [Fact]
    public Task InconclusiveThatBlocks() => Verify(SampleReports.InconclusiveThatBlocks);

    [Fact]
    public Task CrashedTrainer() => Verify(SampleReports.CrashedTrainer);

    [Fact]
    public Task DataFindings() => Verify(SampleReports.DataFindings);

    [Fact]
    public Task HoldoutCounted() => Verify(SampleReports.HoldoutCounted);

    [Fact]
    public Task HoldoutThatWarns() => Verify(SampleReports.HoldoutThatWarns);

    [Fact]
    public Task HoldoutUsedUp() => Verify(SampleReports.HoldoutUsedUp);

    [Fact]
    public Task WorstSlicesConfirmed() => Verify(SampleReports.WorstSlicesConfirmed);

    [Fact]
    public Task WorstSlicesUnconfirmed() => Verify(SampleReports.WorstSlicesUnconfirmed);

    [Fact]
    public Task OverSeveralSeeds() => Verify(SampleReports.OverSeveralSeeds);

    [Fact]
    public Task HostileNames() => Verify(SampleReports.HostileNames);

    // The last digits are the machine's: logarithms and the like differ in them.
    private static string Rounded(string json) => Regex.Replace(json, @"(\d\.\d{8})\d+", "$1");

    private static Task Verify(GateReport report, [CallerMemberName] string method = "") =>
        Snapshot.Verify(Rounded(GateReportJson.Write(report)), "json", method: method);
}
