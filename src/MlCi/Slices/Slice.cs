namespace MlCi.Slices;

/// <summary>Some rows of the holdout that belong together.</summary>
/// <param name="Rule">The name of the rule that cut it.</param>
/// <param name="Value">The value or bin: <c>Two year</c>, <c>12–24</c>, <c>(missing)</c>.</param>
/// <param name="Rows">The 0-based rows, increasing.</param>
public sealed record Slice(string Rule, string Value, int[] Rows)
{
    /// <summary>The slice's name in gates and reports: <c>contract=Two year</c>.</summary>
    public string Id => $"{Rule}={Value}";
}
