using MlCi.Findings;
using MlCi.Gates;

namespace MlCi.Reports;

/// <summary>One decision as a row of text, the same in every report that people read.</summary>
/// <param name="Verdict">passed, failed, inconclusive, not evaluated; of comparisons the outcome.</param>
/// <param name="Gate">The gate's id.</param>
/// <param name="Value">The value with its interval.</param>
/// <param name="Limit">The limit or margin.</param>
/// <param name="Result">The decision.</param>
public sealed record ReportRow(string Verdict, string Gate, string Value, string Limit, GateResult Result)
{
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
            (gate.Outcome ?? Word(gate.Verdict)).Replace('-', ' '), gate.Id, value, $"margin {(relative ? Numerals.ExactPercent(margin) : Numerals.Exact(margin))}", gate);
    }

    private static string Word(GateVerdict verdict) => verdict switch
    {
        GateVerdict.Passed => "passed",
        GateVerdict.Failed => "failed",
        GateVerdict.Inconclusive => "inconclusive",
        _ => "not evaluated",
    };
}
