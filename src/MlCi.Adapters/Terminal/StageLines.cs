using System.Globalization;
using System.Text.Json.Nodes;
using MlCi.Adapters.Stages;
using MlCi.Findings;
using MlCi.Gates;
using MlCi.Pipelines;
using MlCi.Reports;
using MlCi.Serving;
using MlCi.Slices;
using Spectre.Console;

namespace MlCi.Adapters.Terminal;

/// <summary>Prints what happens: a line for each stage, faults, tables, and at the end the report.</summary>
/// <param name="lane">Where to.</param>
/// <param name="quiet">Only faults and verdicts.</param>
/// <param name="verbose">What programs print, too.</param>
internal sealed class StageLines(OutputLane lane, bool quiet, bool verbose)
{
    private readonly IAnsiConsole console = lane.Console;

    /// <summary>The stage that is running, or null.</summary>
    public RunningStage? Running { get; set; }

    /// <summary>A line that a program printed.</summary>
    public void Log(string line)
    {
        if (verbose)
            Markup(Quoted(line));
        Running?.Say(line);
    }

    /// <summary>What is going on where it takes a while.</summary>
    public void Progress(string what)
    {
        if (!quiet)
            Markup($"[grey]  … {Inert(what)}[/]");
    }

    /// <summary>A stage's line. Where it is quiet, only of one that did not pass, unless the verdict's line tells of it.</summary>
    public void Write(string pipeline, StageOutcome outcome, TimeSpan elapsed, bool verdictTells)
    {
        if (quiet && (verdictTells || outcome.Status is StageStatus.Passed or StageStatus.Skipped))
            return;
        (string color, string mark) = outcome.Status switch
        {
            StageStatus.Passed => ("green", "✓"),
            StageStatus.Skipped => ("yellow", "–"),
            _ => ("red", "✗"),
        };
        string seconds = elapsed.TotalSeconds.ToString("0.00", CultureInfo.InvariantCulture);
        Lines($"[{color}]{mark}[/] {Inert(pipeline)} [bold]{outcome.Stage}[/] {seconds} s  ", outcome.Reason + (outcome.Reused ? ", unchanged since an earlier run" : ""));
    }

    /// <summary>A pipeline that cannot run here; told where it is quiet, too, as nothing else tells of it.</summary>
    public void WriteSkipped(string pipeline, string reason) => Markup($"[yellow]–[/] {Inert(pipeline)} skipped: {Inert(reason)}");

    /// <summary>What came of trying a model as it is served. Where it is quiet, only of one that did not pass.</summary>
    public void WriteTrial(SmokeReport report)
    {
        if (!quiet || !report.Passed)
            SmokeLines.Write(console, report);
    }

    /// <summary>Why a stage ran, or did not: asked for, so told where it is quiet, too.</summary>
    public void Explain(StageOutcome outcome)
    {
        if (outcome.Status != StageStatus.Skipped && outcome.Why is { } why)
            Markup($"[grey]  {outcome.Stage} {Inert(why)}[/]");
    }

    /// <summary>What is wrong with the data, where no report follows that tells of it; of one finding the stage's line does.</summary>
    public void WriteFindings(IReadOnlyList<Finding> findings, string pipeline)
    {
        if (findings.Count > 1 && (!quiet || findings.Any(finding => finding.Blocks)))
            FindingLines.Write(console, findings, pipeline);
    }

    /// <summary>The worst slices, where no report follows that tells of them.</summary>
    public void WriteWorstSlices(WorstSlices? worst)
    {
        if (!quiet)
            WorstSliceTable.WriteOrSayNone(console, worst);
    }

    /// <summary>What a stage's verdict means for the holdout, where no report follows; what blocks is the stage's own line already.</summary>
    public void WriteHoldoutUse(HoldoutUse use)
    {
        if (use.Warns)
            Markup($"  [yellow]![/] {Inert(use.Reason)} [grey]({Inert(use.Source.ToString())})[/]");
        else if (!quiet && !use.Blocks)
            Markup($"[grey]  {Inert(use.Reason)}[/]");
    }

    public void WriteReport(GateReport report, TimeSpan engine)
    {
        lane.EndGroup();
        if (quiet)
            Markup(ConsoleReport.HeadlineMarkup(report));
        else
            ConsoleReport.Write(console, report, engine);
    }

    public void WriteFaults(IReadOnlyList<Fault> faults)
    {
        foreach (Fault fault in faults)
            Lines("[red]error[/] ", fault.ToString());
    }

    /// <summary>The use of holdouts; as JSON, one array on standard output and nothing else where nothing is at fault.</summary>
    public void WriteHoldouts(IReadOnlyList<HoldoutStatus> holdouts, bool asJson)
    {
        if (asJson)
        {
            string json = new JsonArray([.. holdouts.Select(HoldoutStatusReport.Json)]).ToJsonString(GateReportJson.Options);
            console.Profile.Out.Writer.Write(json + "\n");
            return;
        }

        foreach (HoldoutStatus holdout in holdouts)
            HoldoutStatusReport.Write(console, holdout);
    }

    /// <summary>All pipelines of a run, a line each; where it is quiet, their verdicts have been told.</summary>
    public void WriteSummary(IReadOnlyList<PipelineResult> results)
    {
        if (quiet)
            return;
        console.WriteLine();
        foreach (PipelineResult result in results)
        {
            (string color, string mark) = result.Verdict switch { "passed" => ("green", "✓"), "failed" => ("red", "✗"), _ when result.ExitCode == 0 => ("yellow", "–"), _ => ("red", "✗") };
            Lines($"[{color}]{mark} {result.Verdict}[/] [bold]{Inert(result.Pipeline)}[/]  ", Headline.FirstLine(result.Reason));
        }
    }

    /// <summary>Which pipelines a change led to; that there is none is the whole result, so told where it is quiet, too.</summary>
    public void WriteChoice(string note, IReadOnlyList<AffectedPipeline> affected)
    {
        Lines("", note);
        foreach (AffectedPipeline one in affected)
            Markup($"[grey]  {Inert(one.Name)}: {Inert(one.Why)}[/]");
    }

    /// <summary>
    /// The verdicts that other runs left, as a table, and all of them in one line; where it is quiet, of the table what did not pass.
    /// </summary>
    public void WriteMerged(IReadOnlyList<PipelineResult> all, string? note)
    {
        PipelineResult[] results = [.. all.Where(result => !quiet || result.ExitCode != 0)];
        if (results.Length > 0)
        {
            Table table = new Table().Border(TableBorder.None);
            foreach (string title in new[] { "", "pipeline", "reason" })
                table.AddColumn(new TableColumn($"[grey]{title}[/]").NoWrap());
            foreach (PipelineResult result in results)
                table.AddRow($"[{(result.ExitCode != 0 ? "red" : result.Verdict == "passed" ? "green" : "yellow")}]{Inert(result.Verdict)}[/]", Inert(result.Pipeline), Inert(result.Reason));
            console.Write(new Unwrapped(table));
            console.WriteLine();
        }

        if (all.Count == 0)
            return;
        if (note is not null)
            Markup($"[yellow]![/] {Inert(note)}");
        string counts = string.Join(", ", all.GroupBy(result => result.Verdict).OrderBy(group => group.Key == "passed").ThenBy(group => group.Key).Select(group => $"{group.Count()} {group.Key}"));
        // What was given no verdict has not passed.
        string word = all.Any(result => result.ExitCode != 0) ? "[bold red]FAILED[/]" : all.All(result => result.Verdict == "passed") ? "[bold green]PASSED[/]" : "[bold yellow]NOTHING FAILED[/]";
        Lines($"{word} ", $"{Numerals.Count(all.Count, "pipelines")}: {counts}");
    }

    public void WriteTable(string[] titles, IEnumerable<(string, string, string)> rows)
    {
        Table table = new Table().Border(TableBorder.None);
        foreach (string title in titles)
            table.AddColumn(new TableColumn($"[bold]{title}[/]"));
        foreach ((string first, string second, string third) in rows)
            table.AddRow(Inert(first), Inert(second), Inert(third));
        console.Write(table);
    }

    // What follows the first line is quoted, so that no line of a program's log is a command to the host that shows it.
    private void Lines(string markup, string text)
    {
        string[] lines = text.ReplaceLineEndings("\n").Split('\n');
        Markup(markup + Inert(lines[0]));
        foreach (string line in lines[1..])
            Markup(Quoted(line));
    }

    private static string Quoted(string line) => $"[grey]  | {Inert(line)}[/]";

    private static string Inert(string text) => InertText.Of(text).EscapeMarkup();

    // Lines are never wrapped by us: a terminal does that, and a log is searched by line.
    private void Markup(string markup) => console.Write(new Unwrapped(markup));
}
