namespace MlCi.Schemas;

/// <summary>The JSON types that a value may have.</summary>
[Flags]
internal enum JsonTypes
{
    None = 0,
    Null = 1,
    Boolean = 2,
    Integer = 4,
    Number = 8,
    Text = 16,
    List = 32,
    Object = 64,
    Any = Null | Boolean | Integer | Number | Text,
    AnyTree = Any | List | Object,
}

/// <summary>The names and words of types, and what they admit.</summary>
internal static class JsonTypesRules
{
    /// <summary>A type by its name in a schema, or <see cref="JsonTypes.None"/>.</summary>
    public static JsonTypes Parse(string? name) => name switch
    {
        "null" => JsonTypes.Null,
        "boolean" => JsonTypes.Boolean,
        "integer" => JsonTypes.Integer,
        "number" => JsonTypes.Number,
        "string" => JsonTypes.Text,
        "array" => JsonTypes.List,
        "object" => JsonTypes.Object,
        _ => JsonTypes.None,
    };

    /// <summary>Whether numbers are among the types.</summary>
    public static bool HasNumbers(this JsonTypes types) => (types & (JsonTypes.Integer | JsonTypes.Number)) != JsonTypes.None;

    /// <summary>Whether a value is of one of the types.</summary>
    public static bool Admit(this JsonTypes types, in Scalar value) => value.Form switch
    {
        JsonForm.Number => types.HasFlag(JsonTypes.Number) || (types.HasFlag(JsonTypes.Integer) && IsWhole(value)),
        _ => (types & Of(value.Form)) != JsonTypes.None,
    };

    /// <summary>The types whose values have a form.</summary>
    public static JsonTypes Of(JsonForm form) => form switch
    {
        JsonForm.Null => JsonTypes.Null,
        JsonForm.Boolean => JsonTypes.Boolean,
        JsonForm.Number => JsonTypes.Integer | JsonTypes.Number,
        JsonForm.Text => JsonTypes.Text,
        JsonForm.List => JsonTypes.List,
        _ => JsonTypes.Object,
    };

    /// <summary>The types in words: <c>integer or no value</c>.</summary>
    public static string Words(this JsonTypes types)
    {
        List<string> words = [];
        if (types.HasFlag(JsonTypes.Number))
            words.Add("number");
        else if (types.HasFlag(JsonTypes.Integer))
            words.Add("integer");
        if (types.HasFlag(JsonTypes.Boolean))
            words.Add("true or false");
        if (types.HasFlag(JsonTypes.Text))
            words.Add("text");
        if (types.HasFlag(JsonTypes.List))
            words.Add("a list");
        if (types.HasFlag(JsonTypes.Object))
            words.Add("a mapping");
        if (types.HasFlag(JsonTypes.Null))
            words.Add("no value");
        return string.Join(" or ", words);
    }

    private static bool IsWhole(in Scalar value)
    {
        if (value.Text.Length == 0)
            return double.IsInteger(value.Number);
        return value.Text.AsSpan().IndexOfAny(".eE") < 0 || value.Exact.IsWhole;
    }
}
