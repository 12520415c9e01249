using System.Runtime.CompilerServices;
using MlCi.Adapters.Processes;
using MlCi.Adapters.Stages;

namespace MlCi.Adapters.Runs;

/// <summary>What git says of the files that a run reads.</summary>
/// <param name="Commit">The commit that is checked out, or null where there is none.</param>
/// <param name="Dirty">Whether files are changed, or not added; null where git does not say.</param>
internal sealed record WorkingTree(string? Commit, bool? Dirty)
{
    private const string CommitLine = "# branch.oid ";

    // However many pipelines a run has, git is asked once, as it starts: who edits or commits while it trains changes nothing of the run.
    private static readonly ConditionalWeakTable<RunOptions, Task<WorkingTree>> Asked = [];

    /// <summary>The answer for a run; asks in the background at the first call.</summary>
    public static Task<WorkingTree> Of(RunOptions options) => Asked.GetValue(options, static one => Task.Run(() => Ask(one.Root)));

    // One process says both. What MlCi itself writes does not count, and the index of a git that works beside is left alone.
    private static WorkingTree Ask(string root)
    {
        GitAnswer answer = GitQuestion.Ask(root, "status", "--porcelain=v2", "--branch", "--", ".", ":(exclude).mlci", ":(exclude)artifacts");
        string? commit = answer.Lines.LastOrDefault(line => line.StartsWith(CommitLine, StringComparison.Ordinal))?[CommitLine.Length..];
        return new WorkingTree(commit is { Length: >= 40 } ? commit : null, answer.Succeeded ? answer.Lines.Any(line => line is not ['#', ..]) : null);
    }
}
