using MlCi.Findings;

namespace MlCi.Schemas;

/// <summary>Reads the keywords on single values into rules.</summary>
internal static class ScalarKeywords
{
    public const string Supported =
        "type, enum, const, minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf, pattern, format, minLength, maxLength, allOf, anyOf, oneOf, not, if, then, else, $ref, $defs";

    /// <summary>Reads a keyword.</summary>
    /// <returns>Whether it is one of these, and of its form or told as a fault.</returns>
    public static bool Read(SchemaReader reader, SchemaNode node, PlacedMember member)
    {
        string keyword = member.Name;
        PlacedJson value = member.Value;
        switch (keyword, value.Form)
        {
            case ("type", _):
                ReadType(reader, node, member);
                return true;
            case ("enum", JsonForm.List) when value.Items.Count > 0:
                node.Rules.Add(new EnumRule(keyword, value.Items, member.Place));
                return true;
            case ("const", _):
                node.Rules.Add(new EnumRule(keyword, [value], member.Place));
                return true;
            case ("minimum" or "maximum" or "exclusiveMinimum" or "exclusiveMaximum", JsonForm.Number):
                (bool isLower, bool isExclusive) = (keyword.EndsWith("inimum", StringComparison.Ordinal), keyword.StartsWith('e'));
                string words = (isLower, isExclusive) switch { (true, false) => "at least", (true, true) => "more than", (false, false) => "at most", _ => "less than" };
                node.Rules.Add(new RangeRule(keyword, value.Scalar.Number, value.Scalar.Exact, isLower, isExclusive, $"{words} {Shown(value)}", member.Place));
                return true;
            case ("multipleOf", JsonForm.Number) when value.Scalar.Exact.Mantissa.Sign > 0:
                node.Rules.Add(new MultipleRule(value.Scalar.Exact, $"a multiple of {Shown(value)}", member.Place));
                return true;
            case ("minLength" or "maxLength", JsonForm.Number) when ContainerKeywords.Count(value) is { } limit:
                node.Rules.Add(new LengthRule(keyword, limit, keyword == "minLength", member.Place));
                return true;
            case ("pattern", JsonForm.Text):
                if (ReadPattern(reader, value.Text, member.Place) is { } pattern)
                    node.Rules.Add(new PatternRule(pattern, member.Place));
                return true;
            case ("format", JsonForm.Text):
                if (TextFormat.Find(value.Text) is { } format)
                    node.Rules.Add(new FormatRule(format, member.Place));
                else
                    reader.Add(member.Place, $"found format {JsonEquality.Shown(value)}, expected {NearestName.Suggest(value.Text, TextFormat.Names)}");
                return true;
            default:
                return false;
        }
    }

    /// <summary>Reads a pattern, or tells why it is none.</summary>
    public static TextPattern? ReadPattern(SchemaReader reader, string pattern, SourcePlace place)
    {
        try
        {
            return TextPattern.Read(pattern, place);
        }
        catch (FormatException e)
        {
            reader.Add(place, $"found pattern '{InertText.Of(pattern)}', expected a regular expression: {InertText.Of(e.Message).TrimEnd('.')}");
            return null;
        }
    }

    private static void ReadType(SchemaReader reader, SchemaNode node, PlacedMember member)
    {
        IReadOnlyList<PlacedJson> names = member.Value.Form == JsonForm.List ? member.Value.Items : [member.Value];
        JsonTypes types = JsonTypes.None;
        foreach (PlacedJson name in names)
        {
            JsonTypes one = name.Form == JsonForm.Text ? JsonTypesRules.Parse(name.Text) : JsonTypes.None;
            if (one == JsonTypes.None)
                reader.Add(member.Place, $"found type {JsonEquality.Shown(name)}, expected null, boolean, integer, number or string; of trees object or array, too");
            types |= one;
        }

        if (names.Count == 0)
            reader.Add(member.Place, "found no type, expected null, boolean, integer, number or string");
        node.Rules.Add(new TypeRule(types, member.Place));
    }

    // 9.50 is the limit 9.5, but one that a float has not all digits of is shown as it is.
    private static string Shown(PlacedJson limit)
    {
        Scalar nearest = Scalar.Of(limit.Scalar.Number);
        return double.IsFinite(nearest.Number) && nearest.Exact.Compare(limit.Scalar.Exact) == 0
            ? nearest.Number.ToString("R", System.Globalization.CultureInfo.InvariantCulture) : limit.Text;
    }
}
