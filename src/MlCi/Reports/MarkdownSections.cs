using System.Text;
using MlCi.Findings;
using MlCi.Gates;
using MlCi.Pipelines;

namespace MlCi.Reports;

/// <summary>The parts of a report as Markdown, the same in gate.md and in the comment on a pull request; each is empty where there is nothing to tell.</summary>
internal static class MarkdownSections
{
    /// <summary>The title of the column of bars: a text that has it needs their legend.</summary>
    public const string BarTitle = "fails │ passes";

    private const int MostFindings = 20;
    private const int MostName = 120;
    private const int MostText = 600;

    /// <summary>What blocks, each with what to do next.</summary>
    /// <param name="problems">The problems, the most telling first.</param>
    /// <param name="most">How many are told.</param>
    /// <param name="mostLog">How many lines of a log are shown, the last ones.</param>
    public static string Problems(IReadOnlyList<Problem> problems, int most, int mostLog)
    {
        if (problems.Count == 0 || most == 0)
            return "";
        var text = new StringBuilder();
        foreach (Problem problem in problems.Take(most))
        {
            text.Append("- **").Append(Text(problem.What)).Append("**");
            if (problem.Place is { } place)
                text.Append(" — ").Append(Name(place.ToString()));
            text.Append('\n');
            foreach (string item in problem.Items)
                text.Append("  - ").Append(Text(item)).Append('\n');
            text.Append(MarkdownText.Log(Last(problem.Log, mostLog), indent: "  "));
            text.Append(problem.Items.Count > 0 || problem.Log.Length > 0 && mostLog > 0 ? "\n  " : "  <br>").Append("**Next:** ").Append(Text(problem.Next));
            if (problem.Command is { } command)
                text.Append(' ').Append(Name(command));
            text.Append('\n');
        }

        if (problems.Count > most)
            text.Append("- … and ").Append(Numerals.Count(problems.Count - most)).Append(" more that block: see the table below\n");
        return text.Append('\n').ToString();
    }

    /// <summary>What does not block, and should not be overlooked: stages that were skipped, a holdout that is nearly used up.</summary>
    /// <param name="report">The report.</param>
    public static string Warnings(GateReport report) => string.Concat(
    [
        .. report.Stages.Where(stage => stage.Status == StageStatus.Skipped && !IsSkippedComparison(stage)).Select(stage => $"⚠️ {stage.Stage} was skipped: {Text(stage.Reason)}\n\n"),
        .. report.HoldoutUse.Where(use => use is { Warns: true, Blocks: false }).Select(use => $"⚠️ {Text(use.Reason)} — {Name(use.Source.ToString())}\n\n"),
    ]);

    /// <summary>What came of each stage, folded.</summary>
    /// <param name="report">The report.</param>
    public static string Stages(GateReport report) => report.Stages.Count == 0 ? "" : Folded("Stages", "| | stage | result |\n|---|---|---|\n" + string.Concat(
        report.Stages.Select(stage => $"| {Mark(stage.Status)} | {Text(stage.Stage)} | {Text(Headline.FirstLine(stage.Reason))} |\n")));

    /// <summary>A name from data: a gate, a slice, a file.</summary>
    /// <param name="name">Any text.</param>
    public static string Name(string name) => MarkdownText.Code(InertText.Shortened(name, MostName));

    /// <summary>A sentence with parts from data.</summary>
    /// <param name="text">Any text.</param>
    public static string Text(string text) => MarkdownText.Escape(InertText.Shortened(text, MostText));

    /// <summary>What changed against the champion, or that nothing was compared.</summary>
    /// <param name="report">The report.</param>
    /// <param name="most">The most rows.</param>
    public static string Changes(GateReport report, int most)
    {
        const string Title = "Against the champion";
        if (report.Stages.FirstOrDefault(IsSkippedComparison) is { } stage)
        {
            string next = report.Digests.Champion is null ? " Once a model that passed is promoted, changes are compared with it." : "";
            return $"### {Title}\n\nNothing was compared: {Text(stage.Reason)}. The gates hold the model to fixed limits only.{next}\n\n";
        }

        return Section(Title, report, [.. ReportRow.Changes(report).Where(row => Tells(row, report))], most, "Champion → this model, and the change: + is better and − is worse, also where less is better; % are of the champion's value.\n\n");
    }

    /// <summary>Thresholds that did not pass.</summary>
    /// <inheritdoc cref="Changes"/>
    public static string Open(GateReport report, int most)
    {
        ReportRow[] open = [.. ReportRow.Open(report).Where(row => Tells(row, report))];
        string title = string.Join(", ", open.Select(row => row.Verdict).Distinct());
        return Section(title.Length > 0 ? char.ToUpperInvariant(title[0]) + title[1..] : "", report, open, most);
    }

    /// <summary>What is only looked at.</summary>
    /// <inheritdoc cref="Changes"/>
    public static string Diagnostics(GateReport report, int most) => Section(ReportRow.DiagnosticsTitle, report, ReportRow.Diagnostics(report), most);

    /// <summary>What passed, folded.</summary>
    /// <inheritdoc cref="Changes"/>
    public static string Passed(GateReport report, int most)
    {
        IReadOnlyList<ReportRow> passed = ReportRow.Passed(report);
        return passed.Count == 0 || most == 0 ? "" : Folded($"{Numerals.Count(passed.Count)} passed", Table(passed, most));
    }

    /// <summary>The worst slices, folded.</summary>
    /// <param name="report">The report.</param>
    public static string WorstSlices(GateReport report)
    {
        if (report.WorstSlices is not { Confirmed.Count: > 0 } worst)
            return "";
        var text = new StringBuilder("| slice | wrong decisions there | elsewhere | more wrong by | adjusted p | rows |\n|---|--:|--:|---|--:|--:|\n");
        foreach (WorstSliceRow row in WorstSliceRow.Of(worst))
        {
            text.Append("| ").Append(Name(row.Slice)).Append(" | ").Append(row.There).Append(" | ").Append(row.Elsewhere).Append(" | ")
                .Append(row.Difference).Append(" | ").Append(MarkdownText.Escape(row.PAdjusted)).Append(" | ").Append(row.Rows).Append(" |\n");
        }

        return Folded(WorstSliceRow.Title, text.Append('\n').Append(WorstSliceRow.HowFound(worst)).Append('\n').ToString());
    }

    /// <summary>What the seed alone changes.</summary>
    /// <param name="report">The report.</param>
    public static string SeedSpread(GateReport report)
    {
        if (report.SeedSpread.Count == 0)
            return "";
        var text = new StringBuilder("| metric | mean | standard deviation | least | greatest | change against the champion |\n|---|--:|--:|--:|--:|---|\n");
        foreach (SeedSpreadRow row in SeedSpreadRow.Of(report))
        {
            text.Append("| ").Append(Name(row.Metric)).Append(" | ").Append(row.Mean).Append(" | ").Append(row.StandardDeviation).Append(" | ")
                .Append(row.Least).Append(" | ").Append(row.Greatest).Append(" | ").Append(MarkdownText.Escape(row.Note)).Append(" |\n");
        }

        return Folded(SeedSpreadRow.Title(report), text.Append('\n').Append(SeedSpreadRow.About(report)).Append('\n').ToString());
    }

    /// <summary>What is wrong with the data: what blocks first.</summary>
    /// <param name="report">The report.</param>
    public static string Findings(GateReport report)
    {
        // A few that all block are told with the stage.
        bool told = report.Findings.Count <= StageProblem.MostFindings && report.Findings.All(finding => finding.Blocks)
            && ReportProblems.Broken(report).Any(stage => stage.Stage == "ValidateData");
        if (report.Findings.Count == 0 || told)
            return "";
        var text = new StringBuilder("### Data\n\n");
        foreach (Finding finding in report.Findings.OrderByDescending(finding => finding.Blocks).Take(MostFindings))
        {
            text.Append(finding.Blocks ? "- ❌ " : "- ⚠️ ").Append(Text(finding.Message));
            if (finding.Place is { } place)
                text.Append(" — ").Append(Name(place.ToString()));
            text.Append('\n');
        }

        if (report.Findings.Count > MostFindings)
            text.Append("- … and ").Append(Numerals.Count(report.Findings.Count - MostFindings)).Append(" more in findings.json\n");
        return text.Append('\n').ToString();
    }

    /// <summary>A part that is opened by a click.</summary>
    /// <param name="title">Its line, plain text.</param>
    /// <param name="content">What it holds, ending with a line break.</param>
    public static string Folded(string title, string content) => $"<details><summary>{MarkdownText.Html(InertText.Shortened(title, MostText))}</summary>\n\n{content}\n</details>\n\n";

    /// <summary>Decisions as a table, with their intervals drawn.</summary>
    /// <param name="rows">The decisions.</param>
    /// <param name="most">The most rows.</param>
    public static string Table(IReadOnlyList<ReportRow> rows, int most)
    {
        bool compares = rows.Count > 0 && rows.All(row => row.Result.Rule == ComparisonGate.Kind);
        var text = new StringBuilder($"| | gate | {(compares ? "champion → model, change and interval | accepted loss" : "value and interval | limit")} | {BarTitle} | rows |\n|---|---|---|---|---|--:|\n");
        foreach (ReportRow row in rows.Take(most))
        {
            text.Append("| ").Append(MarkdownReport.Mark(row.Result)).Append(' ').Append(row.Verdict).Append(" | ").Append(Name(row.Gate)).Append(" | ")
                .Append(row.Value).Append(" | ").Append(row.Limit).Append(" | ")
                .Append(IntervalBar.Of(row.Result) is { } bar ? $"`{bar}`" : "").Append(" | ").Append(Numerals.Count(row.Result.Rows)).Append(" |\n");
        }

        if (rows.Count > most)
            text.Append("\n… and ").Append(Numerals.Count(rows.Count - most)).Append(" more in gate.json\n");
        return text.ToString();
    }

    private static string Section(string title, GateReport report, IReadOnlyList<ReportRow> rows, int most, string about = "")
    {
        if (rows.Count == 0 || most == 0)
            return "";
        var text = new StringBuilder("### ").Append(title).Append("\n\n").Append(about).Append(Table(rows, most));
        // What blocks stands above, with what to do about it.
        ReportRow[] unclear = [.. rows.Take(most).Where(row => !row.Result.Blocks && row.NeedsReason(report))];
        if (unclear.Length > 0)
            text.Append('\n');
        foreach (ReportRow row in unclear)
        {
            Problem problem = GateProblem.Of(row.Result);
            text.Append("- ⚠️ ").Append(Text(problem.What)).Append(" — ").Append(Name(row.Result.Source.ToString()))
                .Append(row.Result.Rule == DiagnosticGates.Kind ? "" : $"<br>It does not block. What would help: {Text(problem.Next)}").Append('\n');
        }

        return text.Append('\n').ToString();
    }

    // What was not evaluated because a stage broke is told once, with the stage.
    private static bool Tells(ReportRow row, GateReport report) => row.Result.Verdict != GateVerdict.NotEvaluated || row.NeedsReason(report);

    private static bool IsSkippedComparison(StageOutcome stage) => stage is { Stage: "Compare", Status: StageStatus.Skipped };

    private static string Mark(StageStatus status) => status switch
    {
        StageStatus.Passed => "✅",
        StageStatus.Skipped => "⚠️ skipped",
        StageStatus.Failed => "❌ failed",
        _ => "❌ not evaluated",
    };

    private static string Last(string log, int most)
    {
        string[] lines = log.Trim(':').ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return string.Join('\n', lines.TakeLast(most).Select(line => InertText.Shortened(line, MostText)));
    }
}
