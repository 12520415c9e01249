namespace MlCi.Schemas;

/// <summary>One rule that one row breaks.</summary>
/// <param name="Row">The row, from 0.</param>
/// <param name="Field">The field, or null of a rule on the whole row.</param>
/// <param name="Rule">The rule, as in schema.json: <c>type</c>, <c>enum</c>, <c>required</c> ….</param>
/// <param name="Found">What was found, in words.</param>
/// <param name="Expected">What was expected, in words: <c>integer</c>, <c>one of "No", "Yes"</c>.</param>
public sealed record RowFault(int Row, string? Field, string Rule, string Found, string Expected);
