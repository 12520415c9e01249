using MlCi.Findings;

namespace MlCi.Gates;

/// <summary>One decision: a threshold on the whole holdout or a slice, or a comparison with the champion.</summary>
public sealed record GateResult
{
    /// <summary>What identifies the gate among all of its pipeline: <c>auc</c>, <c>accuracy@contract=Two year</c>, <c>auc vs champion</c>.</summary>
    public required string Id { get; init; }

    /// <summary>The metric's name.</summary>
    public required string Metric { get; init; }

    /// <summary>The slice's id, or null for the whole holdout.</summary>
    public string? Slice { get; init; }

    /// <summary>The kind of rule: <c>threshold</c>, <c>comparison</c>, <c>fairness</c>, <c>robustness</c> or <c>diagnostic</c>.</summary>
    public required string Rule { get; init; }

    /// <summary>The rows decided on.</summary>
    public long Rows { get; init; }

    /// <summary>The metric's value (a comparison: the challenger's), or null.</summary>
    public double? Estimate { get; init; }

    /// <summary>The lower end of the deciding interval (a comparison: of the difference), or null.</summary>
    public double? Lower { get; init; }

    /// <summary>The upper end of the deciding interval, or null.</summary>
    public double? Upper { get; init; }

    /// <summary>The interval's two-sided level, 1−2α.</summary>
    public double Level { get; init; }

    /// <summary>The limit of a threshold, or null.</summary>
    public double? Threshold { get; init; }

    /// <summary>The direction of a threshold: <c>min</c> or <c>max</c>, or null.</summary>
    public string? Direction { get; init; }

    /// <summary>The margin of a comparison, or null.</summary>
    public double? Margin { get; init; }

    /// <summary>Whether the margin and the difference are relative to the champion's value.</summary>
    public bool? Relative { get; init; }

    /// <summary>The champion's value of a comparison, or null.</summary>
    public double? Champion { get; init; }

    /// <summary>The difference of a comparison, positive where the challenger is better, or null.</summary>
    public double? Difference { get; init; }

    /// <summary>The outcome of a comparison in kebab case, or null.</summary>
    public string? Outcome { get; init; }

    /// <summary>The one-sided p of "the limit is missed", or of McNemar's or the difference's test; null where there is none.</summary>
    public double? PValue { get; init; }

    /// <summary>The one-sided p adjusted among all slices (Holm; of diagnostics Benjamini &amp; Hochberg), or null outside slices.</summary>
    public double? PAdjusted { get; init; }

    /// <summary>The decision.</summary>
    public required GateVerdict Verdict { get; init; }

    /// <summary>Whether this decision blocks: failed, not evaluated, or inconclusive where the rule says so.</summary>
    public required bool Blocks { get; init; }

    /// <summary>Why, in one sentence that names metric, interval and limit or margin.</summary>
    public required string Reason { get; init; }

    /// <summary>Where inconclusive: the rows to add that would decide it, or null where none can be told.</summary>
    public long? RowsNeeded { get; init; }

    /// <summary>Where the rule stands.</summary>
    public required SourcePlace Source { get; init; }
}
