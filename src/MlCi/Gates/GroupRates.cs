using MlCi.Metrics;
using MlCi.Slices;
using MlCi.Statistics;

namespace MlCi.Gates;

/// <summary>One rate in every group.</summary>
/// <param name="Name">The rate in words: <c>share of positive decisions</c>.</param>
/// <param name="Of">The rows that it is a share of, in words.</param>
/// <param name="Groups">For each group its id and its rate.</param>
internal sealed record GroupRates(string Name, string Of, IReadOnlyList<(string Id, Proportion Rate)> Groups)
{
    /// <summary>The rates that a fairness metric looks at.</summary>
    public static IReadOnlyList<GroupRates> For(FairnessMetric metric, PredictionSet predictions, IReadOnlyList<Slice> groups)
    {
        (string Id, ConfusionCounts Counts)[] counts = [.. groups.Select(group => (group.Id, ConfusionCounts.Of(predictions.Take(group.Rows))))];
        GroupRates Rates(string name, string of, Func<ConfusionCounts, Proportion> rate) =>
            new(name, of, [.. counts.Select(group => (group.Id, rate(group.Counts)))]);
        GroupRates found = Rates("true positive rate", "positive rows", one => new(one.TruePositives, one.Positives));
        return metric switch
        {
            FairnessMetric.Parity => [Rates("share of positive decisions", "rows", one => new(one.TruePositives + one.FalsePositives, one.Rows))],
            FairnessMetric.EqualOpportunity => [found],
            _ => [found, Rates("false positive rate", "negative rows", one => new(one.FalsePositives, one.Negatives))],
        };
    }
}

/// <summary>Two groups under comparison: <see cref="High"/> is the one that may have too much, <see cref="Low"/> too little.</summary>
internal sealed record GroupPair(string Rate, string HighId, Proportion High, string LowId, Proportion Low)
{
    /// <summary>All ordered pairs of groups, of all rates.</summary>
    public static IReadOnlyList<GroupPair> Of(IReadOnlyList<GroupRates> rates) =>
        [.. rates.SelectMany(rate => rate.Groups.SelectMany(high => rate.Groups.Where(low => low.Id != high.Id)
            .Select(low => new GroupPair(rate.Name, high.Id, high.Rate, low.Id, low.Rate))))];

    /// <summary>The gap, or the ratio of low to high; NaN where both are 0.</summary>
    public double Value(bool isRatio) => isRatio ? Low.Share / High.Share : High.Share - Low.Share;

    /// <summary>The interval of the gap or ratio, each side at α.</summary>
    public Interval IntervalAt(bool isRatio, double alpha) => isRatio ? RateRatio.Of(Low, High, alpha) : Newcombe.Of(High, Low, alpha);

    /// <summary>The standard error of the gap, or of the ratio by the delta method; NaN or 0 where it cannot be told.</summary>
    public double StandardError(bool isRatio) => isRatio
        ? Value(isRatio: true) * Math.Sqrt(Low.Variance / (Low.Share * Low.Share) + High.Variance / (High.Share * High.Share))
        : Math.Sqrt(High.Variance + Low.Variance);
}
