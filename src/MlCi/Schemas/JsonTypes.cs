namespace MlCi.Schemas;

/// <summary>The JSON types that a column may have.</summary>
[Flags]
internal enum JsonTypes
{
    None = 0,
    Null = 1,
    Boolean = 2,
    Integer = 4,
    Number = 8,
    Text = 16,
    Any = Null | Boolean | Integer | Number | Text,
}

/// <summary>How the text of a CSV field is read as JSON.</summary>
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
        _ => JsonTypes.None,
    };

    /// <summary>Whether the column can hold numbers.</summary>
    public static bool HasNumbers(this JsonTypes types) => (types & (JsonTypes.Integer | JsonTypes.Number)) != JsonTypes.None;

    /// <summary>Whether a field's text can be read as one of the types; text can always be read as a string.</summary>
    public static bool Admit(this JsonTypes types, Cell cell) =>
        types.HasFlag(JsonTypes.Text)
        || (types.HasFlag(JsonTypes.Number) && cell.IsNumber)
        || (types.HasFlag(JsonTypes.Integer) && cell.IsNumber && double.IsInteger(cell.Number))
        || (types.HasFlag(JsonTypes.Boolean) && cell.Text is "true" or "false");

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
        if (types.HasFlag(JsonTypes.Null))
            words.Add("no value");
        return string.Join(" or ", words);
    }
}
