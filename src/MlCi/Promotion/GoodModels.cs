namespace MlCi.Promotion;

/// <summary>The models that an alias can go back to.</summary>
/// <param name="Good">Those that it pointed at and that nobody gave up, the latest last.</param>
/// <param name="GivenUp">Those that it was rolled back from, and that were not promoted again.</param>
public sealed record GoodModels(IReadOnlyList<string> Good, IReadOnlyCollection<string> GivenUp)
{
    /// <summary>What the way of an alias leaves.</summary>
    /// <param name="path">Its records, the oldest first (<see cref="RecordChain.PathTo"/>).</param>
    public static GoodModels Of(IEnumerable<ChainedRecord> path)
    {
        List<string> good = [];
        SortedSet<string> givenUp = new(StringComparer.Ordinal);
        foreach (PromotionRecord record in path.Select(one => one.Record))
        {
            if (record.Action == PromotionAction.Rollback)
            {
                if (record.From is { } left && left != record.To)
                    givenUp.Add(left);
                // Back to one that lies farther behind: what came after it is no longer before it.
                int at = good.LastIndexOf(record.To);
                if (at >= 0)
                    good.RemoveRange(at, good.Count - at);
            }

            good.Remove(record.To);
            good.Add(record.To);
            givenUp.Remove(record.To);
        }

        return new GoodModels([.. good.Where(digest => !givenUp.Contains(digest))], givenUp);
    }

    /// <summary>The model to go back to, or null where there is none.</summary>
    /// <param name="current">The manifest digest that the alias points at.</param>
    /// <param name="isThere">Whether a model is still in the registry.</param>
    public string? Before(string? current, Func<string, bool> isThere)
    {
        int from = current is null ? -1 : Good.ToList().LastIndexOf(current);
        // Where it points at none of them, nobody wants it there, and the latest is the one to go back to.
        return (from < 0 ? Good : Good.Take(from)).LastOrDefault(isThere);
    }
}
