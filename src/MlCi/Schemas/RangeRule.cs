using MlCi.Findings;

namespace MlCi.Schemas;

/// <summary><c>minimum</c>, <c>maximum</c> and their exclusive forms. They say nothing of what is no number.</summary>
/// <param name="Keyword">The keyword.</param>
/// <param name="Limit">The limit to the nearest 64-bit float.</param>
/// <param name="Exact">The limit with all its digits.</param>
/// <param name="IsLower">Whether numbers lie above the limit, else below.</param>
/// <param name="IsExclusive">Whether the limit itself breaks the rule.</param>
/// <param name="Expected">What is expected, in words.</param>
/// <param name="Place">Where the keyword stands.</param>
internal sealed record RangeRule(string Keyword, double Limit, ExactNumber Exact, bool IsLower, bool IsExclusive, string Expected, SourcePlace Place)
    : ScalarRule(Keyword, Expected, Place)
{
    /// <inheritdoc/>
    public override bool Holds(in Scalar value)
    {
        if (value.Form != JsonForm.Number)
            return true;
        // Rounding to floats keeps the order, so only equal ones may differ in digits that a float has not.
        int order = value.Number != Limit ? value.Number.CompareTo(Limit) : value.Text.Length == 0 ? 0 : value.Exact.Compare(Exact);
        return order == 0 ? !IsExclusive : order > 0 == IsLower;
    }

    /// <inheritdoc/>
    public override bool HoldsNumber(double number) => number == Limit ? !IsExclusive : number > Limit == IsLower;

    /// <inheritdoc/>
    public override bool IsCertain(double number) => number != Limit;

    /// <inheritdoc/>
    public override int NextBroken(ReadOnlySpan<double> numbers, int from) => NumberKernels.NextOutside(numbers, from, Limit, IsLower, IsExclusive);
}
