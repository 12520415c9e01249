using System.Text.Json;

namespace MlCi.Pipelines;

/// <summary>The type and range of a column's schema in words.</summary>
internal static class SchemaWords
{
    private static readonly (string Name, string Word)[] Types =
        [("integer", "integer"), ("number", "number"), ("boolean", "true or false"), ("string", "text"), ("null", "no value")];

    /// <summary>The type, as findings name it: <c>number or no value</c>.</summary>
    public static string Type(JsonElement schema)
    {
        HashSet<string> names = Names(schema);
        if (names.Contains("number"))
            names.Remove("integer");
        string words = string.Join(" or ", Types.Where(type => names.Contains(type.Name)).Select(type => type.Word));
        return words.Length == 0 ? "any" : Value(schema, "format") is { ValueKind: JsonValueKind.String } format ? $"{words} ({format.GetString()})" : words;
    }

    /// <summary>What it may be of its type; the values of an enum are told elsewhere.</summary>
    public static string Range(JsonElement schema) => string.Join(", ", new[]
    {
        Value(schema, "const") is { } only ? $"always {only.GetRawText()}" : null,
        Between(Raw(schema, "minimum"), Raw(schema, "exclusiveMinimum"), Raw(schema, "maximum"), Raw(schema, "exclusiveMaximum")),
        Raw(schema, "multipleOf") is { } divisor ? $"a multiple of {divisor}" : null,
        Between(Raw(schema, "minLength"), null, Raw(schema, "maxLength"), null) is { } length ? $"{length} characters" : null,
        Value(schema, "pattern") is { ValueKind: JsonValueKind.String } pattern ? $"matches {pattern.GetString()}" : null,
        Value(schema, "x-unique") is { ValueKind: JsonValueKind.True } ? "unique" : null,
    }.OfType<string>());

    /// <summary>What a value is, in words.</summary>
    public static string Kind(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        _ => value.GetRawText(),
    };

    private static HashSet<string> Names(JsonElement schema)
    {
        HashSet<string> names = [];
        if (Value(schema, "type") is { } type)
            names.UnionWith(type.ValueKind == JsonValueKind.Array ? type.EnumerateArray().Where(name => name.ValueKind == JsonValueKind.String).Select(name => name.GetString()!) : [type.ToString()]);
        else if (Value(schema, "enum") is { ValueKind: JsonValueKind.Array } values)
            names.UnionWith(values.EnumerateArray().Select(NameOf));
        else if (Value(schema, "const") is { } only)
            names.Add(NameOf(only));
        foreach (string keyword in names.Count > 0 ? [] : new[] { "anyOf", "oneOf" })
        {
            if (Value(schema, keyword) is { ValueKind: JsonValueKind.Array } choices)
                names.UnionWith(choices.EnumerateArray().SelectMany(Names));
        }

        return names;
    }

    private static string NameOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => "string",
        JsonValueKind.Number => double.IsInteger(value.GetDouble()) ? "integer" : "number",
        JsonValueKind.True or JsonValueKind.False => "boolean",
        JsonValueKind.Null => "null",
        _ => "",
    };

    private static string? Between(string? least, string? above, string? most, string? below) => (least, above, most, below) switch
    {
        (null, null, null, null) => null,
        ({ } from, null, { } to, null) => $"{from} to {to}",
        _ => string.Join(", ", new[]
        {
            least is null ? null : $"at least {least}", above is null ? null : $"more than {above}", most is null ? null : $"at most {most}", below is null ? null : $"less than {below}",
        }.OfType<string>()),
    };

    private static string? Raw(JsonElement schema, string keyword) => Value(schema, keyword) is { ValueKind: JsonValueKind.Number } number ? number.GetRawText() : null;

    private static JsonElement? Value(JsonElement schema, string keyword) =>
        schema.ValueKind == JsonValueKind.Object && schema.TryGetProperty(keyword, out JsonElement value) ? value : null;
}
