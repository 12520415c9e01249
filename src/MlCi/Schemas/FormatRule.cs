using MlCi.Findings;

namespace MlCi.Schemas;

/// <summary><c>format</c>, as an assertion. It says nothing of what is no string.</summary>
/// <param name="Format">The format.</param>
/// <param name="Place">Where the keyword stands.</param>
internal sealed record FormatRule(TextFormat Format, SourcePlace Place) : ScalarRule("format", Format.Words, Place)
{
    /// <inheritdoc/>
    public override bool Holds(in Scalar value) => value.Form != JsonForm.Text || Format.Matches(value.Text);

    /// <inheritdoc/>
    public override int NextBroken(ReadOnlySpan<double> numbers, int from) => -1;
}
