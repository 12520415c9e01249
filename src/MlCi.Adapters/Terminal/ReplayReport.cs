using System.Globalization;
using MlCi.Adapters.Replays;
using MlCi.Reports;
using Spectre.Console;

namespace MlCi.Adapters.Terminal;

/// <summary>Tells what came of a replay: the answer beside the logged one, and what each column adds to it.</summary>
public static class ReplayReport
{
    private const string Redacted = "(redacted, set by --set)";

    /// <summary>Prints it.</summary>
    /// <param name="console">Where to.</param>
    /// <param name="result">What came of it.</param>
    /// <param name="asJson">As JSON.</param>
    public static void Write(IAnsiConsole console, ReplayResult result, bool asJson)
    {
        if (asJson)
        {
            console.Profile.Out.Writer.Write(result.ToJson().ToJsonString(GateReportJson.Options) + "\n");
            return;
        }

        RecordTables.Line(console, $"[bold]{Inert(result.Pipeline)}[/]: request {Inert(result.Logged.RequestId)}, row {result.Logged.Row}, {Inert(result.Logged.Time)}");
        RecordTables.Line(console, $"[grey]model {Inert(result.Logged.Model)}, {Inert(result.From)}[/]");
        foreach (string note in result.Notes)
            RecordTables.Line(console, $"[yellow]![/] {Inert(note)}");
        foreach (ReplayedOutput output in result.Outputs)
        {
            RecordTables.Line(console, output.IsSame
                ? $"[green]✓[/] {Inert(output.Name)} {ReplayedOutput.Shown(output.Replayed)}, the same as logged to the last bit"
                : $"[red]✗[/] {Inert(output.Name)} {ReplayedOutput.Shown(output.Replayed)}, logged was {ReplayedOutput.Shown(output.Logged)}");
        }

        foreach (ReplayedExplanation one in result.Explanations)
            Write(console, result, one);
        if (result.CannotExplain is { } why)
            RecordTables.Line(console, $"[grey]no contributions: {Inert(why)}[/]");
    }

    private static void Write(IAnsiConsole console, ReplayResult result, ReplayedExplanation one)
    {
        Dictionary<string, string?> values = new(result.Row, StringComparer.Ordinal);
        console.WriteLine();
        RecordTables.Line(console, $"[bold]{Inert(one.Output)} on the scale of {Inert(one.Scale)}[/]");
        Table table = new Table().Border(TableBorder.None);
        table.AddColumn(new TableColumn("[grey]column[/]").NoWrap());
        table.AddColumn(new TableColumn("[grey]value[/]").NoWrap());
        table.AddColumn(new TableColumn("[grey]contribution[/]").RightAligned().NoWrap());
        foreach ((string column, double value) in one.Contributions.OrderByDescending(part => Math.Abs(part.Value)).ThenBy(part => part.Key, StringComparer.Ordinal))
        {
            string shown = result.Set.Contains(column) ? Redacted : values.TryGetValue(column, out string? text) ? text ?? "–" : "";
            table.AddRow(Inert(column), Inert(shown), Signed(value));
        }

        table.AddRow("[grey]base: the training data[/]", "", Signed(one.Base));
        table.AddRow("[bold]sum[/]", "", $"[bold]{Signed(one.Sum)}[/]");
        console.Write(new Unwrapped(table));
    }

    private static string Signed(double value) => value.ToString("+0.0000;−0.0000;0.0000", CultureInfo.InvariantCulture);

    private static string Inert(string text) => RecordTables.Inert(text);
}
