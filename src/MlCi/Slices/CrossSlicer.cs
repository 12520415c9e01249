using MlCi.Data;
using MlCi.Findings;
using MlCi.Statistics;

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
    public static SlicePartition Cut(SliceRule rule, Table holdout)
    {
        SlicePartition[] parts = [.. rule.Cross.Select(part => Slicer.Partition(part, holdout))];
        if (parts.Aggregate(UInt128.One, (product, part) => product * (UInt128)part.Values.Count) > long.MaxValue)
        {
            string found = string.Join(" × ", parts.Select(part => Numerals.Count(part.Values.Count)));
            throw FaultException.Misconfigured($"found a crossing of {found} slices, expected fewer than 2^63: cut the columns by bins", rule.Place);
        }

        long[] combinations = Combinations(parts, holdout.RowCount);
        long[] occurring = [.. combinations.Where(one => one >= 0).Distinct().Order()];
        var groupOf = occurring.Index().ToDictionary(one => one.Item, one => one.Index);
        int[] codes = [.. combinations.Select(one => one < 0 ? -1 : groupOf[one])];
        string[] ids =
        [
            .. occurring.Select(combination => string.Join(And, Ids(combination, parts))),
            .. parts.SelectMany((part, at) => Empty(part).Select(id =>
                string.Join(And, rule.Cross.Select((other, i) => i == at ? id : other.Name)))),
        ];
        return new SlicePartition(rule.Name, ids, new RowGroups(codes, ids.Length)) { Ids = ids };
    }

    // For each row its combination, in mixed radix; −1 where a part has no slice for it.
    private static long[] Combinations(SlicePartition[] parts, int rowCount)
    {
        long[] combinations = new long[rowCount];
        foreach (SlicePartition part in parts)
        {
            ReadOnlySpan<int> codes = part.Groups.Codes;
            for (int row = 0; row < codes.Length; row++)
                combinations[row] = combinations[row] < 0 || codes[row] < 0 ? -1 : combinations[row] * part.Values.Count + codes[row];
        }

        return combinations;
    }

    private static IEnumerable<string> Empty(SlicePartition part)
    {
        bool[] used = new bool[part.Values.Count];
        foreach (int code in part.Groups.Codes)
        {
            if (code >= 0)
                used[code] = true;
        }

        return part.Ids.Where((_, i) => !used[i]);
    }

    private static string[] Ids(long combination, SlicePartition[] parts)
    {
        string[] ids = new string[parts.Length];
        for (int i = parts.Length - 1; i >= 0; i--)
        {
            ids[i] = parts[i].Ids[(int)(combination % parts[i].Values.Count)];
            combination /= parts[i].Values.Count;
        }

        return ids;
    }
}
