using MlCi.Data;

namespace MlCi.Drift;

/// <summary>How often each value stands in two columns, told apart by its text.</summary>
/// <param name="Names">The values.</param>
/// <param name="Reference">The rows of each in the reference.</param>
/// <param name="Current">The rows of each in the other sample.</param>
public sealed record Categories(IReadOnlyList<string> Names, Histogram Reference, Histogram Current)
{
    /// <summary>Counts the values of two columns.</summary>
    /// <param name="reference">The reference's column.</param>
    /// <param name="current">The sample's column.</param>
    public static Categories Of(Column reference, Column current)
    {
        Dictionary<string, int> places = new(StringComparer.Ordinal);
        List<string> names = [.. reference.Levels];
        for (int i = 0; i < names.Count; i++)
            places.TryAdd(names[i], i);
        int[] placeOf = new int[current.Levels.Count];
        for (int level = 0; level < placeOf.Length; level++)
        {
            string name = current.Levels[level];
            if (!places.TryGetValue(name, out placeOf[level]))
            {
                places[name] = placeOf[level] = names.Count;
                names.Add(name);
            }
        }

        return new Categories(names, Count(reference, null, names.Count), Count(current, placeOf, names.Count));
    }

    private static Histogram Count(Column column, int[]? placeOf, int categories)
    {
        long[] ofLevels = new long[column.Levels.Count + 1];
        foreach (int code in column.Codes)
            ofLevels[code + 1]++;
        long[] counts = new long[categories];
        for (int level = 0; level < ofLevels.Length - 1; level++)
            counts[placeOf?[level] ?? level] += ofLevels[level + 1];
        return new Histogram(counts, ofLevels[0]);
    }
}
