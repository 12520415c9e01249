using MlCi.Findings;

namespace MlCi.Schemas;

/// <summary>Checks a value and all that is in it against a schema.</summary>
internal static class TreeCheck
{
    /// <summary>Whether a value keeps a schema.</summary>
    /// <param name="schema">The schema.</param>
    /// <param name="value">The value.</param>
    /// <param name="path">Where the value is in the tree, for messages: <c>gates[0].min</c>.</param>
    /// <param name="faults">Where faults are added, or null where only the answer counts.</param>
    public static bool Holds(SchemaNode schema, PlacedJson value, string path, List<Fault>? faults)
    {
        if (schema.Always is { } always)
            return always || Fault(faults, value, path, "it to be left out");
        // What a value of the wrong type breaks besides says nothing more.
        if (schema.Rules is [TypeRule type, ..] && !type.Holds(value.Scalar))
            return Fault(faults, value, path, type.Expected);
        bool holds = true;
        foreach (ScalarRule rule in schema.Rules)
        {
            if ((holds || faults is not null) && !(rule is EnumRule { } one ? one.Values.Any(admitted => JsonEquality.Same(admitted, value)) : rule.Holds(value.Scalar)))
                holds = Fault(faults, value, path, rule.Expected);
        }

        holds &= schema.Reference is null || Holds(schema.Reference, value, path, faults);
        foreach (SchemaNode one in schema.AllOf)
            holds = (holds || faults is not null) && Holds(one, value, path, faults) && holds;
        if (!holds && faults is null)
            return false;
        holds &= schema.AnyOf.Count == 0 || schema.AnyOf.Exists(one => Holds(one, value, path, faults: null)) || Nearest(schema.AnyOf, value, path, faults);
        holds &= schema.OneOf.Count == 0 || OneHolds(schema.OneOf, value, path, faults);
        if (schema.Not is { } not && Holds(not, value, path, faults: null))
            holds = Fault(faults, value, path, $"something else than {TreeWords.Of(not)}");
        if (schema.If is { } condition && (Holds(condition, value, path, faults: null) ? schema.Then : schema.Else) is { } branch)
            holds &= Holds(branch, value, path, faults);
        return (holds || faults is not null) && Inner(schema, value, path, faults) && holds;
    }

    /// <summary>Adds a fault of a value.</summary>
    /// <returns>False.</returns>
    public static bool Fault(List<Fault>? faults, PlacedJson value, string path, string expected) =>
        Fault(faults, value.Place, $"found {TreeWords.Shown(value)}{(path.Length > 0 ? $" for '{path}'" : "")}, expected {expected}");

    /// <summary>Adds a fault.</summary>
    /// <returns>False.</returns>
    public static bool Fault(List<Fault>? faults, SourcePlace place, string message)
    {
        faults?.Add(new Fault(message, place));
        return false;
    }

    private static bool Inner(SchemaNode schema, PlacedJson value, string path, List<Fault>? faults) => value.Form switch
    {
        JsonForm.Object => ObjectCheck.Holds(schema.Object, value, path, faults),
        JsonForm.List => ListCheck.Holds(schema.List, value, path, faults),
        _ => true,
    };

    private static bool OneHolds(List<SchemaNode> branches, PlacedJson value, string path, List<Fault>? faults)
    {
        SchemaNode[] kept = [.. branches.Where(one => Holds(one, value, path, faults: null))];
        return kept.Length switch
        {
            1 => true,
            0 => Nearest(branches, value, path, faults),
            _ => Fault(faults, value, path, $"only one of: {string.Join("; ", kept.Select(TreeWords.Of))}"),
        };
    }

    // Where the value has the type of one branch only, that branch was meant, and its faults tell more.
    private static bool Nearest(List<SchemaNode> branches, PlacedJson value, string path, List<Fault>? faults)
    {
        if (faults is null)
            return false;
        SchemaNode[] meant = [.. branches.Where(one => TreeWords.Types(one).Admit(value.Scalar))];
        if (meant.Length == 1)
            return Holds(meant[0], value, path, faults);
        string[] words = [.. (meant.Length == 0 ? branches : [.. meant]).Select(TreeWords.Of).Distinct()];
        return Fault(faults, value, path, words.Length == 1 ? words[0] : $"one of: {string.Join("; ", words)}");
    }
}
