using MlCi.Findings;

namespace MlCi.Schemas;

/// <summary><c>pattern</c>: a string has a part that matches. It says nothing of what is no string.</summary>
/// <param name="Pattern">The pattern.</param>
/// <param name="Place">Where the keyword stands.</param>
internal sealed record PatternRule(TextPattern Pattern, SourcePlace Place) : ScalarRule("pattern", $"text that matches {Pattern.Source}", Place)
{
    /// <inheritdoc/>
    /// <exception cref="FaultException">The pattern backtracks without end (exit 2).</exception>
    public override bool Holds(in Scalar value) => value.Form != JsonForm.Text || Pattern.IsMatch(value.Text);

    /// <inheritdoc/>
    public override bool? HoldsText(ReadOnlySpan<byte> text) => Pattern.OnBytes?.IsMatch(text);

    /// <inheritdoc/>
    public override bool IsCertain(double number) => true;

    /// <inheritdoc/>
    public override int NextBroken(ReadOnlySpan<double> numbers, int from) => -1;
}
