using System.Text;
using MlCi.Findings;
using MlCi.Gates;
using MlCi.Pipelines;

namespace MlCi.Reports;

/// <summary>The verdict as Markdown: headline, what changed against the champion, what failed or is open, the rest folded.</summary>
public static class MarkdownReport
{
    // A comment on a pull request is to be read in a minute, and has a longest length.
    private const int MostFindings = 20;

    /// <summary>The text of gate.md.</summary>
    public static string Write(GateReport report)
    {
        var text = new StringBuilder();
        text.Append("## ").Append(report.Passed ? "✅ " : "❌ ").Append(MarkdownText.Escape(Headline.Of(report))).Append("\n\n");

        AppendHoldout(text, report);
        AppendChanges(text, report);
        AppendStages(text, report);
        AppendFindings(text, report);
        Section(text, "Failed or open", report, ReportRow.Open(report));
        IReadOnlyList<ReportRow> passed = ReportRow.Passed(report);
        if (passed.Count > 0)
        {
            text.Append("<details><summary>").Append(passed.Count).Append(" passed</summary>\n\n");
            Table(text, passed);
            text.Append("\n</details>\n\n");
        }

        Section(text, ReportRow.DiagnosticsTitle, report, ReportRow.Diagnostics(report));
        AppendWorstSlices(text, report);
        AppendSeedSpread(text, report);
        text.Append("<sub>").Append(Level(report)).Append("model ").Append(Short(report.Digests.Model)).Append(" · holdout ")
            .Append(Short(report.Digests.Holdout)).Append(" · rules ").Append(Short(report.Digests.Rules))
            .Append(string.Concat(report.HoldoutUse.Where(use => !NeedsLine(use)).Select(use => " · " + MarkdownText.Escape(use.Reason))))
            .Append(WorstSliceRow.Unconfirmed(report.WorstSlices) is { } none ? " · " + MarkdownText.Escape(none) : "").Append("</sub>\n");
        return text.ToString();
    }

    // What somebody should act on stands at the top; the rest is told at the end.
    private static bool NeedsLine(HoldoutUse use) => use.Warns || use.Blocks;

    private static void AppendHoldout(StringBuilder text, GateReport report)
    {
        foreach (HoldoutUse use in report.HoldoutUse.Where(NeedsLine))
        {
            text.Append(use.Blocks ? "❌ " : "⚠️ ").Append(MarkdownText.Escape(use.Reason)).Append(" — ")
                .Append(MarkdownText.Code(use.Source.ToString())).Append("\n\n");
        }
    }

    private static void AppendChanges(StringBuilder text, GateReport report)
    {
        Section(text, "Against the champion", report, ReportRow.Changes(report));
        if (report.Stages.FirstOrDefault(IsSkippedComparison) is { } skipped)
            text.Append("### Against the champion\n\nNothing was compared: ").Append(MarkdownText.Escape(skipped.Reason)).Append("\n\n");
    }

    private static void Section(StringBuilder text, string title, GateReport report, IReadOnlyList<ReportRow> rows)
    {
        if (rows.Count == 0)
            return;
        text.Append("### ").Append(title).Append("\n\n");
        Table(text, rows);
        ReportRow[] unclear = [.. rows.Where(row => row.NeedsReason(report))];
        if (unclear.Length > 0)
            text.Append('\n');
        foreach (ReportRow row in unclear)
            text.Append("- ").Append(MarkdownText.Escape(row.Result.Reason)).Append(" — ").Append(MarkdownText.Code(row.Result.Source.ToString())).Append('\n');
        text.Append('\n');
    }

    private static void Table(StringBuilder text, IReadOnlyList<ReportRow> rows)
    {
        text.Append("| | gate | value and interval | limit | rows |\n|---|---|---|---|--:|\n");
        foreach (ReportRow row in rows)
        {
            text.Append("| ").Append(Mark(row.Result)).Append(' ').Append(row.Verdict).Append(" | ").Append(MarkdownText.Code(row.Gate)).Append(" | ")
                .Append(row.Value).Append(" | ").Append(row.Limit).Append(" | ").Append(Numerals.Count(row.Result.Rows)).Append(" |\n");
        }
    }

    private static void AppendWorstSlices(StringBuilder text, GateReport report)
    {
        if (report.WorstSlices is not { Confirmed.Count: > 0 } worst)
            return;
        text.Append("<details><summary>").Append(WorstSliceRow.Title).Append("</summary>\n\n")
            .Append("| slice | wrong decisions there | elsewhere | difference | adjusted p | rows |\n|---|--:|--:|---|--:|--:|\n");
        foreach (WorstSliceRow row in WorstSliceRow.Of(worst))
        {
            text.Append("| ").Append(MarkdownText.Code(row.Slice)).Append(" | ").Append(row.There).Append(" | ").Append(row.Elsewhere).Append(" | ")
                .Append(row.Difference).Append(" | ").Append(MarkdownText.Escape(row.PAdjusted)).Append(" | ").Append(row.Rows).Append(" |\n");
        }

        text.Append('\n').Append(WorstSliceRow.HowFound(worst)).Append("\n\n</details>\n\n");
    }

    private static void AppendSeedSpread(StringBuilder text, GateReport report)
    {
        if (report.SeedSpread.Count == 0)
            return;
        text.Append("### ").Append(SeedSpreadRow.Title(report)).Append("\n\n| metric | mean | standard deviation | least | greatest | |\n|---|--:|--:|--:|--:|---|\n");
        foreach (SeedSpreadRow row in SeedSpreadRow.Of(report))
        {
            text.Append("| ").Append(MarkdownText.Code(row.Metric)).Append(" | ").Append(row.Mean).Append(" | ").Append(row.StandardDeviation).Append(" | ")
                .Append(row.Least).Append(" | ").Append(row.Greatest).Append(" | ").Append(MarkdownText.Escape(row.Note)).Append(" |\n");
        }

        text.Append('\n').Append(SeedSpreadRow.About(report)).Append("\n\n");
    }

    private static void AppendStages(StringBuilder text, GateReport report)
    {
        StageOutcome[] open = [.. report.Stages.Where(stage => stage.Status is not StageStatus.Passed && !stage.HasResult && !IsSkippedComparison(stage))];
        if (open.Length == 0)
            return;
        text.Append("### Stages without a result\n\n");
        foreach (StageOutcome stage in open)
        {
            string first = Headline.FirstLine(stage.Reason);
            text.Append("- **").Append(stage.Stage).Append("** ").Append(MarkdownText.Escape(first)).Append('\n');
            text.Append(MarkdownText.Log(stage.Reason[first.Length..], indent: "  "));
        }

        text.Append('\n');
    }

    private static bool IsSkippedComparison(StageOutcome stage) => stage is { Stage: "Compare", Status: StageStatus.Skipped };

    private static void AppendFindings(StringBuilder text, GateReport report)
    {
        if (report.Findings.Count == 0)
            return;
        text.Append("### Data\n\n");
        foreach (Finding finding in report.Findings.OrderByDescending(finding => finding.Blocks).Take(MostFindings))
        {
            text.Append(finding.Blocks ? "- " : "- ⚠️ ").Append(MarkdownText.Escape(finding.Message));
            if (finding.Place is { } place)
                text.Append(" — ").Append(MarkdownText.Code(place.ToString()));
            text.Append('\n');
        }

        if (report.Findings.Count > MostFindings)
            text.Append("- … and ").Append(Numerals.Count(report.Findings.Count - MostFindings)).Append(" more in findings.json\n");
        text.Append('\n');
    }

    /// <summary>A mark before a row.</summary>
    internal static string Mark(GateResult gate) => gate.Verdict switch
    {
        GateVerdict.Passed => "✅",
        _ when !gate.Blocks => "⚠️",
        _ => "❌",
    };

    private static string Level(GateReport report) =>
        report.Gates.Count == 0 ? "" : $"{Headline.Level(report)} intervals decide · ";

    private static string Short(string? digest) => digest is null ? "–" : $"`{digest[7..19]}`";
}
