using MlCi.Findings;

namespace MlCi.Slices;

/// <summary>How rows are cut into slices: by the values of a column, or by bins of a numeric one.</summary>
/// <param name="Name">The name in reports; the column's unless given.</param>
/// <param name="Column">The column.</param>
/// <param name="Bins">Increasing inner edges of half-open bins: [12, 24] gives &lt;12, 12–24 (24 not included) and ≥24; null: one slice for each value.</param>
/// <param name="Place">Where the rule stands in pipeline.yml.</param>
public sealed record SliceRule(string Name, string Column, IReadOnlyList<double>? Bins, SourcePlace Place);
