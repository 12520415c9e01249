using MlCi.Findings;
using MlCi.Metrics;
using MlCi.Slices;
using MlCi.Statistics;

namespace MlCi.Comparison;

/// <summary>
/// The champion-challenger test: paired on the same rows, with a margin, decided on the interval of the difference.
/// </summary>
public static class ChampionComparison
{
    /// <summary>
    /// Whether a metric can be compared. A slope has its best value in the middle, so no model is better by more of it; the
    /// calibration error's simulated interval is not paired, and the losses say the same with more power.
    /// </summary>
    public static bool Supports(Metric metric) => metric != Metric.CalibrationSlope && metric != Metric.CalibrationError;

    /// <summary>Compares a challenger with the champion.</summary>
    /// <param name="rule">The metric and the margin.</param>
    /// <param name="champion">The champion's predictions.</param>
    /// <param name="challenger">The challenger's predictions of the same rows, in the same order.</param>
    /// <param name="alpha">The error of each side of the interval, above 0 and below ½.</param>
    /// <param name="power">The power at which the rows needed are planned.</param>
    /// <exception cref="ArgumentException">An unsupported metric, or sets that are not of the same rows.</exception>
    public static ComparisonResult Compare(CompareRule rule, PredictionSet champion, PredictionSet challenger, double alpha, double power)
    {
        if (!Supports(rule.Metric))
            throw new ArgumentException($"found metric {rule.Metric}, which cannot be compared", nameof(rule));
        if (!champion.Labels.SequenceEqual(challenger.Labels))
            throw new ArgumentException("expected the predictions of champion and challenger to have the same rows", nameof(challenger));

        PredictionStatistics statistics = PredictionStatistics.Of(
            challenger, champion, [], MetricEstimator.Needed([rule.Metric]), PredictionStatistics.Cores);
        return Compare(rule, statistics.Whole, slice: null, alpha, power);
    }

    /// <summary>Compares a challenger with the champion from what is known of the rows.</summary>
    /// <param name="rule">The metric and the margin.</param>
    /// <param name="rows">The statistics of both, with the measures that the metric needs.</param>
    /// <param name="slice">The slice's id, or null for the whole holdout.</param>
    /// <param name="alpha">The error of each side of the interval, above 0 and below ½.</param>
    /// <param name="power">The power at which the rows needed are planned.</param>
    public static ComparisonResult Compare(CompareRule rule, PairedStatistics rows, string? slice, double alpha, double power) =>
        Compare(rule, rows, slice, new CellReplicates(), alpha, power);

    private static ComparisonResult Compare(CompareRule rule, PairedStatistics rows, string? slice, CellReplicates replicates, double alpha, double power)
    {
        MetricEstimate old = MetricEstimator.Value(rule.Metric, rows.Champion);
        MetricEstimate fresh = MetricEstimator.Value(rule.Metric, rows.Challenger);
        var pair = new EstimatedPair(old, fresh, AreIdentical: rows.Sums.Different == 0);
        return Conclude(rule, slice, pair, () =>
        {
            (string? tooFew, long? rowsForInterval) = TooFew(rule.Metric, old, rows);
            return tooFew is null ? Paired(rule, rows, replicates, alpha) : new PairedFinding(null, tooFew, rowsForInterval);
        }, alpha, power);
    }

    /// <summary>What a comparison comes to, in the order in which it is asked: identical, not evaluated, too few, the interval's outcome.</summary>
    /// <param name="rule">The metric and the margin.</param>
    /// <param name="slice">The slice's id, or null for the whole holdout.</param>
    /// <param name="pair">The values of both models.</param>
    /// <param name="find">Finds the difference; asked only where both have a value.</param>
    /// <param name="alpha">The error of each side of the interval.</param>
    /// <param name="power">The power at which the rows needed are planned.</param>
    internal static ComparisonResult Conclude(
        CompareRule rule, string? slice, EstimatedPair pair, Func<PairedFinding> find, double alpha, double power)
    {
        (MetricEstimate old, MetricEstimate fresh, bool areIdentical) = pair;
        var result = new ComparisonResult(
            rule, old.Rows, old.Estimate, fresh.Estimate, Difference: null, Interval: null, StandardError: null, PValue: null,
            ComparisonOutcome.NotEvaluated, Reason: "", RowsNeeded: null)
        { Slice = slice };
        if (old.Rows > 0 && areIdentical)
            return Finish(result with { Difference = 0, Interval = new(0, 0), StandardError = 0, PValue = 1, PWorse = 1, Outcome = ComparisonOutcome.Identical });
        if (WhyNotEvaluated(old, fresh) is { } undefined)
            return result with { Reason = ComparisonReason.NotEvaluated(result, undefined) };
        PairedFinding found = find();
        if (found.Difference is not { } paired)
        {
            long? toAdd = found.RowsForInterval - old.Rows;
            return result with
            {
                Difference = Difference(rule, old, fresh),
                Outcome = ComparisonOutcome.Inconclusive,
                Reason = ComparisonReason.TooFew(result, found.TooFew, toAdd),
                RowsNeeded = toAdd,
            };
        }

        ComparisonOutcome outcome = Outcome(paired.Interval, rule.Margin);
        return Finish(result with
        {
            Difference = paired.Value,
            Interval = paired.Interval,
            StandardError = paired.StandardError,
            PValue = paired.PValue,
            PWorse = paired.PWorse,
            Outcome = outcome,
            // On a slice an undecided size fails nothing, so there too rows are wanted.
            RowsNeeded = outcome == ComparisonOutcome.Inconclusive || (outcome == ComparisonOutcome.WorseSizeUndecided && slice is not null)
                ? RowsNeeded(rule, paired, old.Rows, alpha, power)
                : null,
        });
    }

    /// <summary>Compares on the whole holdout, and in each slice of the rules that a comparison names.</summary>
    /// <param name="rules">The metrics, with margins and slices.</param>
    /// <param name="statistics">What is known of the rows, with the measures that the metrics need.</param>
    /// <param name="alpha">The error of each side of the intervals, above 0 and below ½.</param>
    /// <param name="power">The power at which the rows needed are planned.</param>
    /// <returns>For each rule first the whole, then the slices in their order.</returns>
    public static IReadOnlyList<ComparisonResult> CompareAll(IReadOnlyList<CompareRule> rules, SlicedStatistics statistics, double alpha, double power)
    {
        var results = new ComparisonResult?[rules.Count, statistics.Slices.Count + 1];
        // A group of rows is one piece of work: its metrics share what is drawn for it.
        Workers.Run(PredictionStatistics.Cores, statistics.Slices.Count + 1, () => new CellReplicates(), (group, replicates) =>
        {
            SliceStatistics? slice = group == 0 ? null : statistics.Slices[group - 1];
            for (int rule = 0; rule < rules.Count; rule++)
            {
                if (slice is null || rules[rule].Slices.Contains(slice.Rule))
                    results[rule, group] = Compare(rules[rule], slice?.Statistics ?? statistics.Whole, slice?.Id, replicates, alpha, power);
            }
        });
        return [.. results.Cast<ComparisonResult?>().OfType<ComparisonResult>()];
    }

    /// <summary>How many rows to add so that a difference as it was found is shown to be worse than the margin.</summary>
    /// <param name="result">A comparison with a difference below −margin.</param>
    /// <param name="alpha">The level of the one-sided test.</param>
    /// <param name="power">The power.</param>
    internal static long? RowsToShowWorse(ComparisonResult result, double alpha, double power)
    {
        double gap = -result.Rule.Margin - result.Difference!.Value;
        // Where every row tells the same, nothing varies; then the test itself says how far away from the margin it is.
        double error = result.StandardError > 0 ? result.StandardError.Value : gap / -Normal.Quantile(result.PWorse!.Value);
        return SampleSize.RowsToAdd(result.Rows, error, gap, alpha, power);
    }

    /// <summary>What an interval of the difference says, in the order in which it is asked.</summary>
    /// <param name="interval">The interval [L, U] of the difference, positive where the challenger is better.</param>
    /// <param name="margin">The margin δ.</param>
    public static ComparisonOutcome Outcome(Interval interval, double margin)
    {
        if (interval.Lower > 0)
            return ComparisonOutcome.Better;
        if (interval.Upper < -margin)
            return ComparisonOutcome.Worse;
        if (interval.Upper < 0 && interval.Lower > -margin)
            return ComparisonOutcome.WorseWithinMargin;
        if (interval.Upper < 0)
            return ComparisonOutcome.WorseSizeUndecided;
        return interval.Lower > -margin ? ComparisonOutcome.NotWorse : ComparisonOutcome.Inconclusive;
    }

    private static ComparisonResult Finish(ComparisonResult result) => result with { Reason = ComparisonReason.Of(result) };

    private static string? WhyNotEvaluated(MetricEstimate champion, MetricEstimate challenger)
    {
        if (challenger.Undefined is not null)
            return challenger.Undefined;
        if (champion.Undefined is not null)
            return $"{champion.Undefined} (of the champion)";
        return CompareRule.IsRelative(champion.Metric) && champion.Estimate == 0
            ? "the champion's value is 0, so no difference can be relative to it"
            : null;
    }

    private static double? Difference(CompareRule rule, MetricEstimate champion, MetricEstimate challenger) =>
        CompareRule.IsRelative(rule.Metric)
            ? 1 - challenger.Estimate / champion.Estimate
            : rule.Metric.HigherIsBetter ? challenger.Estimate - champion.Estimate : champion.Estimate - challenger.Estimate;

    // What a bootstrap over the cells rests on are the rows decided differently, not those that one model's interval takes.
    private static (string? Found, long? Rows) TooFew(Metric metric, MetricEstimate old, PairedStatistics rows)
    {
        if (!IsBootstrapped(metric))
            return (old.TooFew, old.RowsForInterval);
        long discordant = PairedCells.Of(rows.Sums).Discordant;
        if (discordant >= CellBootstrap.LeastDiscordant)
            return (null, null);
        return ($"{Numerals.Count(discordant, "rows")} decided differently, expected at least {CellBootstrap.LeastDiscordant}",
            discordant == 0 ? null : (long)Math.Ceiling((double)CellBootstrap.LeastDiscordant * old.Rows / discordant));
    }

    private static bool IsBootstrapped(Metric metric) =>
        CellFunctions.Knows(metric) && metric != Metric.Accuracy && metric != Metric.Recall && metric != Metric.Specificity;

    private static PairedFinding Paired(CompareRule rule, PairedStatistics rows, CellReplicates replicates, double alpha)
    {
        (Metric metric, double margin) = (rule.Metric, rule.Margin);
        if (metric == Metric.Auc)
            return PairedDifference.OfRocAreas(rows.Roc.Paired, margin, alpha);
        if (metric == Metric.AveragePrecision)
            return PairedDifference.OfAveragePrecisions(rows.Precision, margin, alpha);
        if (IsBootstrapped(metric))
        {
            var cells = PairedCells.Of(rows.Sums);
            return LargeCells.Difference(metric, cells, margin, alpha) is { } large ? large : CellBootstrap.Difference(metric, cells, replicates, margin, alpha);
        }

        return CompareRule.IsRelative(metric)
            ? PairedDifference.OfLosses(metric == Metric.Brier ? rows.Sums.Brier : rows.Sums.LogLoss, margin, alpha)
            : PairedDifference.OfRates(metric, rows.Sums, margin, alpha);
    }

    private static long? RowsNeeded(CompareRule rule, PairedDifference paired, long rows, double alpha, double power)
    {
        double gap = rule.Planned + rule.Margin;
        return paired.StandardError > 0
            ? SampleSize.RowsToAdd(rows, paired.StandardError, gap, alpha, power)
            : SampleSize.RowsToAddWithoutVariance(rows, paired.Value - paired.Interval.Lower, gap);
    }
}
