using System.Text;
using MlCi.Findings;
using MlCi.Gates;
using MlCi.Pipelines;

namespace MlCi.Reports;

/// <summary>The verdict as Markdown: headline, what changed against the champion, what failed or is open, the rest folded.</summary>
public static class MarkdownReport
{
    /// <summary>The text of gate.md.</summary>
    public static string Write(GateReport report)
    {
        var text = new StringBuilder();
        text.Append("## ").Append(report.Passed ? "✅ " : "❌ ").Append(MarkdownText.Escape(Headline.Of(report))).Append("\n\n");

        Section(text, "Against the champion", ReportRow.Changes(report));
        AppendStages(text, report);
        AppendFindings(text, report);
        Section(text, "Failed or open", ReportRow.Open(report));
        IReadOnlyList<ReportRow> passed = ReportRow.Passed(report);
        if (passed.Count > 0)
        {
            text.Append("<details><summary>").Append(passed.Count).Append(" passed</summary>\n\n");
            Table(text, passed);
            text.Append("\n</details>\n\n");
        }

        text.Append("<sub>").Append(Level(report)).Append("model ").Append(Short(report.Digests.Model)).Append(" · holdout ")
            .Append(Short(report.Digests.Holdout)).Append(" · rules ").Append(Short(report.Digests.Rules)).Append("</sub>\n");
        return text.ToString();
    }

    private static void Section(StringBuilder text, string title, IReadOnlyList<ReportRow> rows)
    {
        if (rows.Count == 0)
            return;
        text.Append("### ").Append(title).Append("\n\n");
        Table(text, rows);
        foreach (ReportRow row in rows.Where(row => row.Result.Verdict != GateVerdict.Passed))
            text.Append("\n- ").Append(MarkdownText.Escape(row.Result.Reason)).Append(" — ").Append(MarkdownText.Escape(row.Result.Source.ToString()));
        text.Append("\n\n");
    }

    private static void Table(StringBuilder text, IReadOnlyList<ReportRow> rows)
    {
        text.Append("| | gate | value and interval | limit | rows |\n|---|---|---|---|--:|\n");
        foreach (ReportRow row in rows)
        {
            text.Append("| ").Append(Mark(row.Result)).Append(' ').Append(row.Verdict).Append(" | ").Append(MarkdownText.Escape(row.Gate)).Append(" | ")
                .Append(row.Value).Append(" | ").Append(row.Limit).Append(" | ").Append(Numerals.Count(row.Result.Rows)).Append(" |\n");
        }
    }

    private static void AppendStages(StringBuilder text, GateReport report)
    {
        StageOutcome[] open = [.. report.Stages.Where(stage => stage.Status is not StageStatus.Passed && !stage.HasResult)];
        if (open.Length == 0)
            return;
        text.Append("### Stages without a result\n\n");
        foreach (StageOutcome stage in open)
            text.Append("- **").Append(stage.Stage).Append("** ").Append(MarkdownText.Escape(stage.Reason)).Append('\n');
        text.Append('\n');
    }

    private static void AppendFindings(StringBuilder text, GateReport report)
    {
        if (report.Findings.Count == 0)
            return;
        text.Append("### Data\n\n");
        foreach (Finding finding in report.Findings)
            text.Append("- ").Append(MarkdownText.Escape(finding.Message)).Append('\n');
        text.Append('\n');
    }

    /// <summary>A mark before a row.</summary>
    internal static string Mark(GateResult gate) => gate.Verdict switch
    {
        GateVerdict.Passed => "✅",
        GateVerdict.Inconclusive when !gate.Blocks => "⚠️",
        _ => "❌",
    };

    private static string Level(GateReport report) =>
        report.Gates.Count == 0 ? "" : FormattableString.Invariant($"{report.Gates[0].Level:0.##%} intervals decide · ");

    private static string Short(string? digest) => digest is null ? "–" : $"`{digest[7..19]}`";
}
