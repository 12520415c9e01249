using MlCi.Metrics;
using MlCi.Statistics;

namespace MlCi.Comparison;

/// <summary>
/// The champion-challenger test: paired on the same rows, with a margin, decided on the interval of the difference.
/// </summary>
public static class ChampionComparison
{
    /// <summary>Whether a metric can be compared. Precision and F1 are functions of the cells that have no closed paired interval.</summary>
    public static bool Supports(Metric metric) => metric != Metric.Precision && metric != Metric.F1;

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

        MetricEstimate old = MetricEstimator.Estimate(rule.Metric, champion, alpha);
        MetricEstimate fresh = MetricEstimator.Estimate(rule.Metric, challenger, alpha);
        var result = new ComparisonResult(
            rule, old.Rows, old.Estimate, fresh.Estimate, Difference: null, Interval: null, StandardError: null, PValue: null,
            ComparisonOutcome.NotEvaluated, Reason: "", RowsNeeded: null);
        if (old.Rows > 0 && AreIdentical(champion, challenger))
            return Finish(result with { Difference = 0, Interval = new(0, 0), StandardError = 0, PValue = 1, Outcome = ComparisonOutcome.Identical });
        if (WhyNotEvaluated(old, fresh) is { } undefined)
            return result with { Reason = ComparisonReason.NotEvaluated(rule, undefined) };
        if (old.TooFew is { } tooFew)
        {
            long? toAdd = old.RowsForInterval - old.Rows;
            return result with
            {
                Difference = Difference(rule, old, fresh),
                Outcome = ComparisonOutcome.Inconclusive,
                Reason = ComparisonReason.TooFew(rule, tooFew, toAdd),
                RowsNeeded = toAdd,
            };
        }

        PairedDifference paired = Paired(rule.Metric, champion, challenger, alpha);
        ComparisonOutcome outcome = Outcome(paired.Interval, rule.Margin);
        return Finish(result with
        {
            Difference = paired.Value,
            Interval = paired.Interval,
            StandardError = paired.StandardError,
            PValue = paired.PValue,
            Outcome = outcome,
            RowsNeeded = outcome == ComparisonOutcome.Inconclusive ? RowsNeeded(rule, paired, old.Rows, alpha, power) : null,
        });
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

    private static bool AreIdentical(PredictionSet champion, PredictionSet challenger)
    {
        if (champion.Decision != challenger.Decision)
            return false;
        ReadOnlySpan<double> old = champion.Scores;
        ReadOnlySpan<double> fresh = challenger.Scores;
        for (int i = 0; i < old.Length; i++)
        {
            // Two models that fail alike, with NaN say, are not a pass.
            if (BitConverter.DoubleToInt64Bits(old[i]) != BitConverter.DoubleToInt64Bits(fresh[i]) || !(old[i] >= 0 && old[i] <= 1))
                return false;
        }

        return true;
    }

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
            : challenger.Estimate - champion.Estimate;

    private static PairedDifference Paired(Metric metric, PredictionSet champion, PredictionSet challenger, double alpha)
    {
        if (metric == Metric.Auc)
            return PairedDifference.OfRocAreas(champion, challenger, alpha);
        return CompareRule.IsRelative(metric)
            ? PairedDifference.OfLosses(Losses.Of(metric, champion), Losses.Of(metric, challenger), alpha)
            : PairedDifference.OfRates(champion, challenger, positivesOnly: metric == Metric.Recall, alpha);
    }

    private static long? RowsNeeded(CompareRule rule, PairedDifference paired, long rows, double alpha, double power)
    {
        double gap = rule.Planned + rule.Margin;
        return paired.StandardError > 0
            ? SampleSize.RowsToAdd(rows, paired.StandardError, gap, alpha, power)
            : SampleSize.RowsToAddWithoutVariance(rows, paired.Value - paired.Interval.Lower, gap);
    }
}
