using MlCi.Findings;
using MlCi.Serving;
using Spectre.Console;

namespace MlCi.Adapters.Terminal;

/// <summary>What came of trying a served model, on a console: each check, and where one failed the end of the program's log.</summary>
public static class SmokeLines
{
    private const int LogShown = 20;

    /// <summary>Prints it.</summary>
    /// <param name="console">Where to.</param>
    /// <param name="report">What came of it.</param>
    public static void Write(IAnsiConsole console, SmokeReport report)
    {
        Line(console, $"  [grey]ran:[/] {Inert(report.Ran)}{(report.PeakMemory is { } memory ? $"[grey], at most {ByteSize.Of(memory)} of memory[/]" : "")}");
        foreach (ServedCheck check in report.Checks)
        {
            string mark = check.Verdict switch { CheckVerdict.Passed => "[green]✓[/]", CheckVerdict.Failed => "[red]✗[/]", _ => "[red]–[/]" };
            Line(console, $"  {mark} {check.Id}: {Inert(check.Reason)}{(check.Source is { } source ? $" [grey]({Inert(source.ToString())})[/]" : "")}");
        }

        if (report.Passed)
            return;
        string end = report.ExitCode is { } code ? $"it ended with exit code {code}{(report.IsOutOfMemory ? ", killed for want of memory" : "")}; " : "";
        Line(console, $"  [grey]{end}{(report.Log.Count == 0 ? "it printed nothing" : "its last lines:")}[/]");
        // Quoted, so that no line of a program's log is a command to the host that shows it.
        foreach (string line in report.Log.TakeLast(LogShown))
            Line(console, $"[grey]  | {Inert(line)}[/]");
    }

    private static string Inert(string text) => InertText.Of(text).EscapeMarkup();

    private static void Line(IAnsiConsole console, string markup) => console.Write(new Unwrapped(markup));
}
