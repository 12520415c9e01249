namespace MlCi.Promotion;

/// <summary>Joins the records of one alias.</summary>
internal static class ChainBuilder
{
    public static RecordChain Build(string alias, IReadOnlyList<ChainedRecord> records)
    {
        ChainedRecord[] once = [.. records.DistinctBy(one => one.Digest).OrderBy(one => one.Record.When).ThenBy(one => one.Digest, StringComparer.Ordinal)];
        Dictionary<string, ChainedRecord> known = once.ToDictionary(one => one.Digest, StringComparer.Ordinal);
        List<ChainBreak> breaks = [];
        Dictionary<string, IReadOnlyList<string>> named = NamedBy(once, breaks);
        Dictionary<string, IReadOnlyList<ChainedRecord>> parents = new(StringComparer.Ordinal);
        foreach (ChainedRecord one in once)
        {
            parents[one.Digest] = [.. named[one.Digest].Distinct(StringComparer.Ordinal).Where(known.ContainsKey).Select(digest => known[digest]).OrderBy(parent => parent.Record.When).ThenBy(parent => parent.Digest, StringComparer.Ordinal)];
            foreach (string digest in named[one.Digest].Where(digest => !known.ContainsKey(digest)))
                breaks.Add(new ChainBreak(one, $"found no record {digest} of {alias}, which record {one.Digest} follows, expected it unaltered: it was removed, altered, or cannot be read"));
        }

        ChainedRecord[] order = Sorted(once, parents, breaks);
        Dictionary<string, HashSet<string>> ancestors = Ancestors(order, parents);
        HashSet<string> followed = [.. parents.Values.SelectMany(all => all).Select(parent => parent.Digest)];
        return new RecordChain
        {
            Alias = alias,
            Order = order,
            Heads = [.. order.Where(one => !followed.Contains(one.Digest))],
            Forks = Forks(order, named, parents, ancestors),
            Breaks = breaks,
            Duplicates = [.. records.GroupBy(one => one.Digest, StringComparer.Ordinal).Where(group => group.Count() > 1).Select(group => group.Key).Order(StringComparer.Ordinal)],
            Parents = parents,
        };
    }

    // Records of version 1 name none: each follows the one before it in time, from where that one pointed.
    private static Dictionary<string, IReadOnlyList<string>> NamedBy(IReadOnlyList<ChainedRecord> inTime, List<ChainBreak> breaks)
    {
        Dictionary<string, IReadOnlyList<string>> named = new(StringComparer.Ordinal);
        ChainedRecord? before = null;
        foreach (ChainedRecord one in inTime)
        {
            if (one.Record.SchemaVersion > 1)
            {
                named[one.Digest] = one.Record.Previous;
                continue;
            }

            named[one.Digest] = before is null ? [] : [before.Digest];
            if (before is not null && one.Record.From != before.Record.To)
                breaks.Add(new ChainBreak(one, $"found record {one.Digest} from {one.Record.From ?? "nothing"}, expected it from {before.Record.To}, where the record before it pointed"));
            before = one;
        }

        return named;
    }

    private static ChainedRecord[] Sorted(IReadOnlyList<ChainedRecord> inTime, Dictionary<string, IReadOnlyList<ChainedRecord>> parents, List<ChainBreak> breaks)
    {
        List<ChainedRecord> order = [], left = [.. inTime];
        HashSet<string> placed = new(StringComparer.Ordinal);
        while (left.Count > 0)
        {
            int next = left.FindIndex(one => parents[one.Digest].All(parent => placed.Contains(parent.Digest)));
            if (next < 0)
            {
                // Digests make a circle impossible; whoever hands over other names gets an answer, not an endless loop.
                next = 0;
                breaks.Add(new ChainBreak(left[0], $"found record {left[0].Digest} among those that it follows, expected records before it"));
                parents[left[0].Digest] = [.. parents[left[0].Digest].Where(parent => placed.Contains(parent.Digest))];
            }

            placed.Add(left[next].Digest);
            order.Add(left[next]);
            left.RemoveAt(next);
        }

        return [.. order];
    }

    // Each with itself.
    private static Dictionary<string, HashSet<string>> Ancestors(IReadOnlyList<ChainedRecord> order, Dictionary<string, IReadOnlyList<ChainedRecord>> parents)
    {
        Dictionary<string, HashSet<string>> ancestors = new(StringComparer.Ordinal);
        foreach (ChainedRecord one in order)
            ancestors[one.Digest] = [one.Digest, .. parents[one.Digest].SelectMany(parent => ancestors[parent.Digest])];
        return ancestors;
    }

    private static List<ChainFork> Forks(
        IReadOnlyList<ChainedRecord> order,
        Dictionary<string, IReadOnlyList<string>> named,
        Dictionary<string, IReadOnlyList<ChainedRecord>> parents,
        Dictionary<string, HashSet<string>> ancestors)
    {
        List<(string? Parent, ChainedRecord[] Children)> groups = [(null, [.. order.Where(one => named[one.Digest].Count == 0)])];
        groups.AddRange(order.Select(parent => ((string?)parent.Digest, order.Where(one => parents[one.Digest].Contains(parent)).ToArray())));
        List<ChainFork> forks = [];
        HashSet<string> told = new(StringComparer.Ordinal);
        foreach ((string? parent, ChainedRecord[] children) in groups.Where(group => group.Children.Length > 1))
        {
            // After two heads, the same records are side by side behind both.
            if (!told.Add(string.Join(' ', children.Select(child => child.Digest))))
                continue;
            ChainedRecord? resolved = order.FirstOrDefault(one => children.All(child => ancestors[one.Digest].Contains(child.Digest)));
            if (resolved is null || !children.Contains(resolved))
                forks.Add(new ChainFork(parent, children, resolved));
        }

        return forks;
    }
}
