using MlCi.Adapters.Terminal;
using MlCi.Findings;
using MlCi.Gates;
using MlCi.Reports;
using Spectre.Console;

namespace MlCi.Adapters.PredictionFiles;

/// <summary>The comparison of two columns of scores on a console: verdict first.</summary>
internal static class ComparisonConsole
{
    public static void Write(IAnsiConsole console, PredictionsOptions options, PredictionsInput input, IReadOnlyList<GateResult> results, Verdict verdict)
    {
        (string word, string color) = verdict.Passed ? ("PASSED", "green") : ("FAILED", "red");
        // A pass that is not all gates has its counts in the reason already.
        string counts = verdict.Passed || results.Count == 1 ? "" : $" ({verdict.Counts})";
        console.Write(new Unwrapped(
            $"[bold {color}]{word} {Inert(options.Score)} against {Inert(options.ChampionScore!)}: {Inert(verdict.Reason)}{counts}[/]"));
        if (options.Quiet)
            return;
        console.Write(new Unwrapped($"[grey]{Inert(input.Summary)}[/]"));
        console.WriteLine();
        ReportRow[] rows = [.. results.Select(ReportRow.Of)];
        console.Write(new Unwrapped(GateTable.Of(rows)));
        foreach (ReportRow row in rows.Where(row => row.Result.Verdict != GateVerdict.Passed))
            console.Write(new Unwrapped($"  {Inert(row.Result.Reason)}"));
    }

    private static string Inert(string text) => InertText.Of(text).EscapeMarkup();
}
