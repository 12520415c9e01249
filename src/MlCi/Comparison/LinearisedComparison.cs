using MlCi.Metrics;
using MlCi.Slices;
using MlCi.Statistics;

namespace MlCi.Comparison;

/// <summary>
/// The champion-challenger test of every task, with weights and clusters or without: the difference varies as the mean of what
/// each row does to it, which is the difference of its influences on both values.
/// </summary>
public static class LinearisedComparison
{
    /// <summary>Compares a challenger with the champion.</summary>
    /// <param name="rule">The metric and the margin.</param>
    /// <param name="champion">The champion's predictions.</param>
    /// <param name="challenger">The challenger's predictions of the same rows, in the same order.</param>
    /// <param name="slice">The slice's id, or null for the whole holdout.</param>
    /// <param name="alpha">The error of each side of the interval, above 0 and below ½.</param>
    /// <param name="power">The power at which the rows needed are planned.</param>
    /// <exception cref="ArgumentException">An unsupported metric, or predictions that are not of the same rows.</exception>
    public static ComparisonResult Compare(
        CompareRule rule, TaskPredictions champion, TaskPredictions challenger, string? slice, double alpha, double power)
    {
        if (!ChampionComparison.Supports(rule.Metric))
            throw new ArgumentException($"found metric {rule.Metric}, which cannot be compared", nameof(rule));
        if (!challenger.HasTruthOf(champion))
            throw new ArgumentException("expected the predictions of champion and challenger to have the same rows", nameof(challenger));

        (TaskPredictions old, TaskPredictions fresh) = (champion.Counted(), challenger.Counted());
        Measurement measuredOld = LinearisedEstimator.Measure(rule.Metric, old);
        Measurement measuredFresh = LinearisedEstimator.Measure(rule.Metric, fresh);
        var pair = new EstimatedPair(
            LinearisedEstimator.Of(rule.Metric, old, measuredOld, alpha),
            LinearisedEstimator.Of(rule.Metric, fresh, measuredFresh, alpha),
            fresh.SaysTheSameAs(old));
        return ChampionComparison.Conclude(rule, slice, pair, () => Find(rule, measuredOld, measuredFresh, fresh.Sampling, alpha), alpha, power);
    }

    /// <summary>Compares on the whole holdout, and in each slice of the rules that a comparison names; each slice is cut once.</summary>
    /// <param name="rules">The metrics, with margins and slices.</param>
    /// <param name="champion">The champion's predictions.</param>
    /// <param name="challenger">The challenger's predictions of the same rows, in the same order.</param>
    /// <param name="partitions">The slices.</param>
    /// <param name="alpha">The error of each side of the intervals, above 0 and below ½.</param>
    /// <param name="power">The power at which the rows needed are planned.</param>
    /// <returns>For each rule first the whole, then the slices in their order.</returns>
    /// <exception cref="ArgumentException">An unsupported metric, or predictions that are not of the same rows.</exception>
    public static IReadOnlyList<ComparisonResult> CompareAll(
        IReadOnlyList<CompareRule> rules, TaskPredictions champion, TaskPredictions challenger, IReadOnlyList<SlicePartition> partitions,
        double alpha, double power)
    {
        Slice[] slices = [.. partitions.Where(partition => rules.Any(rule => rule.Slices.Contains(partition.Rule))).SelectMany(partition => partition.ToSlices())];
        var results = new ComparisonResult?[rules.Count, slices.Length + 1];
        Workers.Run(PredictionStatistics.Cores, slices.Length + 1, group =>
        {
            Slice? slice = group == 0 ? null : slices[group - 1];
            (TaskPredictions old, TaskPredictions fresh) = slice is null ? (champion, challenger) : (champion.Take(slice.Rows), challenger.Take(slice.Rows));
            for (int rule = 0; rule < rules.Count; rule++)
            {
                if (slice is null || rules[rule].Slices.Contains(slice.Rule))
                    results[rule, group] = Compare(rules[rule], old, fresh, slice?.Id, alpha, power);
            }
        });
        return [.. results.Cast<ComparisonResult?>().OfType<ComparisonResult>()];
    }

    private static PairedFinding Find(CompareRule rule, Measurement old, Measurement fresh, Sampling sampling, double alpha)
    {
        if (sampling.IsPlain && old.Rows is { } was && fresh.Rows is { } now && was.Trials.AsSpan().SequenceEqual(now.Trials))
            return PairedDifference.OfRates(was.Successes, now.Successes, was.Trials, rule.Margin, alpha);
        if (Requirement.FirstUnmet([.. old.Requirements, .. fresh.Requirements], sampling.RowCount) is { } unmet)
            return new PairedFinding(null, unmet.Text, unmet.Rows);

        Linearised difference = Difference(rule.Metric, old.Linear, fresh.Linear);
        ClusterVariance variance = fresh.Variance(difference.Influences, sampling);
        if (variance.StandardError == 0)
            return WithoutVariance(rule, old, fresh, difference.Value, alpha);
        // Rows decided alike say nothing of a difference of shares: it rests on the others.
        if ((fresh.Kind == IntervalKind.Share || fresh.NeedsSpread)
            && LinearisedEstimator.TooLittleSpread(variance, sampling, sampling.RowCount) is { } spread)
        {
            return new PairedFinding(null, spread.Text, spread.Rows);
        }

        bool relative = CompareRule.IsRelative(rule.Metric);
        double range = rule.Metric.Maximum - rule.Metric.Minimum;
        var evidence = new ScaledEvidence(
            difference.Value, variance.StandardError, sampling.IsPlain ? double.PositiveInfinity : variance.DegreesOfFreedom, Scale.Plain,
            // A loss is never negative, so no relative gain is above 1.
            Minimum: relative ? double.NegativeInfinity : -range, Maximum: relative ? 1 : range);
        double twoSided = 2 * Math.Min(evidence.ChanceOfSoLow(0), evidence.ChanceOfSoHigh(0));
        return new PairedDifference(
            difference.Value, evidence.IntervalAt(alpha), variance.StandardError, Math.Min(1, twoSided), evidence.ChanceOfSoLow(-rule.Margin));
    }

    // Positive where the challenger is better: of losses 1 − x/z, by the delta method.
    private static Linearised Difference(Metric metric, Linearised old, Linearised fresh)
    {
        if (CompareRule.IsRelative(metric))
        {
            double ratio = fresh.Value / old.Value;
            return fresh.With(1 - ratio, -1 / old.Value, old, ratio / old.Value);
        }

        double sign = metric.HigherIsBetter ? 1 : -1;
        return fresh.With(sign * (fresh.Value - old.Value), sign, old, -sign);
    }

    // Two areas or shares at an end of the range show no variance, but rows as yet unseen may differ (see ConstantEvidence). Errors
    // without a bound may be anything there; but a challenger that is worse by the same on every row has not to be given the doubt.
    private static PairedFinding WithoutVariance(CompareRule rule, Measurement old, Measurement fresh, double difference, double alpha)
    {
        if (fresh.Kind is not (IntervalKind.Logit or IntervalKind.Share))
        {
            return difference < -rule.Margin
                ? new PairedDifference(difference, new Interval(difference, difference), 0, 0, 0)
                : new PairedFinding(null, "rows that all differ by the same, expected some variation", null);
        }

        long agreeing = (long)Math.Floor(Math.Min(old.AgreeingUnits, fresh.AgreeingUnits) * (1 + 1e-9));
        return PairedDifference.WithoutVariance(difference, range: 1, agreeing, rule.Margin, alpha);
    }
}
