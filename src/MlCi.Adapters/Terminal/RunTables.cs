using System.Globalization;
using MlCi.Findings;
using MlCi.Runs;
using Spectre.Console;
using static MlCi.Adapters.Terminal.RecordTables;

namespace MlCi.Adapters.Terminal;

/// <summary>Prints runs: a list, one in full, several side by side, a plot.</summary>
public static class RunTables
{
    private const int MostMetrics = 3;
    private const int MostParameters = 4;

    /// <summary>Prints a list: what the runs were decided by, and the parameters in which they differ.</summary>
    /// <param name="console">Where to.</param>
    /// <param name="records">The runs, in their order.</param>
    /// <param name="asked">Names that were sorted or filtered by: they are columns too.</param>
    public static void WriteList(IAnsiConsole console, IReadOnlyList<RunRecord> records, IEnumerable<string> asked)
    {
        string[] metrics = [.. Metrics(records)];
        string[] fixedColumns = ["id", "pipeline", "started", "verdict", "commit", "dirty", "reason"];
        string[] others = [.. asked.Concat(Parameters(records)).Except(metrics).Except(fixedColumns).Distinct(StringComparer.Ordinal)];
        Table table = Columns(["run", "started (UTC)", "pipeline", "verdict", .. metrics, .. others, "commit"]);
        foreach (RunRecord record in records)
        {
            table.AddRow(
            [
                record.Id, record.StartedText, Inert(record.Pipeline), Verdict(record),
                .. metrics.Select(name => Inert(Metric(record, name))),
                .. others.Select(name => Inert(RunFields.Of(record, name) is { } value ? Shown(name, value) : "–")), Inert(Commit(record.Commit, record.Dirty)),
            ]);
        }

        console.Write(new Unwrapped(table));
    }

    /// <summary>Prints all of a run.</summary>
    public static void WriteRun(IAnsiConsole console, RunRecord record)
    {
        Line(console, $"[bold]{record.Id}[/] {Inert(record.Pipeline)}: {Verdict(record)} (exit {record.ExitCode.ToString(CultureInfo.InvariantCulture)})");
        Line(console, $"  {Inert(record.Reason)}");
        Line(console, $"  started {record.StartedText} UTC, commit {Inert(Commit(record.Commit, record.Dirty))}{(record.Dirty == true ? " (* with changes)" : "")}, seed {record.Seed.ToString(CultureInfo.InvariantCulture)}");
        Line(console, $"  on {Inert($"{record.Host.Os}, {record.Host.Architecture}, {record.Host.Runtime}, {record.Host.Cores} cores")}, MlCi {Inert(record.Host.Version)}");
        Section(console, "Parameters", ["name", "value"], record.Params.Select(one => new[] { one.Key, RunRecord.Text(one.Value) }));
        string level = record.Metrics.Count == 0 ? "" : $", {Numerals.ExactPercent(Math.Round(record.Metrics[0].Level, 10))} intervals";
        Section(console, "Metrics" + level, ["metric", "value"], record.Metrics.Select(metric => new[] { metric.Name, RunComparison.Shown(metric) }));
        Section(console, "Decisions", ["gate", "decision"], record.Gates.Select(gate => new[] { gate.Id, RunComparison.Shown(gate) }));
        Section(console, "Stages", ["stage", "status", "seconds"], record.Stages.Select(stage => new[]
        {
            stage.Name, Words(stage.Status.ToString()) + (stage.Reused ? ", reused" : ""), Seconds(stage.Seconds),
        }));
        Section(console, "Digests", ["of", "digest"], record.Digests.All.Where(digest => digest.Value is not null).Select(digest => new[] { digest.Name, digest.Value! }));
    }

    /// <summary>Prints runs side by side, what differs with a mark.</summary>
    public static void WriteComparison(IAnsiConsole console, RunComparison comparison)
    {
        Table table = Columns(["", "", .. comparison.Records.Select(record => record.Id)]);
        string section = "run";
        foreach (ComparedRow row in comparison.Rows)
        {
            if (row.Section != section)
                table.AddRow([new Markup(""), new Markup($"[bold]{Inert(section = row.Section)}[/]")]);
            string style = row.Differs ? "bold" : "grey";
            table.AddRow([row.Differs ? "[yellow]≠[/]" : "", Inert(row.Name), .. row.Values.Select(value => $"[{style}]{Inert(value ?? "–")}[/]")]);
        }

        console.Write(new Unwrapped(table));
        Line(console, comparison.HoldoutsDiffer
            ? "[yellow]![/] the runs have different holdouts: their metrics are of different rows"
            : "[grey]intervals side by side are no test: Compare, on the same rows, is one[/]");
    }

    /// <summary>Prints a plot.</summary>
    public static void WritePlot(IAnsiConsole console, RunPlot plot)
    {
        foreach (string line in RunPlotText.Lines(plot))
            Line(console, line.EscapeMarkup());
    }

    // What decides, where something does; of one list at most as many as a line can bear.
    private static IEnumerable<string> Metrics(IReadOnlyList<RunRecord> records)
    {
        string[] deciding = [.. records.SelectMany(record => record.Gates.Where(gate => gate.Threshold is not null).Select(gate => gate.Id)).Distinct(StringComparer.Ordinal)];
        string[] measured = [.. records.SelectMany(record => record.Metrics.Select(metric => metric.Name)).Distinct(StringComparer.Ordinal)];
        return measured.OrderBy(name => deciding.Contains(name) ? 0 : 1).Take(MostMetrics);
    }

    private static IEnumerable<string> Parameters(IReadOnlyList<RunRecord> records) => RunFields.Names(records)
        .Where(name => name.StartsWith(RunFields.Params, StringComparison.Ordinal))
        .Where(name => records.GroupBy(record => record.Pipeline).Any(runs => runs.Select(record => RunFields.Of(record, name)).Distinct().Count() > 1))
        .Take(MostParameters);

    private static string Metric(RunRecord record, string name) => record.Metrics.FirstOrDefault(metric => metric.Name == name) is { } metric ? RunComparison.Shown(metric) : "–";

    private static string Shown(string name, RunValue value) => value.Number is { } number && !name.StartsWith(RunFields.Params, StringComparison.Ordinal)
        ? name.StartsWith("seconds", StringComparison.Ordinal) ? Seconds(number) : Numerals.Of(number)
        : value.Text;

    private static string Verdict(RunRecord record) => record.Verdict switch
    {
        RunVerdict.Passed => "[green]passed[/]",
        RunVerdict.Failed => "[red]failed[/]",
        _ => record.ExitCode == ExitCodes.Passed ? "[yellow]none[/]" : $"[yellow]none[/] [grey](exit {record.ExitCode.ToString(CultureInfo.InvariantCulture)})[/]",
    };

    private static string Seconds(double seconds) => seconds.ToString("0.00", CultureInfo.InvariantCulture);

    private static string Words(string status) => System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName(status).Replace('-', ' ');
}
