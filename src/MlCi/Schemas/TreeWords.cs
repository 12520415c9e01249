using MlCi.Findings;

namespace MlCi.Schemas;

/// <summary>What a schema of a tree expects, and what was found there, in words.</summary>
internal static class TreeWords
{
    private const int MostShown = 60;

    /// <summary>A value as it may stand in a message: on one line, and not long.</summary>
    public static string Shown(PlacedJson value)
    {
        string shown = value.Form switch
        {
            JsonForm.Null => "nothing",
            JsonForm.List => "a list",
            JsonForm.Object => "a mapping",
            JsonForm.Text when value.Text.Length == 0 => "an empty text",
            // That it is in quotes is what is wrong with it.
            JsonForm.Text when value.Text is "true" or "false" or "null" || double.TryParse(value.Text, out _) => JsonEquality.Shown(value),
            _ => InertText.Of(value.Text),
        };
        return shown.Length <= MostShown ? shown : shown[..(MostShown - 3)] + "...";
    }

    /// <summary>What a schema expects.</summary>
    public static string Of(SchemaNode schema)
    {
        if (schema.Always is { } always)
            return always ? "any value" : "nothing";
        List<string> words = [.. schema.Rules.Select(rule => rule.Expected)];
        if (schema.Reference is { } reference)
            words.Add(Of(reference));
        words.AddRange(schema.AllOf.Select(Of));
        if (schema.AnyOf.Count > 0)
            words.Add(string.Join(" or ", schema.AnyOf.Select(Of)));
        if (schema.OneOf.Count > 0)
            words.Add(string.Join(" or ", schema.OneOf.Select(Of)));
        if (schema.Not is { } not)
            words.Add($"not {Of(not)}");
        if (schema.Object.Required.Count > 0)
            words.Add($"with {string.Join(", ", schema.Object.Required.Select(one => $"'{one.Name}'"))}");
        words.RemoveAll(word => word == "any value");
        return words.Count == 0 ? "any value" : string.Join(words[0] == "a mapping" ? " " : " and ", words);
    }

    /// <summary>The types that a schema admits, so far as it says so.</summary>
    public static JsonTypes Types(SchemaNode schema)
    {
        JsonTypes types = schema.Always == false ? JsonTypes.None : JsonTypes.AnyTree;
        foreach (ScalarRule rule in schema.Rules)
            types &= rule is TypeRule type ? Both(type.Types) : rule is EnumRule listed ? listed.Types : JsonTypes.AnyTree;
        if (schema.Reference is { } reference)
            types &= Types(reference);
        foreach (SchemaNode one in schema.AllOf)
            types &= Types(one);
        foreach (List<SchemaNode> ways in new[] { schema.AnyOf, schema.OneOf })
        {
            if (ways.Count > 0)
                types &= ways.Aggregate(JsonTypes.None, (all, one) => all | Types(one));
        }

        if (schema.Then is { } then && schema.Else is { } otherwise)
            types &= Types(then) | Types(otherwise);
        return types;
    }

    // Here an integer and a number are the same: both are read as numbers.
    private static JsonTypes Both(JsonTypes types) => types.HasNumbers() ? types | JsonTypes.Integer | JsonTypes.Number : types;
}
