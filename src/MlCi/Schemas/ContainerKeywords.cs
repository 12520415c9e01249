using MlCi.Findings;

namespace MlCi.Schemas;

/// <summary>Reads the keywords on objects and lists.</summary>
internal static class ContainerKeywords
{
    /// <summary>Reads a keyword.</summary>
    /// <returns>Whether it is one of these and of its form.</returns>
    public static bool Read(SchemaReader reader, SchemaNode node, PlacedMember member, string pointer) => member.Value.Form switch
    {
        JsonForm.Object when OfNames(reader, node.Object, member, $"{pointer}/{SchemaReader.Escaped(member.Name)}") => true,
        JsonForm.Number when Count(member.Value) is { } count && OfCounts(node, member.Name, count) => true,
        _ => OfOne(reader, node, member, $"{pointer}/{SchemaReader.Escaped(member.Name)}"),
    };

    /// <summary>A whole number of at least 0, or null.</summary>
    public static long? Count(PlacedJson value)
    {
        if (value.Form != JsonForm.Number || value.Scalar.Exact is not { IsWhole: true, Mantissa.Sign: >= 0 })
            return null;
        return value.Scalar.Number >= long.MaxValue ? long.MaxValue : (long)value.Scalar.Number;
    }

    private static bool OfNames(SchemaReader reader, ObjectKeywords keywords, PlacedMember member, string pointer)
    {
        switch (member.Name)
        {
            case "properties":
                foreach (PlacedMember one in member.Value.Members)
                    keywords.Properties.Add((one.Name, reader.Schema(one.Value, one.Place, $"{pointer}/{SchemaReader.Escaped(one.Name)}")));
                return true;
            case "patternProperties":
                foreach (PlacedMember one in member.Value.Members)
                {
                    SchemaNode schema = reader.Schema(one.Value, one.Place, $"{pointer}/{SchemaReader.Escaped(one.Name)}");
                    if (ScalarKeywords.ReadPattern(reader, one.Name, one.Place) is { } pattern)
                        keywords.Patterns.Add((pattern, schema));
                }

                return true;
            case "dependentSchemas":
                foreach (PlacedMember one in member.Value.Members)
                    keywords.DependentSchemas.Add((one.Name, reader.Schema(one.Value, one.Place, $"{pointer}/{SchemaReader.Escaped(one.Name)}")));
                return true;
            case "dependentRequired":
                foreach (PlacedMember one in member.Value.Members)
                    keywords.DependentRequired.Add((one.Name, Names(reader, one.Value, one.Place)));
                return true;
            default:
                return false;
        }
    }

    private static bool OfCounts(SchemaNode node, string keyword, long count)
    {
        switch (keyword)
        {
            case "minItems":
                node.List.Least = count;
                return true;
            case "maxItems":
                node.List.Most = count;
                return true;
            case "minContains":
                node.List.LeastContained = count;
                return true;
            case "maxContains":
                node.List.MostContained = count;
                return true;
            case "minProperties":
                node.Object.Least = count;
                return true;
            case "maxProperties":
                node.Object.Most = count;
                return true;
            default:
                return false;
        }
    }

    private static bool OfOne(SchemaReader reader, SchemaNode node, PlacedMember member, string pointer)
    {
        switch (member.Name, member.Value.Form)
        {
            case ("required", _):
                node.Object.Required.AddRange(Names(reader, member.Value, member.Place));
                return true;
            case ("additionalProperties", _):
                node.Object.Additional = reader.Schema(member.Value, member.Place, pointer);
                return true;
            case ("propertyNames", _):
                node.Object.Names = reader.Schema(member.Value, member.Place, pointer);
                return true;
            case ("items", not JsonForm.List):
                node.List.Items = reader.Schema(member.Value, member.Place, pointer);
                return true;
            case ("contains", _):
                node.List.Contains = reader.Schema(member.Value, member.Place, pointer);
                return true;
            case ("prefixItems", JsonForm.List) when member.Value.Items.Count > 0:
                node.List.Prefix = reader.Each(member.Value, pointer);
                return true;
            case ("uniqueItems", JsonForm.Boolean):
                node.List.AreUnique = member.Value.Text == "true";
                return true;
            default:
                return false;
        }
    }

    private static IReadOnlyList<(string Name, SourcePlace Place)> Names(SchemaReader reader, PlacedJson list, SourcePlace place)
    {
        if (list.Form == JsonForm.List && list.Items.All(name => name.Form == JsonForm.Text))
            return [.. list.Items.Select(name => (name.Text, place))];
        reader.Add(place, $"found {SchemaReader.Kind(list)}, expected a list of column names");
        return [];
    }
}
