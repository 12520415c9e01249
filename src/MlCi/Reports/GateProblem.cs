using MlCi.Comparison;
using MlCi.Findings;
using MlCi.Gates;

namespace MlCi.Reports;

/// <summary>A gate that did not pass, as a problem: what was found and required, by how much it was missed, what would help.</summary>
internal static class GateProblem
{
    private const string OwnChange = "in a pull request of its own";

    /// <summary>The problem of a decision other than a pass.</summary>
    /// <param name="gate">The decision.</param>
    public static Problem Of(GateResult gate) => new(What(gate), Next(gate)) { Place = gate.Source };

    private static string What(GateResult gate) => gate switch
    {
        { Verdict: GateVerdict.NotEvaluated } or { Lower: null } or { Upper: null } or { Rule: FairnessGate.Kind or RobustnessGate.Kind } => gate.Reason,
        { Rule: ComparisonGate.Kind } => Compared(gate),
        { Estimate: { } estimate, Threshold: { } limit } when gate.Verdict == GateVerdict.Failed || !Clears(gate, limit) => Measured(gate, estimate, limit),
        _ => gate.Reason,
    };

    private static string Measured(GateResult gate, double estimate, double limit)
    {
        bool most = gate.Direction == "max";
        string found = $"{Subject(gate)} is {Numerals.WithInterval(estimate, gate.Lower!.Value, gate.Upper!.Value, limit)} on {Numerals.Count(gate.Rows, "rows")}";
        string required = most ? $"at most {Numerals.Exact(limit)} is allowed" : $"at least {Numerals.Exact(limit)} is required";
        double nearest = most ? gate.Lower.Value - limit : limit - gate.Upper.Value;
        return $"{found}; {required}: " + gate.Verdict switch
        {
            GateVerdict.Failed => $"{(most ? "over" : "short")} by {Numerals.Of(Math.Abs(estimate - limit), 0)}, and by {Numerals.Of(nearest, 0)} at the best end of the interval",
            _ when nearest > 0 => $"missed, but of so many slices that may be chance (adjusted p {Numerals.PValue(gate.PAdjusted ?? 1, (1 - gate.Level) / 2)})",
            _ => "the interval lies on both sides of that, so it is inconclusive",
        };
    }

    // Its interval does, and it is undecided for another reason, such as too few rows of a class.
    private static bool Clears(GateResult gate, double limit) => gate.Direction == "max" ? gate.Upper <= limit : gate.Lower >= limit;

    private static string Compared(GateResult gate)
    {
        double margin = gate.Margin ?? double.NaN;
        string accepted = gate.Relative == true ? Numerals.ExactPercent(margin) : Numerals.Exact(margin);
        string outcome = gate.Outcome switch
        {
            _ when gate.Outcome == ComparisonGate.Name(ComparisonOutcome.Worse) && gate.Verdict == GateVerdict.Failed => $"worse by more than the {accepted} that is accepted",
            _ when gate.Outcome == ComparisonGate.Name(ComparisonOutcome.Worse) => $"worse by more than {accepted}, but of so many slices that may be chance",
            _ when gate.Outcome == ComparisonGate.Name(ComparisonOutcome.WorseSizeUndecided) => $"worse, and whether by more than the {accepted} that is accepted is undecided",
            _ => $"inconclusive: the loss may be none, or more than the {accepted} that is accepted",
        };
        return $"{Subject(gate)} against the champion is {outcome}: {ReportRow.Of(gate).Value}, on {Numerals.Count(gate.Rows, "rows")}";
    }

    private static string Next(GateResult gate) => gate switch
    {
        { Verdict: GateVerdict.NotEvaluated } => $"fix what the reason names; what is not evaluated never passes, and a rule is taken out {OwnChange}",
        { Verdict: GateVerdict.Inconclusive, Blocks: true } => $"{MoreRows(gate)}; with when_inconclusive: warn it would not block",
        { Verdict: GateVerdict.Inconclusive } => MoreRows(gate),
        { Rule: ComparisonGate.Kind, Outcome: "worse-size-undecided", RowsNeeded: > 0 } => $"find what in this change made it worse, and fix it; to know by how much, {MoreRows(gate)}",
        { Rule: ComparisonGate.Kind, Outcome: "worse-size-undecided" } => "find what in this change made it worse, and fix it",
        { Rule: ComparisonGate.Kind } => $"find what in this change made it worse, and fix it; if the loss is wanted, raise the margin {OwnChange}",
        { Rule: FairnessGate.Kind } => $"bring the two groups that it names closer together; if the limit asks too much, change it {OwnChange}",
        { Rule: RobustnessGate.Kind } => $"make the decisions depend less on what was disturbed; if the limit asks too much, change it {OwnChange}",
        { Slice: { } slice } => $"look at the rows with {slice}: train on more of them, or on features that say more about them; if the limit asks too much there, change it {OwnChange}",
        _ => $"improve the model; if the limit asks too much, change it {OwnChange}",
    };

    private static string MoreRows(GateResult gate) => gate.RowsNeeded switch
    {
        > 0 and var rows => $"add {Numerals.MoreRows(rows)} {(gate.Slice is { } slice ? $"with {slice} " : "")}to the holdout, which would decide it"
            + (gate.Rows > 0 ? $" ({Numerals.Count(gate.Rows)} now)" : "") + ", or improve the model",
        0 => "so many rows should decide it: improve the model a little, or take a new holdout of this size",
        _ => $"no number of rows would decide it as it stands: improve the model, or change the rule {OwnChange}",
    };

    private static string Subject(GateResult gate) => gate.Slice is { } slice ? $"{gate.Metric} where {slice}" : gate.Metric;
}
