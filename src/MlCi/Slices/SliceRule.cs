using MlCi.Findings;

namespace MlCi.Slices;

/// <summary>How rows are cut into slices: by the values of a column, by bins of a numeric one, by a condition, or by several rules at once.</summary>
/// <param name="Name">The name in reports; the column's unless given.</param>
/// <param name="Column">The column; empty with <see cref="Where"/> or <see cref="Cross"/>.</param>
/// <param name="Bins">Increasing inner edges of half-open bins: [12, 24] gives &lt;12, 12–24 (24 not included) and ≥24; null: one slice for each value.</param>
/// <param name="Place">Where the rule stands in pipeline.yml.</param>
public sealed record SliceRule(string Name, string Column, IReadOnlyList<double>? Bins, SourcePlace Place)
{
    /// <summary>The condition that makes one slice of the rows that meet it, or null.</summary>
    public Condition? Where { get; init; }

    /// <summary>The two or three rules whose slices are intersected; empty for other rules.</summary>
    public IReadOnlyList<SliceRule> Cross { get; init; } = [];

    /// <summary>The columns that it looks at, each with the place where it is named.</summary>
    public IEnumerable<(string Name, SourcePlace Place)> Columns =>
        Where?.Columns ?? (Cross.Count > 0 ? Cross.SelectMany(rule => rule.Columns) : [(Column, Place)]);

    /// <summary>One slice of the rows that meet a condition.</summary>
    /// <param name="name">The name.</param>
    /// <param name="condition">The condition.</param>
    /// <param name="place">Where the rule stands.</param>
    public static SliceRule OfCondition(string name, Condition condition, SourcePlace place) => new(name, "", null, place) { Where = condition };

    /// <summary>The intersections of other rules' slices.</summary>
    /// <param name="name">The name.</param>
    /// <param name="rules">Two or three rules that are no intersections themselves.</param>
    /// <param name="place">Where the rule stands.</param>
    public static SliceRule OfCross(string name, IReadOnlyList<SliceRule> rules, SourcePlace place) => new(name, "", null, place) { Cross = rules };
}
