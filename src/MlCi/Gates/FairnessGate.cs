using MlCi.Findings;
using MlCi.Metrics;
using MlCi.Slices;
using MlCi.Statistics;

namespace MlCi.Gates;

/// <summary>
/// Decides fairness by an interval of the worst gap (or ratio) of any two groups. Gaps have Newcombe's interval
/// (<see cref="Newcombe"/>), ratios the score interval (<see cref="RateRatio"/>).
/// </summary>
/// <remarks>
/// The gap of the worst pair is the largest over all ordered pairs, of all rates. Its upper end is the largest upper end of any
/// pair at α: the truly worst pair's own end is wrong with probability α, and the largest is no smaller (intersection–union,
/// Berger 1982). Its lower end is the largest lower end at α divided by the number of ordered pairs: one of them is wrong with
/// probability at most α (Bonferroni). So each side of the printed interval errs with probability at most α, whatever the number
/// of groups; groups that are all alike do not fail because the extremes of many were picked. Of ratios the ends change roles.
/// </remarks>
public static class FairnessGate
{
    /// <summary>The name of this kind of rule in <see cref="GateResult.Rule"/>.</summary>
    public const string Kind = "fairness";

    /// <summary>The most groups that are compared: every pair counts, and of more groups than this each is a row or two.</summary>
    public const int MostGroups = 100;

    /// <summary>Decides a rule.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="predictions">The predictions of the whole holdout.</param>
    /// <param name="groups">The slices of the rule's groups.</param>
    /// <param name="alpha">The error of each side of the interval.</param>
    /// <param name="power">The power at which the rows needed are planned.</param>
    public static GateResult Decide(FairnessRule rule, PredictionSet predictions, IReadOnlyList<Slice> groups, double alpha, double power)
    {
        IReadOnlyList<GroupRates> rates = GroupRates.For(rule.Metric, predictions, groups);
        if (WhyNotEvaluated(rule, predictions, rates) is { } why)
            return NotEvaluated(rule, alpha, why);

        IReadOnlyList<GroupPair> pairs = GroupPair.Of(rates);
        // Where nobody has the rate at all, two groups are alike but have no ratio.
        GroupPair worst = pairs.Where(pair => !double.IsNaN(pair.Value(rule.IsRatio))).MaxBy(pair => rule.IsRatio ? -pair.Value(true) : pair.Value(false))!;
        Interval interval = WorstInterval(pairs, rule.IsRatio, alpha);
        bool clears = LimitTest.Clears(interval, rule.Limit, rule.IsRatio);
        bool misses = LimitTest.Misses(interval, rule.Limit, rule.IsRatio);
        GateVerdict verdict = clears ? GateVerdict.Passed : misses ? GateVerdict.Failed : GateVerdict.Inconclusive;
        long rows = rates.Max(rate => rate.Groups.Sum(group => group.Rate.Trials));
        long? needed = verdict == GateVerdict.Inconclusive ? RowsToAdd(rule, worst, interval, predictions.RowCount, pairs.Count, alpha, power) : null;
        return Empty(rule, alpha) with
        {
            Rows = rows,
            Estimate = worst.Value(rule.IsRatio),
            Lower = interval.Lower,
            Upper = interval.Upper,
            Verdict = verdict,
            Blocks = misses || (!clears && rule.Inconclusive == WhenInconclusive.Block),
            RowsNeeded = needed,
            Reason = Reason(rule, worst, interval, verdict, needed),
        };
    }

    /// <summary>The decision on a rule that could not be evaluated: it blocks.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="alpha">The level's α.</param>
    /// <param name="why">Why not.</param>
    public static GateResult NotEvaluated(FairnessRule rule, double alpha, string why) =>
        Empty(rule, alpha) with { Reason = $"{rule.Id} not evaluated: {why}" };

    private static GateResult Empty(FairnessRule rule, double alpha) => new()
    {
        Id = rule.Id,
        Metric = rule.MetricName,
        Rule = Kind,
        Level = 1 - 2 * alpha,
        Threshold = rule.Limit,
        Direction = rule.IsRatio ? "min" : "max",
        Verdict = GateVerdict.NotEvaluated,
        Blocks = true,
        Reason = "",
        Source = rule.Place,
    };

    private static string? WhyNotEvaluated(FairnessRule rule, PredictionSet predictions, IReadOnlyList<GroupRates> rates)
    {
        if (predictions.Scores.ContainsAnyExceptInRange(0, 1))
            return "a score is not a number from 0 to 1";
        if (rates[0].Groups.Count < 2)
            return rates[0].Groups.Count == 0 ? "no rows" : $"found one group, {rates[0].Groups[0].Id}, and nothing to compare it with";
        if (rates[0].Groups.Count > MostGroups)
            return $"found {Numerals.Count(rates[0].Groups.Count)} groups, expected at most {MostGroups}";
        foreach (GroupRates rate in rates)
        {
            foreach ((string id, Proportion share) in rate.Groups)
            {
                if (share.Trials == 0)
                    return $"group {id} has no {rate.Of}";
            }

            if (rule.IsRatio && rate.Groups.All(group => group.Rate.Successes == 0))
                return $"the {rate.Name} is 0 in every group, so there is no ratio";
        }

        return null;
    }

    private static Interval WorstInterval(IReadOnlyList<GroupPair> pairs, bool isRatio, double alpha)
    {
        Interval[] each = [.. pairs.Select(pair => pair.IntervalAt(isRatio, alpha))];
        Interval[] together = [.. pairs.Select(pair => pair.IntervalAt(isRatio, alpha / pairs.Count))];
        // A gap is never below 0, as each pair counts both ways; a ratio never above 1.
        return isRatio
            ? new Interval(each.Min(interval => interval.Lower), Math.Min(1, together.Min(interval => interval.Upper)))
            : new Interval(Math.Max(0, together.Max(interval => interval.Lower)), each.Max(interval => interval.Upper));
    }

    private static long? RowsToAdd(FairnessRule rule, GroupPair worst, Interval interval, long rows, int pairs, double alpha, double power)
    {
        double value = worst.Value(rule.IsRatio);
        bool misses = LimitTest.Misses(new Interval(value, value), rule.Limit, rule.IsRatio);
        double error = worst.StandardError(rule.IsRatio);
        double gap = Math.Abs(value - rule.Limit);
        if (error > 0)
            return SampleSize.RowsToAdd(rows, error, gap, misses ? alpha / pairs : alpha, power);
        // Where nobody or everybody has the rate.
        return SampleSize.RowsToAddWithoutVariance(rows, value < rule.Limit ? interval.Upper - value : value - interval.Lower, gap);
    }

    private static string Reason(FairnessRule rule, GroupPair worst, Interval interval, GateVerdict verdict, long? needed)
    {
        string measured = $"{rule.Id} {Numerals.WithInterval(worst.Value(rule.IsRatio), interval.Lower, interval.Upper, rule.Limit)}";
        string groups = $"{worst.Rate} {Numerals.Of(worst.Low.Share)} in {worst.LowId}, {Numerals.Of(worst.High.Share)} in {worst.HighId}";
        return verdict switch
        {
            GateVerdict.Passed => $"{measured} clears {rule.LimitText} ({groups})",
            GateVerdict.Failed => $"{measured} misses {rule.LimitText} ({groups})",
            _ => $"{measured} spans {Numerals.Exact(rule.Limit)} ({groups}): inconclusive, {More(needed)}",
        };
    }

    private static string More(long? rows) => rows switch
    {
        null => "and at these rates no number of rows would decide it",
        0 => "although so many rows should decide it at these rates",
        { } more => $"{Numerals.MoreRows(more)} would decide it",
    };
}
