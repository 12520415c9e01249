using MlCi.Adapters.Processes;
using MlCi.Promotion;

namespace MlCi.Adapters.Runs;

/// <summary>What git says of the commit that is checked out: its tags, its history, where its sources are kept.</summary>
/// <param name="root">The repository's folder, which may be a part of git's.</param>
internal sealed class GitHistory(string root)
{
    // No text that git prints by itself begins with it.
    private const char Mark = '\u001e';
    private const int MostPaths = 400;

    /// <summary>The tags of a pipeline's releases on the commit, <c>telco-churn/v1.4.0</c>; none without git.</summary>
    /// <param name="pipeline">The pipeline.</param>
    public IReadOnlyList<string> ReleaseTags(string pipeline)
    {
        string begin = $"{pipeline}/{SemanticVersion.TagPrefix}";
        return [.. (Lines("tag", "--points-at", "HEAD", "--list", begin + "*") ?? []).Where(line => line.StartsWith(begin, StringComparison.Ordinal))];
    }

    /// <summary>The commit that a tag names, and the digest of all its files, git's tree; null where there is no such tag here.</summary>
    /// <param name="tag">The tag, without <c>refs/tags/</c>.</param>
    public (string Commit, string Tree)? Tagged(ReleaseTag tag) =>
        Hashes($"refs/tags/{tag}^{{commit}}", $"refs/tags/{tag}^{{tree}}") is [var commit, var tree] ? (commit, tree) : null;

    /// <summary>The digest of all files of a commit, git's tree; null where that commit is not known here.</summary>
    /// <param name="commit">The commit's whole id.</param>
    public string? TreeOf(string commit) => CommitId.IsWhole(commit) && Hashes($"{commit}^{{tree}}") is [var tree] ? tree : null;

    /// <summary>Whether the history here was cut off.</summary>
    public bool IsShallow() => Lines("rev-parse", "--is-shallow-repository") is ["true"];

    /// <summary>The commits since another one that touch some paths, the newest first; null where that commit is not known here.</summary>
    /// <param name="commit">The other commit.</param>
    /// <param name="paths">Files and folders below the repository's.</param>
    public IReadOnlyList<ConventionalCommit>? CommitsSince(string commit, IReadOnlyList<string> paths)
    {
        // A record is written by others: only what looks like a commit becomes an argument.
        if (commit.Length < 7 || !commit.All(char.IsAsciiHexDigit))
            return null;
        string[] named = paths.Count <= MostPaths ? [.. paths] : [.. paths.Select(path => path.LastIndexOf('/') is > 0 and var end ? path[..end] : path).Distinct(StringComparer.Ordinal)];
        if (Lines(["--literal-pathspecs", "log", $"--format={Mark}%H%n%B", $"{commit}..HEAD", "--", .. named]) is not { } lines)
            return null;
        List<List<string>> commits = [];
        foreach (string line in lines)
        {
            if (line is [Mark, ..])
                commits.Add([line[1..]]);
            else if (commits.Count > 0)
                commits[^1].Add(line);
        }

        return [.. commits.Select(one => ConventionalCommit.Read(one[0], string.Join('\n', one.Skip(1))))];
    }

    /// <summary>Where the sources are kept: the address of <c>origin</c>, or of the only remote, without credentials; or null.</summary>
    public string? Source()
    {
        const string Begin = "remote.", End = ".url ";
        (string Name, string Url)[] remotes =
        [
            .. (Lines("config", "--get-regexp", @"^remote\..*\.url$") ?? []).Where(line => line.StartsWith(Begin, StringComparison.Ordinal))
                .Select(line => (line, at: line.IndexOf(End, StringComparison.Ordinal))).Where(one => one.at > Begin.Length)
                .Select(one => (one.line[Begin.Length..one.at], one.line[(one.at + End.Length)..])),
        ];
        string? url = remotes.FirstOrDefault(remote => remote.Name == "origin").Url ?? (remotes is [var only] ? only.Url : null);
        return url is null ? null : WithoutCredentials(url);
    }

    /// <summary>An address without who asks and how; null where it is a path of this machine.</summary>
    /// <param name="url">As git has it: with a scheme, or <c>host:path</c>.</param>
    internal static string? WithoutCredentials(string url)
    {
        int scheme = url.IndexOf("://", StringComparison.Ordinal);
        if (scheme > 0)
        {
            if (!Uri.TryCreate(url, UriKind.Absolute, out Uri? address) || address.IsFile || address.Host.Length == 0)
                return null;
            return $"{address.Scheme}://{address.Host}{(address.IsDefaultPort || address.Port < 0 ? "" : ":" + address.Port)}{address.AbsolutePath}";
        }

        // As ssh has it: somebody@host:path. A colon behind a slash, or behind one letter, is part of a path.
        int colon = url.IndexOf(':', StringComparison.Ordinal), slash = url.IndexOf('/', StringComparison.Ordinal);
        return colon > 1 && (slash < 0 || colon < slash) ? url[(url.LastIndexOf('@', colon) + 1)..] : null;
    }

    private string[] Hashes(params string[] revisions) => [.. (Lines(["rev-parse", "--end-of-options", .. revisions]) ?? []).Where(CommitId.IsWhole)];

    private IReadOnlyList<string>? Lines(params string[] arguments) => GitQuestion.Ask(root, arguments) is { Succeeded: true } answer ? answer.Lines : null;
}
