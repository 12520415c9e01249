using MlCi.Adapters.Terminal;
using MlCi.Reports;
using MlCi.Testing;
using Spectre.Console;

namespace MlCi.Adapters.Tests.Terminal;

public sealed class ConsoleReportTests
{
    public static TheoryData<string> Reports => [.. SampleReports.All.Keys];

    [Theory]
    [MemberData(nameof(Reports))]
    public Task Report_ReadsAsItWasApproved(string name) => Snapshot.Verify(Written(SampleReports.All[name]), "txt", method: name);

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
}
