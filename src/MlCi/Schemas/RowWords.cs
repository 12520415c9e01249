using MlCi.Findings;

namespace MlCi.Schemas;

/// <summary>What a schema asks of a row, in words: <c>contract is "Two year" and tenure is at least 12</c>.</summary>
internal static class RowWords
{
    /// <summary>What rows meet that are valid by a schema.</summary>
    public static string Of(SchemaNode schema)
    {
        if (schema.Always is { } always)
            return always ? "anything is" : "nothing is";
        List<string> words = [];
        foreach ((string name, SchemaNode property) in schema.Object.Properties)
            words.Add(property.Always == false ? $"{InertText.Of(name)} has no value" : $"{InertText.Of(name)} is {TreeWords.Of(property)}");
        foreach ((string name, _) in schema.Object.Required)
        {
            // That it has a value goes without saying where it must be a certain one.
            if (!schema.Object.Properties.Exists(one => one.Name == name))
                words.Add($"{InertText.Of(name)} has a value");
        }

        foreach ((string name, IReadOnlyList<(string Name, SourcePlace Place)> needed) in schema.Object.DependentRequired)
            words.AddRange(needed.Select(other => $"{InertText.Of(other.Name)} has a value if {InertText.Of(name)} has"));
        words.AddRange(schema.Object.DependentSchemas.Select(one => $"({Of(one.Schema)} if {InertText.Of(one.Name)} has a value)"));
        if (schema.Reference is { } reference)
            words.Add(Of(reference));
        words.AddRange(schema.AllOf.Select(Of));
        if (schema.AnyOf.Count > 0)
            words.Add($"({string.Join(" or ", schema.AnyOf.Select(Of))})");
        if (schema.OneOf.Count > 0)
            words.Add($"exactly one of ({string.Join("; ", schema.OneOf.Select(Of))})");
        if (schema.Not is { } not)
            words.Add(Not(not));
        if (schema.If is { } condition)
            words.Add($"({(schema.Then is { } then ? Of(then) : Of(schema.Else ?? condition))} if {(schema.Then is null ? Not(condition) : Of(condition))})");
        return words.Count == 0 ? "anything is" : string.Join(" and ", words);
    }

    /// <summary>What rows meet that are not valid by a schema.</summary>
    public static string Not(SchemaNode schema) => schema is { Object: { Properties: [(var name, { Always: null } property)], DependentRequired: [], DependentSchemas: [] } }
        && !schema.InPlace().Any() && schema.Object.Required.TrueForAll(one => one.Name == name)
        ? $"{InertText.Of(name)} is not {TreeWords.Of(property)}" : $"not ({Of(schema)})";
}
