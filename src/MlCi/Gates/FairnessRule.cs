using MlCi.Findings;
using MlCi.Slices;

namespace MlCi.Gates;

/// <summary>What must be alike in all groups.</summary>
public enum FairnessMetric
{
    /// <summary>The share of positive decisions (demographic parity).</summary>
    Parity,

    /// <summary>The share of the positives that are found: the true positive rate.</summary>
    EqualOpportunity,

    /// <summary>Both the true and the false positive rate.</summary>
    EqualizedOdds,
}

/// <summary>A limit on how far a rate may differ between the groups of a column.</summary>
/// <param name="Groups">How the holdout is cut into groups.</param>
/// <param name="Metric">The rate.</param>
/// <param name="Limit">The limit on the largest gap, or on the smallest ratio, of any two groups.</param>
/// <param name="IsRatio">Whether it is the ratio of two groups that must be at least the limit, else their gap at most.</param>
/// <param name="Inconclusive">What an inconclusive gate does; by default it warns.</param>
/// <param name="Place">Where the limit stands in pipeline.yml.</param>
public sealed record FairnessRule(
    SliceRule Groups, FairnessMetric Metric, double Limit, bool IsRatio, WhenInconclusive Inconclusive, SourcePlace Place)
{
    /// <summary>The metric's name in pipeline.yml and reports: <c>equal_opportunity</c>.</summary>
    public string MetricName => NameOf(Metric);

    /// <summary>The gate's id: <c>parity gap@female</c>.</summary>
    public string Id => $"{MetricName} {(IsRatio ? "ratio" : "gap")}@{Groups.Name}";

    /// <summary>The limit in words: <c>≤ 0.1</c>.</summary>
    public string LimitText => $"{(IsRatio ? '≥' : '≤')} {Numerals.Exact(Limit)}";

    /// <summary>A metric's name.</summary>
    public static string NameOf(FairnessMetric metric) => metric switch
    {
        FairnessMetric.Parity => "parity",
        FairnessMetric.EqualOpportunity => "equal_opportunity",
        _ => "equalized_odds",
    };
}
