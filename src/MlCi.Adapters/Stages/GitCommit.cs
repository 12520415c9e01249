using MlCi.Adapters.Processes;
using MlCi.Promotion;

namespace MlCi.Adapters.Stages;

/// <summary>What git knows of one commit: who made it, and whether its signature is good.</summary>
internal static class GitCommit
{
    private const string Format = "--format=%an%n%ae%n%cn%n%ce%n%(trailers:key=Co-authored-by,valueonly)";

    /// <summary>Has git verify a commit's signature, by the keys and the settings of whoever runs this.</summary>
    public static CommitCheck Verify(string root, string commit)
    {
        (bool succeeded, IReadOnlyList<string> lines) = Ask(root, "verify-commit", commit, commit);
        return new CommitCheck(succeeded, lines.Count == 0 ? "no signature" : string.Join("; ", lines));
    }

    /// <summary>
    /// Names and addresses of author, committer and co-authors, of a merge also of what it brought: whoever merges wrote nothing. None where
    /// git does not know the commit.
    /// </summary>
    public static IReadOnlyList<string> Authors(string root, string commit)
    {
        (bool succeeded, IReadOnlyList<string> lines) = Ask(root, "log", commit, Format, $"{commit}^1..{commit}");
        // The first commit, and that of a shallow clone, has none before it.
        if (!succeeded)
            (succeeded, lines) = Ask(root, "log", commit, "-1", Format, commit);
        return succeeded ? Named(lines) : [];
    }

    /// <summary>
    /// Names and addresses of those who wrote what a commit brought: of a merge not of whoever merged. None where git does not know the
    /// commit, or not the one before it, as in a shallow clone: then others may have written it, too.
    /// </summary>
    public static IReadOnlyList<string> Writers(string root, string commit)
    {
        // What the commit itself says, which a shallow clone leaves as it is.
        (bool succeeded, IReadOnlyList<string> lines) = Ask(root, "cat-file", commit, "commit", commit);
        if (!succeeded)
            return [];
        (succeeded, lines) = lines.TakeWhile(line => !line.StartsWith("author ", StringComparison.Ordinal)).Count(line => line.StartsWith("parent ", StringComparison.Ordinal)) switch
        {
            0 => Ask(root, "log", commit, "-1", Format, commit),
            1 => Ask(root, "log", commit, Format, $"{commit}^1..{commit}"),
            _ => Ask(root, "log", commit, Format, $"{commit}^@", $"^{commit}^1"),
        };
        return succeeded ? Named(lines) : [];
    }

    private static string[] Named(IReadOnlyList<string> lines) =>
        [.. lines.SelectMany(line => line.Split('<', '>')).Select(text => text.Trim()).Where(text => text.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase)];

    // It stands in a file that somebody wrote: no word of git's.
    private static GitAnswer Ask(string root, string verb, string commit, params string[] arguments) =>
        CommitId.IsWhole(commit) ? GitQuestion.Ask(root, [verb, .. arguments]) : new GitAnswer(false, [$"'{commit}' is no commit"]);
}
