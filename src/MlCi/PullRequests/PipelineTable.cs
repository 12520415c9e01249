using System.Text;
using MlCi.Findings;
using MlCi.Reports;

namespace MlCi.PullRequests;

/// <summary>Several pipelines as a table with a row for each.</summary>
internal static class PipelineTable
{
    private const int MostWords = 200;

    /// <summary>Its Markdown; empty without pipelines.</summary>
    /// <param name="pipelines">The pipelines, in order.</param>
    /// <param name="most">The most rows.</param>
    public static string Write(IReadOnlyList<JudgedPipeline> pipelines, int most)
    {
        if (pipelines.Count == 0)
            return "";
        var text = new StringBuilder("| | pipeline | verdict | against the champion |\n|---|---|---|---|\n");
        foreach (JudgedPipeline pipeline in pipelines.Take(most))
        {
            text.Append(pipeline switch { { Passed: false } => "| ❌ | ", { Report: null } => "| ⚠️ | ", _ => "| ✅ | " }).Append(MarkdownSections.Name(pipeline.Name)).Append(" | ")
                .Append(Words(PipelineSection.Reason(pipeline))).Append(" | ").Append(Words(PipelineSection.Changes(pipeline))).Append(" |\n");
        }

        if (pipelines.Count > most)
            text.Append("\n… and ").Append(Numerals.Count(pipelines.Count - most, "more pipelines")).Append('\n');
        return text.Append('\n').ToString();
    }

    private static string Words(string text) => MarkdownText.Escape(InertText.Shortened(text, MostWords));
}
