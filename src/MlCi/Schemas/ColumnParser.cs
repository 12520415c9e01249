using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace MlCi.Schemas;

/// <summary>Reads the schema of one column into cell rules.</summary>
internal sealed class ColumnParser(SchemaParser parser, JsonProperty column, string pointer)
{
    private const string Supported =
        "type, enum, const, minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf, pattern, minLength, maxLength, x-unique";

    private static readonly TimeSpan PatternTimeout = TimeSpan.FromSeconds(1);
    private readonly List<CellRule> rules = [];
    private JsonTypes types = JsonTypes.Any;

    public ColumnSchema Read(bool required)
    {
        bool unique = false;
        if (column.Value.ValueKind != JsonValueKind.Object)
        {
            parser.Add(pointer, $"found {SchemaParser.Kind(column.Value)} for column '{column.Name}', expected an object");
            return new ColumnSchema(column.Name, required, unique, types, rules, parser.Place(pointer));
        }

        if (column.Value.TryGetProperty("type", out JsonElement type))
            ReadType(type);
        foreach (JsonProperty keyword in column.Value.EnumerateObject())
        {
            if (keyword is { Name: "x-unique", Value.ValueKind: JsonValueKind.True or JsonValueKind.False })
                unique = keyword.Value.GetBoolean();
            else if (keyword.Name == "x-unique")
                parser.Add($"{pointer}/x-unique", $"found {SchemaParser.Kind(keyword.Value)} for x-unique, expected true or false");
            else if (keyword.Name != "type" && !SchemaParser.IsAnnotation(keyword.Name))
                ReadKeyword(keyword.Name, keyword.Value);
        }

        return new ColumnSchema(column.Name, required, unique, types, rules, parser.Place(pointer));
    }

    private void ReadType(JsonElement type)
    {
        IEnumerable<JsonElement> names = type.ValueKind == JsonValueKind.Array ? type.EnumerateArray() : [type];
        types = JsonTypes.None;
        foreach (JsonElement name in names)
        {
            JsonTypes one = name.ValueKind == JsonValueKind.String ? JsonTypesRules.Parse(name.GetString()) : JsonTypes.None;
            if (one == JsonTypes.None)
                parser.Add($"{pointer}/type", $"found type {name.GetRawText()}, expected null, boolean, integer, number or string");
            types |= one;
        }

        JsonTypes expected = types;
        Rule("type", expected.Words(), cell => expected.Admit(cell));
    }

    private void ReadKeyword(string keyword, JsonElement value)
    {
        switch (keyword, value.ValueKind)
        {
            case ("enum", JsonValueKind.Array) when value.GetArrayLength() > 0:
                JsonElement[] values = [.. value.EnumerateArray()];
                // A missing value is null: a list without null does not admit it.
                if (!Array.Exists(values, item => item.ValueKind == JsonValueKind.Null))
                    types &= ~JsonTypes.Null;
                Rule("enum", "one of " + string.Join(", ", values.Select(item => item.GetRawText())), cell => Array.Exists(values, item => Equal(item, cell)));
                break;
            case ("const", JsonValueKind.String or JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False):
                types &= ~JsonTypes.Null;
                Rule("const", value.GetRawText(), cell => Equal(value, cell));
                break;
            case ("minimum", JsonValueKind.Number):
                NumberRule(keyword, "at least", value, (number, limit) => number >= limit);
                break;
            case ("maximum", JsonValueKind.Number):
                NumberRule(keyword, "at most", value, (number, limit) => number <= limit);
                break;
            case ("exclusiveMinimum", JsonValueKind.Number):
                NumberRule(keyword, "more than", value, (number, limit) => number > limit);
                break;
            case ("exclusiveMaximum", JsonValueKind.Number):
                NumberRule(keyword, "less than", value, (number, limit) => number < limit);
                break;
            case ("multipleOf", JsonValueKind.Number) when value.GetDouble() > 0:
                NumberRule(keyword, "a multiple of", value, IsMultiple);
                break;
            case ("minLength", JsonValueKind.Number) when value.TryGetInt32(out int least) && least >= 0:
                TextRule(keyword, $"at least {least} characters", text => Length(text) >= least);
                break;
            case ("maxLength", JsonValueKind.Number) when value.TryGetInt32(out int most) && most >= 0:
                TextRule(keyword, $"at most {most} characters", text => Length(text) <= most);
                break;
            case ("pattern", JsonValueKind.String):
                ReadPattern(value.GetString()!);
                break;
            default:
                parser.Add($"{pointer}/{JsonPlaces.Escaped(keyword)}", SchemaParser.Unsupported(keyword, Supported));
                break;
        }
    }

    private void ReadPattern(string pattern)
    {
        try
        {
            var regex = new Regex(pattern, RegexOptions.CultureInvariant | RegexOptions.ECMAScript, PatternTimeout);
            TextRule("pattern", $"text that matches {pattern}", regex.IsMatch);
        }
        catch (ArgumentException e)
        {
            parser.Add($"{pointer}/pattern", $"found pattern '{pattern}', expected a regular expression: {e.Message.TrimEnd('.')}");
        }
    }

    private void Rule(string keyword, string expected, Func<Cell, bool> holds) =>
        rules.Add(new CellRule(keyword, expected, holds, parser.Place($"{pointer}/{keyword}")));

    // Keywords on numbers say nothing of text, and those on text nothing of numbers, as JSON Schema has it.
    private void NumberRule(string keyword, string words, JsonElement limit, Func<double, double, bool> holds)
    {
        double number = limit.GetDouble();
        Rule(keyword, $"{words} {number.ToString(CultureInfo.InvariantCulture)}", cell => !IsNumber(cell) || holds(cell.Number, number));
    }

    private void TextRule(string keyword, string expected, Func<string, bool> holds) =>
        Rule(keyword, expected, cell => IsNumber(cell) || holds(cell.Text));

    private bool IsNumber(Cell cell) => cell.IsNumber && types.HasNumbers();

    private bool Equal(JsonElement value, Cell cell) => value.ValueKind switch
    {
        JsonValueKind.Number => IsNumber(cell) && value.GetDouble() == cell.Number,
        JsonValueKind.String => types.HasFlag(JsonTypes.Text) && value.GetString() == cell.Text,
        JsonValueKind.True => types.HasFlag(JsonTypes.Boolean) && cell.Text == "true",
        JsonValueKind.False => types.HasFlag(JsonTypes.Boolean) && cell.Text == "false",
        _ => false,
    };

    // In decimal, as people mean it: 0.3 is a multiple of 0.1.
    private static bool IsMultiple(double number, double divisor) =>
        Math.Abs(number) < 1e15 && divisor > 1e-12 ? (decimal)number % (decimal)divisor == 0 : Math.IEEERemainder(number, divisor) == 0;

    // JSON Schema counts Unicode code points.
    private static int Length(string text) => text.EnumerateRunes().Count();
}
