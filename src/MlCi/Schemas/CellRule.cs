using MlCi.Findings;

namespace MlCi.Schemas;

/// <summary>One keyword of one column, ready to be asked of each distinct value.</summary>
/// <param name="Keyword">The keyword: <c>type</c>, <c>enum</c>, <c>minimum</c> ….</param>
/// <param name="Expected">What it expects, in words.</param>
/// <param name="Holds">Whether a value holds it.</param>
/// <param name="Place">Where the keyword stands in schema.json.</param>
internal sealed record CellRule(string Keyword, string Expected, Func<Cell, bool> Holds, SourcePlace Place);

/// <summary>A value as text and, where it is one, as a number (NaN where it is not).</summary>
internal readonly record struct Cell(string Text, double Number)
{
    public bool IsNumber => !double.IsNaN(Number);
}
