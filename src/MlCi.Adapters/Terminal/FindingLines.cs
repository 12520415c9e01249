using MlCi.Findings;
using Spectre.Console;

namespace MlCi.Adapters.Terminal;

/// <summary>What is wrong with the data on a console: all of it up to a number of lines, what blocks first.</summary>
internal static class FindingLines
{
    /// <summary>The most findings that are printed.</summary>
    public const int Most = 12;

    public static void Write(IAnsiConsole console, IReadOnlyList<Finding> findings, string pipeline)
    {
        foreach (Finding finding in findings.OrderByDescending(finding => finding.Blocks).Take(Most))
            console.Write(new Unwrapped($"  {(finding.Blocks ? "[red]✗[/]" : "[yellow]![/]")} {Inert(finding.Message)}{(finding.Place is { } place ? $" [grey]({Inert(place.ToString())})[/]" : "")}"));
        if (findings.Count > Most)
            console.Write(new Unwrapped($"  [grey]and {Numerals.Count(findings.Count - Most)} more in artifacts/{Inert(pipeline)}/findings.json[/]"));
    }

    private static string Inert(string text) => InertText.Of(text).EscapeMarkup();
}
