using System.Globalization;
using System.Text.Json.Nodes;
using MlCi.Adapters.Terminal;
using MlCi.Findings;
using MlCi.Reports;
using Spectre.Console;

namespace MlCi.Adapters.FileChecks;

/// <summary>Findings in data files, for people and for machines.</summary>
internal static class FilesCheckReport
{
    private const int MostLetters = 80;

    /// <summary>Prints each finding with its first rows, and a line that sums up.</summary>
    public static void Write(IAnsiConsole console, IReadOnlyList<FilesCheckResult> results, TimeSpan elapsed, bool quiet)
    {
        foreach (Finding finding in results.SelectMany(result => result.Findings))
            Write(console, finding);
        int findings = results.Sum(result => result.Findings.Count);
        string files = results.Count == 1 ? "" : $"{Numerals.Count(results.Count, "files")}, ";
        string columns = string.Join(" or ", results.Select(result => result.Columns).Distinct().Order().Select(count => Numerals.Count(count, "columns")));
        string found = findings == 0 ? "no findings" : Numerals.Count(findings, "findings");
        string seconds = elapsed.TotalSeconds.ToString("0.00", CultureInfo.InvariantCulture);
        if (!quiet)
            Line(console, $"{(findings == 0 ? "[green]✓[/]" : "[red]✗[/]")} {files}{Numerals.Count(results.Sum(result => result.Rows), "rows")}, {columns}, {found}, {seconds} s");
    }

    /// <summary>The same as JSON, which two runs on the same files give to the byte.</summary>
    public static string Json(string schema, IReadOnlyList<FilesCheckResult> results) => new JsonObject
    {
        ["schemaVersion"] = 1,
        ["schema"] = schema,
        ["files"] = new JsonArray([.. results.Select(result => new JsonObject { ["file"] = result.File, ["rows"] = result.Rows, ["columns"] = result.Columns })]),
        ["rows"] = results.Sum(result => result.Rows),
        ["findings"] = new JsonArray([.. results.SelectMany(result => result.Findings).Select(GateReportJson.Finding)]),
    }.ToJsonString(GateReportJson.Options) + "\n";

    private static void Write(IAnsiConsole console, Finding finding)
    {
        string column = finding.Column is null ? "row" : $"column '{finding.Column}'";
        string share = (finding.Share * 100).ToString("0.##", CultureInfo.InvariantCulture);
        string place = finding.Place is null ? "" : $" ({finding.Place})";
        Line(console, $"[red]✗[/] [bold]{Safe(finding.Rule)}[/] {Safe($"{finding.File}: {column}: {Numerals.Count(finding.Count, "rows")} of {Numerals.Count(finding.Rows)} ({share} %), expected {finding.Expected}{place}")}");
        foreach (Sighting sighting in finding.First)
            Line(console, $"    {Safe($"{finding.File}:{sighting.Line}: {Shown(sighting.Value)}")}");
        if (finding.Count > finding.First.Count && finding.First.Count > 0)
            Line(console, $"    [grey]and {Numerals.Count(finding.Count - finding.First.Count)} more[/]");
    }

    private static string Shown(string? value) => value is null ? "no value" : value.Length <= MostLetters ? $"'{value}'" : $"'{value[..MostLetters]}…'";

    private static string Safe(string text) => InertText.Of(text).EscapeMarkup();

    private static void Line(IAnsiConsole console, string markup) => console.Write(new Unwrapped(markup));
}
