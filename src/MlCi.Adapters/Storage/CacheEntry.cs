namespace MlCi.Adapters.Storage;

/// <summary>One thing under <c>.mlci</c> that can be made again.</summary>
/// <param name="Kind">What it is: a stage's name, <c>Build</c>, <c>smoke</c> or <c>unfinished</c>.</param>
/// <param name="Path">Its full path.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="LastUse">When it was last made or used.</param>
/// <param name="IsWhole">Whether it is what it was when it was made.</param>
public sealed record CacheEntry(string Kind, string Path, long Bytes, DateTimeOffset LastUse, bool IsWhole);

/// <summary>What is pruned.</summary>
/// <param name="OlderThan">Whatever was not used for so long, or null.</param>
/// <param name="MaxBytes">The least lately used until all the rest is no larger, or null.</param>
/// <param name="All">Whatever there is.</param>
public sealed record PruneRule(TimeSpan? OlderThan, long? MaxBytes, bool All)
{
    /// <summary>Chooses what to remove: what is broken or unfinished always, then by age, then by size, the least lately used first.</summary>
    /// <param name="entries">What there is.</param>
    /// <param name="now">The time.</param>
    public IReadOnlyList<CacheEntry> Choose(IReadOnlyList<CacheEntry> entries, DateTimeOffset now)
    {
        List<CacheEntry> chosen = [.. entries.Where(entry => All || !entry.IsWhole || (OlderThan is { } age && now - entry.LastUse > age))];
        if (MaxBytes is not { } most)
            return chosen;
        long left = entries.Except(chosen).Sum(entry => entry.Bytes);
        foreach (CacheEntry entry in entries.Except(chosen).OrderBy(entry => entry.LastUse).ThenBy(entry => entry.Path, StringComparer.Ordinal))
        {
            if (left <= most)
                break;
            chosen.Add(entry);
            left -= entry.Bytes;
        }

        return chosen;
    }
}
