namespace MlCi.Adapters.Stages;

/// <summary>What the symbolic links that git keeps lead to: of a link git lists the link, and a change is in what it leads to.</summary>
/// <param name="links">Each link and what it leads to, below the repository's folder.</param>
internal sealed class LinkReach(IReadOnlyList<(string Link, string Target)> links)
{
    // Links may lead round.
    private const int Most = 1000;

    /// <summary>Looks where links lead.</summary>
    /// <param name="root">The repository's full path.</param>
    /// <param name="paths">The links, below it.</param>
    public static LinkReach Of(string root, IReadOnlyList<string> paths) => new(
    [
        .. paths.Select(link => (link, full: Path.GetFullPath(Path.Combine(root, link)))).Select(one => (one.link, one.full, target: new FileInfo(one.full).LinkTarget))
            .Where(one => one.target is not null)
            .Select(one => (one.link, Path.GetRelativePath(root, Path.GetFullPath(Path.Combine(Path.GetDirectoryName(one.full)!, one.target!))).Replace('\\', '/'))),
    ]);

    /// <summary>Paths, and what links in them or on the way to them lead to.</summary>
    public IReadOnlyList<string> Follow(IEnumerable<string> paths)
    {
        List<string> all = [.. paths.Distinct(StringComparer.Ordinal)];
        if (links.Count == 0)
            return all;
        HashSet<string> seen = new(all, StringComparer.Ordinal);
        for (int at = 0; at < all.Count && at < Most; at++)
        {
            foreach ((string link, string target) in links)
            {
                string? next = all[at] == link || IsBelow(link, all[at]) ? target : IsBelow(all[at], link) ? $"{target}/{all[at][(link.Length + 1)..]}" : null;
                if (next is not null && seen.Add(next))
                    all.Add(next);
            }
        }

        return all;
    }

    private static bool IsBelow(string path, string folder) =>
        path.Length > folder.Length && path[folder.Length] == '/' && path.StartsWith(folder, StringComparison.Ordinal);
}
