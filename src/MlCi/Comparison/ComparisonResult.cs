using MlCi.Statistics;

namespace MlCi.Comparison;

/// <summary>Champion against challenger on one metric and the same rows.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Rows">The rows compared.</param>
/// <param name="Champion">The champion's value, or null.</param>
/// <param name="Challenger">The challenger's value, or null.</param>
/// <param name="Difference">The difference, positive where the challenger is better; relative where the margin is.</param>
/// <param name="Interval">The 1−2α interval of the difference.</param>
/// <param name="StandardError">The standard error of the difference, or null.</param>
/// <param name="PValue">McNemar's exact p for rates, the two-sided p of the difference else; null where there is none.</param>
/// <param name="Outcome">What was found.</param>
/// <param name="Reason">Why, in one sentence with the numbers.</param>
/// <param name="RowsNeeded">Where inconclusive: the rows to add, at the planned difference; null where none would do.</param>
public sealed record ComparisonResult(
    CompareRule Rule,
    long Rows,
    double? Champion,
    double? Challenger,
    double? Difference,
    Interval? Interval,
    double? StandardError,
    double? PValue,
    ComparisonOutcome Outcome,
    string Reason,
    long? RowsNeeded)
{
    /// <summary>The slice's id, or null for the whole holdout.</summary>
    public string? Slice { get; init; }

    /// <summary>The one-sided p of "worse by more than the margin", by which a slice is judged among all; null where there is none.</summary>
    public double? PWorse { get; init; }
}
