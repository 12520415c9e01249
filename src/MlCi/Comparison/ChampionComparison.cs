using MlCi.Metrics;
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

        MetricEstimate old = MetricEstimator.Estimate(rule.Metric, champion, alpha);
        MetricEstimate fresh = MetricEstimator.Estimate(rule.Metric, challenger, alpha);
        var result = new ComparisonResult(
            rule, old.Rows, old.Estimate, fresh.Estimate, Difference: null, Interval: null, StandardError: null, PValue: null,
            ComparisonOutcome.NotEvaluated, Reason: "", RowsNeeded: null);
        if (old.Rows > 0 && AreIdentical(champion, challenger))
            return Finish(result with { Difference = 0, Interval = new(0, 0), StandardError = 0, PValue = 1, Outcome = ComparisonOutcome.Identical });
        if (WhyNotEvaluated(old, fresh) is { } undefined)
            return result with { Reason = ComparisonReason.NotEvaluated(rule, undefined) };
        (string? tooFew, long? rowsForInterval) = TooFew(rule.Metric, old, champion, challenger);
        PairedDifference? paired = tooFew is null ? Paired(rule.Metric, champion, challenger, alpha) : null;
        if (paired is null)
        {
            long? toAdd = rowsForInterval - old.Rows;
            return result with
            {
                Difference = Difference(rule, old, fresh),
                Outcome = ComparisonOutcome.Inconclusive,
                Reason = ComparisonReason.TooFew(rule, tooFew ?? "too many bootstrap replicates without a value, expected fewer than α", toAdd),
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
            : rule.Metric.HigherIsBetter ? challenger.Estimate - champion.Estimate : champion.Estimate - challenger.Estimate;

    // What a bootstrap over the cells rests on are the rows decided differently, not those that one model's interval takes.
    private static (string? Found, long? Rows) TooFew(Metric metric, MetricEstimate old, PredictionSet champion, PredictionSet challenger)
    {
        if (!IsBootstrapped(metric))
            return (old.TooFew, old.RowsForInterval);
        long discordant = PairedCells.Of(champion, challenger).Discordant;
        if (discordant >= CellBootstrap.LeastDiscordant)
            return (null, null);
        return ($"{discordant} rows decided differently, expected at least {CellBootstrap.LeastDiscordant}",
            discordant == 0 ? null : (long)Math.Ceiling((double)CellBootstrap.LeastDiscordant * old.Rows / discordant));
    }

    private static bool IsBootstrapped(Metric metric) =>
        CellFunctions.Knows(metric) && metric != Metric.Accuracy && metric != Metric.Recall && metric != Metric.Specificity;

    private static PairedDifference? Paired(Metric metric, PredictionSet champion, PredictionSet challenger, double alpha)
    {
        if (metric == Metric.Auc)
            return PairedDifference.OfRocAreas(champion, challenger, alpha);
        if (metric == Metric.AveragePrecision)
            return PairedDifference.OfAveragePrecisions(champion, challenger, alpha);
        if (metric == Metric.Specificity)
            return PairedDifference.OfSpecificities(PairedCells.Of(champion, challenger), alpha);
        if (IsBootstrapped(metric))
            return CellBootstrap.Difference(metric, PairedCells.Of(champion, challenger), alpha);
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
