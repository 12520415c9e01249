using System.Text;
using MlCi.Gates;

namespace MlCi.Reports;

/// <summary>The verdict as Markdown: headline, what blocks and what to do next, what changed against the champion, the rest folded.</summary>
public static class MarkdownReport
{
    private const int MostProblems = 5;
    private const int MostRows = 500;
    private const int MostLog = 50;

    /// <summary>The text of gate.md.</summary>
    public static string Write(GateReport report)
    {
        var text = new StringBuilder("## ").Append(report.Passed ? "✅ " : "❌ ").Append(MarkdownText.Escape(Headline.Of(report))).Append("\n\n");
        text.Append(MarkdownSections.Problems(ReportProblems.Of(report), MostProblems, MostLog))
            .Append(MarkdownSections.Warnings(report))
            .Append(MarkdownSections.Changes(report, MostRows))
            .Append(MarkdownSections.Open(report, MostRows))
            .Append(MarkdownSections.Findings(report))
            .Append(MarkdownSections.Passed(report, MostRows))
            .Append(MarkdownSections.Diagnostics(report, MostRows))
            .Append(MarkdownSections.WorstSlices(report))
            .Append(MarkdownSections.SeedSpread(report))
            .Append(MarkdownSections.Stages(report));
        string[] end = [.. Level(report), IntervalBar.Legend, .. Evidence(report)];
        return text.Append("<sub>").AppendJoin(" · ", end).Append("</sub>\n").ToString();
    }

    /// <summary>What the verdict rests on, by digest, and what is told at the end only.</summary>
    /// <param name="report">The report.</param>
    internal static IReadOnlyList<string> Evidence(GateReport report) =>
    [
        $"model {Short(report.Digests.Model)}", $"holdout {Short(report.Digests.Holdout)}", $"rules {Short(report.Digests.Rules)}",
        .. report.HoldoutUse.Where(use => use is { Warns: false, Blocks: false }).Select(use => MarkdownText.Escape(use.Reason)),
        .. WorstSliceRow.Unconfirmed(report.WorstSlices) is { } none ? [MarkdownText.Escape(none)] : Array.Empty<string>(),
    ];

    /// <summary>A mark before a row.</summary>
    internal static string Mark(GateResult gate) => gate.Verdict switch
    {
        GateVerdict.Passed => "✅",
        _ when !gate.Blocks => "⚠️",
        _ => "❌",
    };

    /// <summary>At which level intervals decide; empty without gates.</summary>
    /// <param name="report">The report.</param>
    internal static string[] Level(GateReport report) => report.Gates.Count == 0 ? [] : [$"{Headline.Level(report)} intervals decide"];

    private static string Short(string? digest) => digest is null ? "–" : MarkdownText.Code(digest.Length > 19 ? digest[7..19] : digest);
}
