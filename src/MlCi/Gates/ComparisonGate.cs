using MlCi.Comparison;
using MlCi.Findings;

namespace MlCi.Gates;

/// <summary>Makes a decision out of a comparison with the champion.</summary>
public static class ComparisonGate
{
    /// <summary>The name of this kind of rule in <see cref="GateResult.Rule"/>.</summary>
    public const string Kind = "comparison";

    /// <summary>The decision of a comparison. An inconclusive one blocks where its rule says so.</summary>
    /// <param name="result">The comparison.</param>
    /// <param name="alpha">The α that it was made at.</param>
    public static GateResult ToResult(ComparisonResult result, double alpha)
    {
        GateVerdict verdict = VerdictOf(result.Outcome);
        return new GateResult
        {
            Id = $"{result.Rule.Metric} vs champion",
            Metric = result.Rule.Metric.Name,
            Rule = Kind,
            Rows = result.Rows,
            Estimate = result.Challenger,
            Lower = result.Interval?.Lower,
            Upper = result.Interval?.Upper,
            Level = 1 - 2 * alpha,
            Margin = result.Rule.Margin,
            Relative = CompareRule.IsRelative(result.Rule.Metric),
            Champion = result.Champion,
            Difference = result.Difference,
            Outcome = Name(result.Outcome),
            PValue = result.PValue,
            Verdict = verdict,
            Blocks = verdict is GateVerdict.Failed or GateVerdict.NotEvaluated
                || (verdict == GateVerdict.Inconclusive && result.Rule.Inconclusive == WhenInconclusive.Block),
            Reason = result.Reason,
            RowsNeeded = result.RowsNeeded,
            Source = result.Rule.Place,
        };
    }

    /// <summary>An outcome's name in reports: <c>worse-within-margin</c>.</summary>
    public static string Name(ComparisonOutcome outcome) => outcome switch
    {
        ComparisonOutcome.Identical => "identical",
        ComparisonOutcome.Better => "better",
        ComparisonOutcome.Worse => "worse",
        ComparisonOutcome.WorseWithinMargin => "worse-within-margin",
        ComparisonOutcome.WorseSizeUndecided => "worse-size-undecided",
        ComparisonOutcome.NotWorse => "not-worse",
        ComparisonOutcome.Inconclusive => "inconclusive",
        _ => "not-evaluated",
    };

    private static GateVerdict VerdictOf(ComparisonOutcome outcome) => outcome switch
    {
        ComparisonOutcome.Identical or ComparisonOutcome.Better or ComparisonOutcome.WorseWithinMargin or ComparisonOutcome.NotWorse =>
            GateVerdict.Passed,
        ComparisonOutcome.Worse or ComparisonOutcome.WorseSizeUndecided => GateVerdict.Failed,
        ComparisonOutcome.Inconclusive => GateVerdict.Inconclusive,
        _ => GateVerdict.NotEvaluated,
    };
}
