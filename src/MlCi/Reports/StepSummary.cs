using System.Text;
using MlCi.Findings;

namespace MlCi.Reports;

/// <summary>The verdicts of a run as one Markdown text for the page of the job that ran it.</summary>
public static class StepSummary
{
    /// <summary>The most bytes that GitHub shows of a step.</summary>
    public const int MostBytes = 1 << 20;

    // For the line that says what is left out.
    private const int Reserve = 200;

    private const int MostRows = 500;

    /// <summary>A table of the pipelines without a report, then gate.md of each other, those that failed first; of what does not fit, the first line.</summary>
    /// <param name="reports">The verdicts.</param>
    /// <param name="others">The pipelines of which this run has no report: skipped, stopped, or judged elsewhere.</param>
    /// <param name="room">The most UTF-8 bytes.</param>
    /// <returns>The text; empty where there is nothing to tell, or no room to tell it.</returns>
    public static string Write(IReadOnlyList<GateReport> reports, IReadOnlyList<StepSummaryLine> others, long room)
    {
        string[] all =
        [
            .. others.Count > 0 ? [Table(others)] : Array.Empty<string>(),
            .. reports.OrderBy(report => report.Passed).ThenBy(report => report.Pipeline, StringComparer.Ordinal).Select(MarkdownReport.Write),
        ];
        if (all.Length == 0 || room < Reserve)
            return "";
        long left = room - Reserve;
        int cut = 0;
        int leftOut = 0;
        var text = new StringBuilder();
        foreach (string whole in all)
        {
            string first = whole[..(whole.IndexOf('\n') + 1)];
            string? fitting = Bytes(whole) < left ? whole : Bytes(first) < left ? first : null;
            if (fitting is null)
            {
                leftOut++;
                continue;
            }

            if (fitting.Length < whole.Length)
                cut++;
            left -= Bytes(fitting) + 1;
            text.Append(fitting).Append('\n');
        }

        if (cut + leftOut > 0)
        {
            text.Append("A step's summary holds no more: ").Append(cut).Append(cut == 1 ? " is told in its first line only" : " are told in their first lines only")
                .Append(leftOut > 0 ? $", {leftOut} left out" : "").Append("; gate.md has all.\n");
        }

        return text.ToString();
    }

    // What failed first. The first line counts, and stands alone where there is no room.
    private static string Table(IReadOnlyList<StepSummaryLine> lines)
    {
        string counts = string.Join(", ", lines.GroupBy(line => line.Verdict).OrderByDescending(group => group.Any(line => line.Blocks)).Select(group => $"{group.Count()} {group.Key}"));
        StringBuilder text = new StringBuilder("## ").Append(lines.Any(line => line.Blocks) ? "❌ " : "")
            .Append(Numerals.Count(lines.Count, "pipelines")).Append(": ").Append(MarkdownSections.Text(counts)).Append("\n\n| | pipeline | verdict |\n|---|---|---|\n");
        foreach (StepSummaryLine line in lines.OrderByDescending(line => line.Blocks).Take(MostRows))
        {
            text.Append("| ").Append(line.Blocks ? "❌" : line.Verdict == "passed" ? "✅" : "➖").Append(" | ").Append(MarkdownSections.Name(line.Pipeline))
                .Append(" | ").Append(MarkdownSections.Text($"{line.Verdict}: {line.Reason}")).Append(" |\n");
        }

        if (lines.Count > MostRows)
            text.Append("\n… and ").Append(Numerals.Count(lines.Count - MostRows, "more pipelines")).Append('\n');
        return text.ToString();
    }

    private static int Bytes(string text) => Encoding.UTF8.GetByteCount(text);
}
