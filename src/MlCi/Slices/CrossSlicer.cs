using MlCi.Data;

namespace MlCi.Slices;

/// <summary>Cuts a holdout by two or three rules at once.</summary>
internal static class CrossSlicer
{
    private const string And = " & ";

    /// <summary>
    /// The intersections that have rows, in the order of the rules' own slices: combinations are not written down by anyone, and
    /// most that could be never are. But a bin or a condition is written down: where one has no row at all, it is a slice
    /// without rows, so that it is named and not passed over.
    /// </summary>
    public static IReadOnlyList<Slice> Cut(SliceRule rule, Table holdout)
    {
        IReadOnlyList<Slice>[] parts = [.. rule.Cross.Select(part => Slicer.Cut(part, holdout))];
        // For each row its combination, in mixed radix; −1 where a part has no slice for it.
        long[] combinations = new long[holdout.RowCount];
        foreach (IReadOnlyList<Slice> part in parts)
        {
            int[] sliceOf = new int[holdout.RowCount];
            Array.Fill(sliceOf, -1);
            for (int i = 0; i < part.Count; i++)
            {
                foreach (int row in part[i].Rows)
                    sliceOf[row] = i;
            }

            for (int row = 0; row < sliceOf.Length; row++)
                combinations[row] = combinations[row] < 0 || sliceOf[row] < 0 ? -1 : combinations[row] * part.Count + sliceOf[row];
        }

        var rows = new SortedDictionary<long, List<int>>();
        for (int row = 0; row < combinations.Length; row++)
        {
            if (combinations[row] < 0)
                continue;
            if (!rows.TryGetValue(combinations[row], out List<int>? found))
                rows.Add(combinations[row], found = []);
            found.Add(row);
        }

        return
        [
            .. rows.Select(found => Named(rule, Ids(found.Key, parts), [.. found.Value])),
            .. parts.SelectMany((part, at) => part.Where(slice => slice.Rows.Length == 0)
                .Select(slice => Named(rule, rule.Cross.Select((other, i) => i == at ? slice.Id : other.Name), []))),
        ];
    }

    private static Slice Named(SliceRule rule, IEnumerable<string> ids, int[] rows)
    {
        string id = string.Join(And, ids);
        return new Slice(rule.Name, id, rows) { Id = id };
    }

    private static string[] Ids(long combination, IReadOnlyList<Slice>[] parts)
    {
        string[] ids = new string[parts.Length];
        for (int i = parts.Length - 1; i >= 0; i--)
        {
            ids[i] = parts[i][(int)(combination % parts[i].Count)].Id;
            combination /= parts[i].Count;
        }

        return ids;
    }
}
