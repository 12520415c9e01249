using MlCi.Findings;
using MlCi.Gates;
using MlCi.Reports;

namespace MlCi.PullRequests;

/// <summary>
/// Every rule of pipeline.yml and schema.json that did not pass, on the line that holds it: one annotation for a rule, however many slices
/// it fails in. What failed because a stage broke is on no line, as no rule is to blame.
/// </summary>
/// <param name="Shown">The annotations: what blocks first, then by file and line.</param>
/// <param name="LeftOut">How many more there are.</param>
public sealed record RuleAnnotations(IReadOnlyList<RuleAnnotation> Shown, int LeftOut)
{
    private const int MostTitle = 255;
    private const int MostMessages = 10;
    private const int MostMessage = 4_000;

    /// <summary>Makes them.</summary>
    /// <param name="report">What was judged.</param>
    /// <param name="most">The most annotations.</param>
    public static RuleAnnotations Of(PullRequestReport report, int most)
    {
        RuleAnnotation[] all =
        [
            .. report.Pipelines.Where(pipeline => pipeline.Report is not null).SelectMany(pipeline => Remarks(pipeline.Name, pipeline.Report!))
                .Where(remark => PathOf(remark.Place) is not null && remark.Place.Line > 0)
                .GroupBy(remark => (Path: PathOf(remark.Place)!, remark.Place.Line, remark.Blocks, remark.Pipeline, remark.Rule))
                .Select(group => Annotation(report, group.Key.Path, [.. group]))
                .OrderBy(one => one.Level, StringComparer.Ordinal).ThenBy(one => one.Path, StringComparer.Ordinal).ThenBy(one => one.Line)
                .ThenBy(one => one.Title, StringComparer.Ordinal).ThenBy(one => one.Message, StringComparer.Ordinal),
        ];
        return new RuleAnnotations([.. all.Take(most)], Math.Max(0, all.Length - most));
    }

    private static IEnumerable<Remark> Remarks(string pipeline, GateReport report) =>
    [
        .. report.Gates.Where(gate => gate.Verdict != GateVerdict.Passed && ReportRow.Of(gate).NeedsReason(report))
            .Select(gate => new Remark(pipeline, gate.Rule == ComparisonGate.Kind ? $"{gate.Metric} vs champion" : gate.Metric, gate.Slice, Word(gate.Verdict), gate.Blocks, gate.Source, Text(GateProblem.Of(gate)))),
        .. report.Findings.Where(finding => finding.Place is not null)
            .Select(finding => new Remark(pipeline, finding.Rule, finding.Column, "broken", finding.Blocks, finding.Place!, finding.Message)),
        .. report.HoldoutUse.Where(use => use.Warns || use.Blocks)
            .Select(use => new Remark(pipeline, "holdoutUse", Part: null, use.Blocks ? "used up" : "nearly used up", use.Blocks, use.Source, use.Reason)),
    ];

    private static RuleAnnotation Annotation(PullRequestReport report, string path, Remark[] remarks)
    {
        Remark first = remarks[0];
        string where = remarks.Length > 1 ? $" in {remarks.Length} places" : first.Part is { } part ? $" for {part}" : "";
        string edited = report.ChangedRules.Contains(path) ? "\n(This change edits the file; the line is the base's, by whose rules it was judged.)" : "";
        string more = remarks.Length > MostMessages ? $"\n… and {Numerals.Count(remarks.Length - MostMessages)} more" : "";
        string message = string.Join('\n', remarks.Take(MostMessages).Select(remark => InertText.Shortened(Inert(remark.Message), MostMessage / MostMessages)));
        return new RuleAnnotation(
            path, first.Place.Line, first.Blocks ? RuleAnnotation.Failure : RuleAnnotation.Warning,
            InertText.Shortened(InertText.Of($"{first.Pipeline}: {first.Rule} {first.Word}{where}"), MostTitle), message + more + edited);
    }

    private static string Text(Problem problem) => $"{InertText.Of(problem.What)}\nNext: {InertText.Of(problem.Next)}";

    private static string Inert(string text) => string.Join('\n', text.Split('\n').Select(InertText.Of));

    // A file outside the repository has no line there.
    private static string? PathOf(SourcePlace place)
    {
        string path = place.File.Replace('\\', '/');
        while (path.StartsWith("./", StringComparison.Ordinal))
            path = path[2..];
        bool isInside = path.Length > 0 && path[0] != '/' && !path.Contains(':', StringComparison.Ordinal) && !path.Split('/').Any(part => part is ".." or "." or "");
        return isInside && InertText.Of(path) == path ? path : null;
    }

    private static string Word(GateVerdict verdict) => verdict switch
    {
        GateVerdict.Failed => "failed",
        GateVerdict.Inconclusive => "inconclusive",
        _ => "not evaluated",
    };

    private sealed record Remark(string Pipeline, string Rule, string? Part, string Word, bool Blocks, SourcePlace Place, string Message);
}
