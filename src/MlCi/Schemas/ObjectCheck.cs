using MlCi.Findings;

namespace MlCi.Schemas;

/// <summary>Checks the members of an object.</summary>
internal static class ObjectCheck
{
    /// <summary>Whether an object keeps a schema's keywords on objects.</summary>
    /// <param name="keywords">The keywords.</param>
    /// <param name="value">The object.</param>
    /// <param name="path">Where it is in the tree.</param>
    /// <param name="faults">Where faults are added, or null where only the answer counts.</param>
    public static bool Holds(ObjectKeywords keywords, PlacedJson value, string path, List<Fault>? faults)
    {
        bool holds = true;
        foreach ((string name, _) in keywords.Required)
        {
            if (value.Find(name) is null)
                holds = TreeCheck.Fault(faults, value.Place, $"found no '{Path(path, name)}', expected it");
        }

        foreach ((string name, IReadOnlyList<(string Name, SourcePlace Place)> needed) in keywords.DependentRequired)
        {
            foreach ((string other, _) in value.Find(name) is null ? [] : needed)
            {
                if (value.Find(other) is null)
                    holds = TreeCheck.Fault(faults, value.Place, $"found no '{Path(path, other)}' beside '{InertText.Of(name)}', expected it");
            }
        }

        if (value.Members.Count < keywords.Least || value.Members.Count > keywords.Most)
            holds = TreeCheck.Fault(faults, value, path, value.Members.Count < keywords.Least ? $"at least {keywords.Least} members" : $"at most {keywords.Most} members");
        foreach ((string name, SchemaNode schema) in keywords.DependentSchemas)
            holds &= value.Find(name) is null || TreeCheck.Holds(schema, value, path, faults);
        foreach (PlacedMember member in value.Members)
        {
            if (!holds && faults is null)
                return false;
            holds &= Member(keywords, member, path, faults);
        }

        return holds;
    }

    private static bool Member(ObjectKeywords keywords, PlacedMember member, string path, List<Fault>? faults)
    {
        bool holds = true, isNamed = false;
        string at = Path(path, member.Name);
        if (keywords.Names is { } names && !TreeCheck.Holds(names, PlacedJson.Of(Scalar.Of(member.Name), member.Place), at, faults: null))
            holds = TreeCheck.Fault(faults, member.Place, $"found the name '{at}', expected {TreeWords.Of(names)}");
        foreach ((string name, SchemaNode schema) in keywords.Properties)
        {
            if (name != member.Name)
                continue;
            isNamed = true;
            holds &= Value(schema, member, at, faults);
        }

        foreach ((TextPattern pattern, SchemaNode schema) in keywords.Patterns)
        {
            if (!pattern.IsMatch(member.Name))
                continue;
            isNamed = true;
            holds &= Value(schema, member, at, faults);
        }

        if (isNamed || keywords.Additional is not { } additional)
            return holds;
        return additional.Always == false
            ? TreeCheck.Fault(faults, member.Place, $"found unknown key '{at}', expected {Known(keywords, member.Name)}")
            : TreeCheck.Holds(additional, member.Value, at, faults) && holds;
    }

    private static bool Value(SchemaNode schema, PlacedMember member, string at, List<Fault>? faults) => schema.Always == false
        ? TreeCheck.Fault(faults, member.Place, $"found '{at}', expected it to be left out")
        : TreeCheck.Holds(schema, member.Value, at, faults);

    private static string Known(ObjectKeywords keywords, string name) => keywords.Properties.Count == 0
        ? "it to be left out" : NearestName.Suggest(name, keywords.Properties.Select(property => property.Name));

    private static string Path(string path, string name) => path.Length == 0 ? InertText.Of(name) : $"{path}.{InertText.Of(name)}";
}
