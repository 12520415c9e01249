using MlCi.Findings;
using MlCi.Metrics;

namespace MlCi.Gates;

/// <summary>A limit on a metric, on the whole holdout or in each slice of the named rules.</summary>
/// <param name="Metric">The metric.</param>
/// <param name="Limit">The limit.</param>
/// <param name="IsMinimum">Whether the metric must be at least (else at most) the limit.</param>
/// <param name="Slices">Names of slice rules; empty: the whole holdout.</param>
/// <param name="Planned">The value at which the rows needed are planned; null: the estimate.</param>
/// <param name="Inconclusive">What an inconclusive gate does: by default the whole set blocks and slices warn.</param>
/// <param name="Place">Where the limit stands in pipeline.yml.</param>
public sealed record GateRule(
    Metric Metric,
    double Limit,
    bool IsMinimum,
    IReadOnlyList<string> Slices,
    double? Planned,
    WhenInconclusive Inconclusive,
    SourcePlace Place)
{
    /// <summary>Whether it is only looked at: it blocks nothing, and <see cref="DiagnosticGates"/> decides it apart from the gates.</summary>
    public bool IsDiagnostic { get; init; }

    /// <summary>The limit in words: <c>≥ 0.8</c>.</summary>
    public string LimitText => $"{(IsMinimum ? '≥' : '≤')} {Numerals.Exact(Limit)}";
}
