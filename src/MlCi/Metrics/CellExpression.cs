namespace MlCi.Metrics;

/// <summary>
/// An expression over the confusion cells, such as <c>-5*fn - fp</c>: numbers, <c>tp fp fn tn</c>, <c>p</c> (positives, tp + fn),
/// <c>n</c> (all rows), <c>+ - * /</c> and brackets. It is taken per row: each cell stands for the share of the rows that fall
/// into it, and n for 1. So a sum of costs is the mean cost of a row, and a ratio such as <c>tp/(tp + fp)</c> is itself.
/// </summary>
public sealed class CellExpression : IEquatable<CellExpression>
{
    private readonly ExpressionNode root;

    private CellExpression(string text, ExpressionNode root)
    {
        Text = text;
        this.root = root;
        // A sum with weights is the mean of what a row in each cell is worth, and so lies between the least and the most of it.
        if (root.Dependence == Dependence.Linear)
            RowValues = [Worth(new(1, 0, 0, 0)), Worth(new(0, 1, 0, 0)), Worth(new(0, 0, 1, 0)), Worth(new(0, 0, 0, 1))];
    }

    /// <summary>The expression as written.</summary>
    public string Text { get; }

    /// <summary>The smallest possible value.</summary>
    public double Minimum => RowValues?.Min() ?? double.NegativeInfinity;

    /// <summary>The largest possible value.</summary>
    public double Maximum => RowValues?.Max() ?? double.PositiveInfinity;

    /// <summary>What a row in tp, fp, fn and tn is worth, where the expression is the mean of such values; null where it is not.</summary>
    internal IReadOnlyList<double>? RowValues { get; }

    /// <summary>Reads an expression.</summary>
    /// <param name="text">The text.</param>
    /// <param name="faults">Takes what is wrong with it.</param>
    /// <returns>The expression, or null where there are faults.</returns>
    public static CellExpression? Parse(string text, ICollection<ExpressionFault> faults)
    {
        if (new ExpressionParser(text, faults).Parse() is not { } root)
            return null;
        var expression = new CellExpression(text, root);
        string? fault = root.Dependence == Dependence.None ? "found no cell, expected at least one of tp, fp, fn, tn, p"
            : expression.RowValues is { } values && !values.All(double.IsFinite) ? "found a number beyond the range of numbers, expected finite ones"
            : expression.RowValues is { } same && same.All(value => value == same[0]) ? "found the same value for every row, expected one that depends on the decisions or labels"
            : null;
        if (fault is null)
            return expression;
        faults.Add(new ExpressionFault(1, fault));
        return null;
    }

    /// <summary>The value; NaN where something is divided by zero.</summary>
    /// <param name="counts">The cells, with at least one row.</param>
    public double Of(ConfusionCounts counts) => At(CellShares.Of(counts)).Value;

    /// <inheritdoc/>
    public bool Equals(CellExpression? other) => other?.Text == Text;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as CellExpression);

    /// <inheritdoc/>
    public override int GetHashCode() => Text.GetHashCode(StringComparison.Ordinal);

    /// <inheritdoc/>
    public override string ToString() => Text;

    /// <summary>The value with its slopes; NaN where something is divided by zero.</summary>
    internal CellValue At(in CellShares shares) => root.At(shares);

    // Without the sign of a zero.
    private double Worth(CellShares shares) => root.At(shares).Value + 0.0;
}
