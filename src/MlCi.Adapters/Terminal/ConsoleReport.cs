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
        $"[bold {(report.Passed ? "green" : "red")}]{Inert(Headline.Of(report))}[/]";

    public static void Write(IAnsiConsole console, GateReport report, TimeSpan engine)
    {
        console.WriteLine();
        console.Write(new Unwrapped(HeadlineMarkup(report)));
        FindingLines.Write(console, report.Findings, report.Pipeline);
        foreach (HoldoutUse use in report.HoldoutUse.Where(use => use.Warns || use.Blocks))
            console.Write(new Unwrapped($"  [{(use.Blocks ? "red" : "yellow")}]{(use.Blocks ? '✗' : '!')}[/] {Inert(use.Reason)} [grey]({Inert(use.Source.ToString())})[/]"));
        Section(console, "Against the champion", report, ReportRow.Changes(report));
        Section(console, "Failed or open", report, ReportRow.Open(report));
        Section(console, "Passed", report, ReportRow.Passed(report));
        Section(console, ReportRow.DiagnosticsTitle, report, ReportRow.Diagnostics(report));
        WorstSliceTable.Write(console, report.WorstSlices);
        SeedSpreadTable.Write(console, report);
        console.WriteLine();
        string level = report.Gates.Count == 0 ? "" : Headline.Level(report) + " intervals decide; ";
        string holdout = string.Concat(report.HoldoutUse.Where(use => !use.Warns && !use.Blocks).Select(use => Inert(use.Reason) + "; "));
        string worst = WorstSliceRow.Unconfirmed(report.WorstSlices) is { } none ? Inert(none) + "; " : "";
        string seconds = engine.TotalSeconds.ToString("0.00", CultureInfo.InvariantCulture);
        console.Write(new Unwrapped($"[grey]{level}{holdout}{worst}reports in artifacts/{Inert(report.Pipeline)}: gate.json, gate.md, gate.html, gate.junit.xml; {seconds} s since the engine started[/]"));
    }

    private static void Section(IAnsiConsole console, string title, GateReport report, IReadOnlyList<ReportRow> rows)
    {
        if (rows.Count == 0)
            return;
        console.WriteLine();
        console.Write(new Unwrapped($"[bold]{title}[/]"));
        console.Write(new Unwrapped(GateTable.Of(rows)));
        foreach (ReportRow row in rows.Where(row => row.NeedsReason(report)))
            console.Write(new Unwrapped($"  {Inert(row.Result.Reason)} [grey]({Inert(row.Result.Source.ToString())})[/]"));
    }

    // Names come from data: they may neither be read as markup nor move the cursor or start a command of the host.
    private static string Inert(string text) => InertText.Of(text).EscapeMarkup();
}
