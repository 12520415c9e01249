using MlCi.Findings;
using MlCi.Gates;
using MlCi.Pipelines;

namespace MlCi.Reports;

/// <summary>One decision as a row of text, the same in every report that people read.</summary>
/// <param name="Verdict">passed, failed, inconclusive, not evaluated; of comparisons the outcome.</param>
/// <param name="Gate">The gate's id.</param>
/// <param name="Value">The value with its interval.</param>
/// <param name="Limit">The limit or margin.</param>
/// <param name="Result">The decision.</param>
public sealed record ReportRow(string Verdict, string Gate, string Value, string Limit, GateResult Result)
{
    /// <summary>The title of the diagnostics in every report.</summary>
    public const string DiagnosticsTitle = "Diagnostics, which block nothing";

    /// <summary>The row of a decision.</summary>
    public static ReportRow Of(GateResult gate) => gate.Rule == ComparisonGate.Kind ? Comparison(gate) : Threshold(gate);

    /// <summary>The champion's rows: what changed, on the whole holdout and in the slices that did not pass.</summary>
    public static IReadOnlyList<ReportRow> Changes(GateReport report) => Rows(report, IsChange);

    /// <summary>Thresholds that did not pass: the blocking ones first.</summary>
    public static IReadOnlyList<ReportRow> Open(GateReport report) =>
        [.. Rows(report, gate => gate.Rule != ComparisonGate.Kind && gate.Verdict != GateVerdict.Passed).OrderBy(row => row.Result.Blocks ? 0 : 1)];

    /// <summary>Thresholds, and comparisons in slices, that passed.</summary>
    public static IReadOnlyList<ReportRow> Passed(GateReport report) => Rows(report, gate => !IsChange(gate) && gate.Verdict == GateVerdict.Passed);

    private static bool IsChange(GateResult gate) => gate.Rule == ComparisonGate.Kind && (gate.Slice is null || gate.Verdict != GateVerdict.Passed);

    /// <summary>What is only looked at: what was called out first, then what is open, then the rest.</summary>
    public static IReadOnlyList<ReportRow> Diagnostics(GateReport report) => [.. report.Diagnostics.Select(Of).OrderBy(row => row.Result.Verdict switch
    {
        GateVerdict.Failed => 0,
        GateVerdict.Passed => 2,
        _ => 1,
    })];

    /// <summary>Whether the row does not speak for itself: where a stage broke, that says why all the rest was not evaluated.</summary>
    public bool NeedsReason(GateReport report) => Result.Verdict switch
    {
        GateVerdict.Passed => false,
        GateVerdict.NotEvaluated => !report.Stages.Any(stage => stage is { HasResult: false, Status: StageStatus.Failed or StageStatus.NotEvaluated }),
        _ => true,
    };

    private static ReportRow[] Rows(GateReport report, Func<GateResult, bool> which) => [.. report.Gates.Where(which).Select(Of)];

    private static ReportRow Threshold(GateResult gate)
    {
        double limit = gate.Threshold ?? double.NaN;
        string value = gate switch
        {
            { Estimate: { } estimate, Lower: { } lower, Upper: { } upper } => Numerals.WithInterval(estimate, lower, upper, limit),
            { Estimate: { } estimate } => Numerals.Of(estimate, limit),
            _ => "–",
        };
        return new ReportRow(Word(gate.Verdict), gate.Id, value, $"{(gate.Direction == "max" ? '≤' : '≥')} {Numerals.Exact(limit)}", gate);
    }

    private static ReportRow Comparison(GateResult gate)
    {
        double margin = gate.Margin ?? double.NaN;
        bool relative = gate.Relative == true;
        string value = gate switch
        {
            { Outcome: "identical", Champion: { } champion } => $"{Numerals.Of(champion)}, the same",
            { Champion: { } champion, Estimate: { } challenger, Difference: { } difference, Lower: { } lower, Upper: { } upper } =>
                $"{Numerals.Of(champion)} → {Numerals.Of(challenger)}, {(difference > 0 ? "+" : "")}{(relative
                    ? Numerals.PercentWithInterval(difference, lower, upper, 0, -margin)
                    : Numerals.WithInterval(difference, lower, upper, 0, -margin))}",
            _ => "–",
        };
        return new ReportRow(
            gate.Outcome is "worse-size-undecided" ? "worse, size undecided" : (gate.Outcome ?? Word(gate.Verdict)).Replace('-', ' '), gate.Id, value, $"margin {(relative ? Numerals.ExactPercent(margin) : Numerals.Exact(margin))}", gate);
    }

    private static string Word(GateVerdict verdict) => verdict switch
    {
        GateVerdict.Passed => "passed",
        GateVerdict.Failed => "failed",
        GateVerdict.Inconclusive => "inconclusive",
        _ => "not evaluated",
    };
}
