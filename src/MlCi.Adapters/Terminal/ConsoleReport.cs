using System.Globalization;
using MlCi.Findings;
using MlCi.Gates;
using MlCi.Reports;
using Spectre.Console;

namespace MlCi.Adapters.Terminal;

/// <summary>The verdict on a console: headline, champion, what failed or is open, the rest.</summary>
internal static class ConsoleReport
{
    public static string HeadlineMarkup(GateReport report) =>
        $"[bold {(report.Passed ? "green" : "red")}]{Headline.Of(report).EscapeMarkup()}[/]";

    public static void Write(IAnsiConsole console, GateReport report, TimeSpan engine)
    {
        console.WriteLine();
        console.Write(new Unwrapped(HeadlineMarkup(report)));
        foreach (Finding finding in report.Findings)
            console.Write(new Unwrapped($"  [red]✗[/] {finding.Message.EscapeMarkup()}"));
        Section(console, "Against the champion", ReportRow.Changes(report), reasons: true);
        Section(console, "Failed or open", ReportRow.Open(report), reasons: true);
        Section(console, "Passed", ReportRow.Passed(report), reasons: false);
        console.WriteLine();
        string level = report.Gates.Count == 0 ? "" : report.Gates[0].Level.ToString("0.##%", CultureInfo.InvariantCulture) + " intervals decide; ";
        string seconds = engine.TotalSeconds.ToString("0.00", CultureInfo.InvariantCulture);
        console.Write(new Unwrapped($"[grey]{level}reports in artifacts/{report.Pipeline.EscapeMarkup()}: gate.json, gate.md, gate.junit.xml; {seconds} s since the engine started[/]"));
    }

    private static void Section(IAnsiConsole console, string title, IReadOnlyList<ReportRow> rows, bool reasons)
    {
        if (rows.Count == 0)
            return;
        console.WriteLine();
        console.Write(new Unwrapped($"[bold]{title}[/]"));
        Table table = new Table().Border(TableBorder.None);
        foreach (string column in new[] { "", "gate", "value, interval", "limit" })
            table.AddColumn(new TableColumn($"[grey]{column}[/]").NoWrap());
        table.AddColumn(new TableColumn("[grey]rows[/]").RightAligned().NoWrap());
        foreach (ReportRow row in rows)
        {
            table.AddRow(
                $"[{Color(row.Result)}]{row.Verdict.EscapeMarkup()}[/]", row.Gate.EscapeMarkup(), row.Value.EscapeMarkup(), row.Limit.EscapeMarkup(), Numerals.Count(row.Result.Rows));
        }

        console.Write(table);
        if (!reasons)
            return;
        foreach (ReportRow row in rows.Where(row => row.Result.Verdict != GateVerdict.Passed))
            console.Write(new Unwrapped($"  {row.Result.Reason.EscapeMarkup()} [grey]({row.Result.Source.ToString().EscapeMarkup()})[/]"));
    }

    private static string Color(GateResult gate) => gate.Verdict switch
    {
        GateVerdict.Passed => "green",
        GateVerdict.Inconclusive when !gate.Blocks => "yellow",
        _ => "red",
    };
}
