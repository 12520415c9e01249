namespace MlCi.Models;

/// <summary>Something in a registry.</summary>
/// <param name="Digest">Its digest.</param>
/// <param name="Size">Its length in bytes.</param>
/// <param name="IsNamed">Whether a tag or a list of attachments names it, so that it is whole; what is not may be somebody's work in progress.</param>
/// <param name="Written">When it was written, or null where the registry does not say.</param>
/// <param name="Links">The digests of what it needs: layers, subject, attachments, whatever its records name.</param>
public sealed record StoredContent(string Digest, long Size, bool IsNamed, DateTimeOffset? Written, IReadOnlyList<string> Links);

/// <summary>A model that may be one too many.</summary>
/// <param name="Digest">Its manifest's digest.</param>
/// <param name="Registered">When it was registered, or null where no record says: then it counts as the oldest, and as of no age.</param>
public sealed record StoredCandidate(string Digest, DateTimeOffset? Registered);

/// <summary>What is to go.</summary>
/// <param name="Models">The models.</param>
/// <param name="Manifests">What a tag or list names: those models, with what is attached to them.</param>
/// <param name="Blobs">What nothing names.</param>
public sealed record GarbagePlan(IReadOnlyList<string> Models, IReadOnlyList<StoredContent> Manifests, IReadOnlyList<StoredContent> Blobs)
{
    /// <summary>The space that it takes.</summary>
    public long Bytes => Manifests.Concat(Blobs).Sum(content => content.Size);

    /// <summary>Whether nothing is to go.</summary>
    public bool IsEmpty => Manifests.Count + Blobs.Count == 0;
}

/// <summary>
/// Decides what of a registry nobody needs: what nothing reaches that must stay. Whatever is reached stays, however old; of models that
/// nothing else reaches the newest stay.
/// </summary>
/// <param name="Keep">How many of those stay.</param>
/// <param name="OlderThan">The age below which none of them goes, or null.</param>
/// <param name="Grace">The age below which content without a name stays: a writer may be at work.</param>
public sealed record GarbageRule(int Keep, TimeSpan? OlderThan, TimeSpan Grace)
{
    /// <summary>Decides.</summary>
    /// <param name="contents">Everything that is known to be there.</param>
    /// <param name="roots">The digests of what must stay, by itself.</param>
    /// <param name="models">Every model.</param>
    /// <param name="now">The time.</param>
    public GarbagePlan Decide(IReadOnlyList<StoredContent> contents, IEnumerable<string> roots, IReadOnlyList<StoredCandidate> models, DateTimeOffset now)
    {
        Dictionary<string, StoredContent> known = contents.DistinctBy(content => content.Digest).ToDictionary(content => content.Digest, StringComparer.Ordinal);
        HashSet<string> reached = new(StringComparer.Ordinal);
        Reach(known, roots, reached);
        StoredCandidate[] others = [.. models.Where(model => !reached.Contains(model.Digest)).OrderByDescending(model => model.Registered ?? DateTimeOffset.MinValue).ThenBy(model => model.Digest, StringComparer.Ordinal)];
        Reach(known, others.Where((model, rank) => rank < Keep || IsYoung(model, now)).Select(model => model.Digest), reached);
        // Work in progress may build on what nothing else needs any more.
        Reach(known, known.Values.Where(content => !content.IsNamed && now - content.Written < Grace).Select(content => content.Digest), reached);
        StoredContent[] gone = [.. known.Values.Where(content => !reached.Contains(content.Digest)).OrderBy(content => content.Digest, StringComparer.Ordinal)];
        return new GarbagePlan(
            [.. others.Where(model => !reached.Contains(model.Digest)).Select(model => model.Digest)], [.. gone.Where(content => content.IsNamed)], [.. gone.Where(content => !content.IsNamed)]);
    }

    private bool IsYoung(StoredCandidate model, DateTimeOffset now) => OlderThan is { } least && (model.Registered is not { } registered || now - registered < least);

    private static void Reach(Dictionary<string, StoredContent> known, IEnumerable<string> from, HashSet<string> reached)
    {
        Stack<string> open = new(from);
        while (open.TryPop(out string? digest))
        {
            if (!reached.Add(digest) || !known.TryGetValue(digest, out StoredContent? content))
                continue;
            foreach (string link in content.Links)
                open.Push(link);
        }
    }
}
