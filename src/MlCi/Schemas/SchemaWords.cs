namespace MlCi.Schemas;

/// <summary>What rules expect together, in words.</summary>
internal static class SchemaWords
{
    /// <summary>All of some rules: <c>integer and at least 0</c>.</summary>
    public static string All(IReadOnlyList<ScalarRule> rules) => rules.Count == 0 ? "any value" : string.Join(" and ", rules.Select(rule => rule.Expected));

    /// <summary>One of some branches: <c>integer and at least 0, or "unknown"</c>.</summary>
    public static string OneOf(IReadOnlyList<IReadOnlyList<ScalarRule>> branches) =>
        string.Join(branches.Any(branch => branch.Count > 1) ? ", or " : " or ", branches.Select(All));

    /// <summary>A condition within one value.</summary>
    public static string Condition(IReadOnlyList<ScalarRule> condition, IReadOnlyList<ScalarRule> then, IReadOnlyList<ScalarRule> otherwise)
    {
        string words = then.Count == 0 ? "" : $"{All(then)} where it is {All(condition)}";
        string others = otherwise.Count == 0 ? "" : $"{All(otherwise)} where it is not {All(condition)}";
        return words.Length > 0 && others.Length > 0 ? $"{words}, {others}" : words + others;
    }
}
