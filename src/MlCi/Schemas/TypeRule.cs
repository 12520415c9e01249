using MlCi.Findings;

namespace MlCi.Schemas;

/// <summary><c>type</c>: a value is of one of some types. 1.0 is an integer.</summary>
/// <param name="Types">The types.</param>
/// <param name="Place">Where the keyword stands.</param>
internal sealed record TypeRule(JsonTypes Types, SourcePlace Place) : ScalarRule("type", Types.Words(), Place)
{
    /// <inheritdoc/>
    public override bool Holds(in Scalar value) => Types.Admit(value);

    /// <inheritdoc/>
    public override bool? HoldsText(ReadOnlySpan<byte> text) => Types.HasFlag(JsonTypes.Text);

    /// <inheritdoc/>
    public override bool IsCertain(double number) => Math.Abs(number) < 1L << 52;

    /// <inheritdoc/>
    public override int NextBroken(ReadOnlySpan<double> numbers, int from) =>
        Types.HasFlag(JsonTypes.Number) ? -1
        : Types.HasFlag(JsonTypes.Integer) ? NumberKernels.NextFraction(numbers, from)
        : NumberKernels.NextPresent(numbers, from);
}
