using MlCi.Adapters.Processes;
using MlCi.Promotion;

namespace MlCi.Adapters.Stages;

/// <summary>What git knows of one commit: who made it, and whether its signature is good.</summary>
internal static class GitCommit
{
    private const string CoAuthor = "%(trailers:key=Co-authored-by,valueonly)";

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
        const string Format = $"--format=%an%n%ae%n%cn%n%ce%n{CoAuthor}";
        (bool succeeded, IReadOnlyList<string> lines) = Ask(root, "log", commit, Format, $"{commit}^1..{commit}");
        // The first commit, and that of a shallow clone, has none before it.
        if (!succeeded)
            (succeeded, lines) = Ask(root, "log", commit, "-1", Format, commit);
        return succeeded
            ? [.. lines.SelectMany(line => line.Split('<', '>')).Select(text => text.Trim()).Where(text => text.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase)]
            : [];
    }

    // It stands in a file that somebody wrote: no word of git's.
    private static GitAnswer Ask(string root, string verb, string commit, params string[] arguments) =>
        CommitId.IsWhole(commit) ? GitQuestion.Ask(root, [verb, .. arguments]) : new GitAnswer(false, [$"'{commit}' is no commit"]);
}
