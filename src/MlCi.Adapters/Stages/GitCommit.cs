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
        (bool succeeded, IReadOnlyList<string> lines) = Ask(root, "verify-commit", commit);
        return new CommitCheck(succeeded, lines.Count == 0 ? "no signature" : string.Join("; ", lines));
    }

    /// <summary>Names and addresses of author, committer and co-authors; none where git does not know the commit.</summary>
    public static IReadOnlyList<string> Authors(string root, string commit)
    {
        (bool succeeded, IReadOnlyList<string> lines) = Ask(root, "log", "-1", $"--format=%an%n%ae%n%cn%n%ce%n{CoAuthor}", commit);
        return succeeded
            ? [.. lines.SelectMany(line => line.Split('<', '>')).Select(text => text.Trim()).Where(text => text.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase)]
            : [];
    }

    // It stands in a file that somebody wrote: no word of git's.
    private static GitAnswer Ask(string root, string verb, params string[] arguments) =>
        CommitId.IsWhole(arguments[^1]) ? GitQuestion.Ask(root, [verb, .. arguments]) : new GitAnswer(false, [$"'{arguments[^1]}' is no commit"]);
}
