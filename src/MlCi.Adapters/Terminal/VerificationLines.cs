using MlCi.Attestations;
using MlCi.Findings;
using Spectre.Console;

namespace MlCi.Adapters.Terminal;

/// <summary>What was verified of a model, line by line.</summary>
public static class VerificationLines
{
    private static readonly int Width = "provenance".Length;

    /// <summary>Writes every check.</summary>
    public static void Write(IAnsiConsole console, VerificationReport report)
    {
        foreach (VerificationCheck check in report.Checks)
            console.Write(new Unwrapped($"{Mark(check)} {check.Name.PadRight(Width)}  {InertText.Of(check.Message).EscapeMarkup()}{(check.Outcome != CheckOutcome.Passed && !check.IsRequired ? " [grey](not required)[/]" : "")}"));
    }

    /// <summary>The failed checks in one line.</summary>
    public static string Refusal(VerificationReport report)
    {
        string[] refusing = [.. report.Checks.Where(check => check.Refuses).Select(check => check.Name)];
        return $"{report.Digest} of {report.Pipeline} is not verified: {string.Join(", ", refusing)}; do not deploy it";
    }

    private static string Mark(VerificationCheck check) => check.Outcome switch
    {
        CheckOutcome.Passed => "[green]✓[/]",
        _ when check.Refuses => "[red]✗[/]",
        CheckOutcome.Failed => "[yellow]![/]",
        _ => "[grey]–[/]",
    };
}
