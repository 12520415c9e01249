using MlCi.Comparison;
using MlCi.Gates;
using MlCi.Pipelines;

namespace MlCi.Reports;

/// <summary>Draws the verdict from what the stages left: everything must have been evaluated, and nothing may block.</summary>
public static class GateReportBuilder
{
    /// <summary>Completes a report whose stages, gates and findings are set with its verdict and reason.</summary>
    /// <param name="report">The report; its verdict and reason are replaced.</param>
    public static GateReport Decide(GateReport report)
    {
        Verdict decisions = Verdict.Of(report.Gates);
        // The first before the rest; one that did not run fails because another one did.
        StageOutcome? broken = report.Stages.FirstOrDefault(stage => stage.Status == StageStatus.Failed && BlocksByItself(stage))
            ?? report.Stages.FirstOrDefault(stage => stage.Status == StageStatus.NotEvaluated && BlocksByItself(stage));
        // What a used-up holdout says of the model is no verdict, neither way.
        HoldoutUse? closed = report.HoldoutUse.FirstOrDefault(use => use.Blocks);
        return report with
        {
            Passed = broken is null && closed is null && decisions.Passed,
            Reason = broken is not null ? $"{broken.Stage}: {broken.Reason}" : closed?.Reason ?? decisions.Reason,
            Decisions = decisions,
        };
    }

    // Where Evaluate or Compare failed with a result, its gates say so, and these are decided once more when all are known.
    private static bool BlocksByItself(StageOutcome stage) => !stage.HasResult || stage.Stage is not ("Evaluate" or "Compare");

    /// <summary>The decision on a rule that could not be evaluated: it blocks.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="alpha">The level's α.</param>
    /// <param name="why">Why not.</param>
    public static IEnumerable<GateResult> NotEvaluated(GateRule rule, double alpha, string why) =>
        (rule.Slices.Count == 0 ? [null] : rule.Slices.Cast<string?>()).Select(slice => new GateResult
        {
            Id = slice is null ? rule.Metric.Name : $"{rule.Metric.Name}@{slice}",
            Metric = rule.Metric.Name,
            Slice = slice,
            Rule = "threshold",
            Level = 1 - (2 * alpha),
            Threshold = rule.Limit,
            Direction = rule.IsMinimum ? "min" : "max",
            Verdict = GateVerdict.NotEvaluated,
            Blocks = true,
            Reason = $"{(slice is null ? rule.Metric.Name : $"{rule.Metric.Name}@{slice}")} not evaluated: {why}",
            Source = rule.Place,
        });

    /// <summary>The decision on a comparison that could not be evaluated: it blocks.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="alpha">The level's α.</param>
    /// <param name="why">Why not.</param>
    public static GateResult NotEvaluated(CompareRule rule, double alpha, string why) => ComparisonGate.ToResult(
        new ComparisonResult(rule, Rows: 0, Champion: null, Challenger: null, Difference: null, Interval: null, StandardError: null, PValue: null,
            ComparisonOutcome.NotEvaluated, $"{rule.Metric.Name} vs champion not evaluated: {why}", RowsNeeded: null),
        alpha);
}
