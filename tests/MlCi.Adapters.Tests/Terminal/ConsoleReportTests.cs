using System.Runtime.CompilerServices;
using MlCi.Adapters.Terminal;
using MlCi.Reports;
using MlCi.Testing;
using Spectre.Console;

namespace MlCi.Adapters.Tests.Terminal;

public sealed class ConsoleReportTests
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

    [Fact]
    public void NarrowTerminal_LosesNoCell() => Assert.Equal(Written(SampleReports.FailedOnOneSlice), Written(SampleReports.FailedOnOneSlice, width: 40));

    private static string Written(GateReport report, int width = 160)
    {
        using var writer = new StringWriter { NewLine = "\n" };
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(writer),
        });
        console.Profile.Width = width;
        ConsoleReport.Write(console, report, TimeSpan.FromSeconds(1.234));
        // Spectre pads the last column of a table.
        return string.Join('\n', writer.ToString().Split('\n').Select(line => line.TrimEnd()));
    }

    private static Task Verify(GateReport report, [CallerMemberName] string method = "") =>
        Snapshot.Verify(Written(report), "txt", method: method);
}
