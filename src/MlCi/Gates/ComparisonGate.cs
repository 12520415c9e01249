using MlCi.Comparison;
using MlCi.Findings;
using MlCi.Metrics;
using MlCi.Slices;

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

    /// <summary>A comparison, ready to be decided together with the slice gates that it is one family with.</summary>
    /// <param name="result">The comparison.</param>
    /// <param name="alpha">The α that it was made at.</param>
    /// <param name="power">The power at which the rows needed are planned.</param>
    public static PendingGate Pending(ComparisonResult result, double alpha, double power) =>
        new(result.Slice is not null, result.PWorse, (pAdjusted, familySize) =>
            result.Slice is null ? ToResult(result, alpha) : OnSlice(result, pAdjusted, familySize, alpha, power));

    /// <summary>
    /// The comparisons on the whole holdout and in the slices that the rules name, ready to be decided: of each rule first the
    /// whole, then the slices in their order.
    /// </summary>
    /// <param name="rules">The comparisons.</param>
    /// <param name="statistics">What is known of the rows, with the measures that the metrics need.</param>
    /// <param name="alpha">The error of each side of the intervals, above 0 and below ½.</param>
    /// <param name="power">The power at which the rows needed are planned.</param>
    public static IReadOnlyList<PendingGate> Pending(IReadOnlyList<CompareRule> rules, SlicedStatistics statistics, double alpha, double power) =>
    [
        .. ChampionComparison.CompareAll(rules, statistics, alpha, power).Select(result => Pending(result, alpha, power)),
    ];

    /// <summary>The same in any task, with weights and clusters or without.</summary>
    /// <param name="rules">The comparisons.</param>
    /// <param name="champion">The champion's predictions.</param>
    /// <param name="challenger">The challenger's predictions of the same rows, in the same order.</param>
    /// <param name="partitions">The slices.</param>
    /// <param name="alpha">The error of each side of the intervals, above 0 and below ½.</param>
    /// <param name="power">The power at which the rows needed are planned.</param>
    public static IReadOnlyList<PendingGate> Pending(
        IReadOnlyList<CompareRule> rules, TaskPredictions champion, TaskPredictions challenger, IReadOnlyList<SlicePartition> partitions,
        double alpha, double power)
    {
        if (champion.PlainBinary is { } old && challenger.PlainBinary is { } fresh)
        {
            Measures measures = MetricEstimator.Needed(rules.Select(rule => rule.Metric));
            return Pending(rules, SlicedStatistics.Of(fresh, old, partitions, measures, PredictionStatistics.Cores), alpha, power);
        }

        return
        [
            .. LinearisedComparison.CompareAll(rules, champion, challenger, partitions, alpha, power).Select(result => Pending(result, alpha, power)),
        ];
    }

    // On slices only what is worse than the margin among all of them fails; what is worse by itself is inconclusive.
    private static GateResult OnSlice(ComparisonResult result, double? pAdjusted, int familySize, double alpha, double power)
    {
        GateResult gate = ToResult(result, alpha) with
        {
            Id = $"{result.Rule.Metric}@{result.Slice} vs champion",
            Slice = result.Slice,
            PValue = result.PWorse,
            PAdjusted = pAdjusted,
        };
        if (gate.Verdict != GateVerdict.Failed)
            return gate;
        if (pAdjusted <= alpha)
            return gate with { Reason = $"{result.Reason} (p {Numerals.PValue(pAdjusted.Value, alpha)} among all slices)" };

        GateResult open = gate with { Verdict = GateVerdict.Inconclusive, Blocks = result.Rule.Inconclusive == WhenInconclusive.Block };
        if (result.Outcome != ComparisonOutcome.Worse)
            return open;
        long? rows = ChampionComparison.RowsToShowWorse(result, alpha / familySize, power);
        return open with { RowsNeeded = rows, Reason = ComparisonReason.WorseAlone(result, pAdjusted ?? 1, familySize, alpha, rows) };
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
