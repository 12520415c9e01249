using MlCi.Findings;

namespace MlCi.Schemas;

/// <summary>Checks the elements of a list.</summary>
internal static class ListCheck
{
    /// <summary>Whether a list keeps a schema's keywords on lists.</summary>
    /// <param name="keywords">The keywords.</param>
    /// <param name="value">The list.</param>
    /// <param name="path">Where it is in the tree.</param>
    /// <param name="faults">Where faults are added, or null where only the answer counts.</param>
    public static bool Holds(ListKeywords keywords, PlacedJson value, string path, List<Fault>? faults)
    {
        bool holds = true;
        int count = value.Items.Count;
        if (count < keywords.Least || count > keywords.Most)
            holds = TreeCheck.Fault(faults, value.Place, $"found {count} elements{(path.Length > 0 ? $" in '{path}'" : "")}, expected {(count < keywords.Least ? $"at least {keywords.Least}" : $"at most {keywords.Most}")}");
        for (int i = 0; i < count; i++)
        {
            if (!holds && faults is null)
                return false;
            if ((i < keywords.Prefix.Count ? keywords.Prefix[i] : keywords.Items) is { } schema)
                holds &= TreeCheck.Holds(schema, value.Items[i], $"{path}[{i}]", faults);
        }

        if (keywords.AreUnique && FirstRepeated(value.Items) is { } repeated)
            holds = TreeCheck.Fault(faults, repeated, path, "each element once");
        return Contained(keywords, value, path, faults) && holds;
    }

    private static bool Contained(ListKeywords keywords, PlacedJson value, string path, List<Fault>? faults)
    {
        if (keywords.Contains is not { } wanted)
            return true;
        int found = value.Items.Count(item => TreeCheck.Holds(wanted, item, path, faults: null));
        return (found >= keywords.LeastContained && found <= keywords.MostContained) || TreeCheck.Fault(
            faults, value.Place, $"found {found} elements{(path.Length > 0 ? $" in '{path}'" : "")} that are {TreeWords.Of(wanted)}, expected {(found < keywords.LeastContained ? $"at least {keywords.LeastContained}" : $"at most {keywords.MostContained}")}");
    }

    private static PlacedJson? FirstRepeated(IReadOnlyList<PlacedJson> items)
    {
        for (int i = 1; i < items.Count; i++)
        {
            for (int before = 0; before < i; before++)
            {
                if (JsonEquality.Same(items[i], items[before]))
                    return items[i];
            }
        }

        return null;
    }
}
