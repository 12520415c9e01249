namespace MlCi.Slices;

/// <summary>Some rows of the holdout that belong together.</summary>
/// <param name="Rule">The name of the rule that cut it.</param>
/// <param name="Value">The value or bin: <c>Two year</c>, <c>12–24</c>, <c>(missing)</c>; empty where the rule cuts this one slice only.</param>
/// <param name="Rows">The 0-based rows, increasing.</param>
public sealed record Slice(string Rule, string Value, int[] Rows)
{
    /// <summary>
    /// The slice's name in gates and reports: <c>contract=Two year</c>; of a condition the rule's name; of an intersection
    /// <c>contract=One year &amp; internet_service=DSL</c>.
    /// </summary>
    public string Id { get; init; } = IdOf(Rule, Value);

    /// <summary>The id of a slice that is not an intersection.</summary>
    internal static string IdOf(string rule, string value) => value.Length == 0 ? rule : $"{rule}={value}";
}
