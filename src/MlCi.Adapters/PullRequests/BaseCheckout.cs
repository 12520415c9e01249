using System.Diagnostics.CodeAnalysis;
using MlCi.Adapters.Processes;
using MlCi.Adapters.Storage;
using MlCi.Findings;

namespace MlCi.Adapters.PullRequests;

/// <summary>
/// The tip of the branch that a change is for, checked out: what stands in the folder where it is that commit, else a work tree beside it.
/// Its rules judge; the code that reads them stays the one that runs.
/// </summary>
internal sealed class BaseCheckout : IDisposable
{
    private static readonly TimeSpan Enough = TimeSpan.FromMinutes(5);
    private readonly string git;
    private readonly ScratchFolder? scratch;

    private BaseCheckout(string git, string sha, string prefix, bool isApart)
    {
        (this.git, Sha) = (git, sha);
        scratch = isApart ? new ScratchFolder("mlci-base-") : null;
        Root = scratch is null ? git : Path.Combine(Tree, prefix);
    }

    /// <summary>The repository's folder at that commit.</summary>
    public string Root { get; }

    /// <summary>The commit.</summary>
    public string Sha { get; }

    private string Tree => Path.Combine(scratch!.Path, "tree");

    /// <summary>Whether it is another folder than the one that was given.</summary>
    public bool IsApart => scratch is not null;

    /// <summary>Checks a branch out.</summary>
    /// <param name="root">The repository's folder, with the branches of its origin.</param>
    /// <param name="branch">The branch.</param>
    /// <exception cref="FaultException">Git does not know the branch, or cannot check it out (exit 2).</exception>
    [SuppressMessage("Reliability", "CA2000", Justification = "It is given back, or disposed where it cannot be.")]
    public static BaseCheckout Of(string root, string branch)
    {
        string sha = Ask(root, $"found no branch '{InertText.Of(branch)}' of origin, expected the one that the change is for; fetch-depth: 0 brings all of them", "rev-parse", "--verify", "--quiet", "--end-of-options", $"refs/remotes/origin/{branch}^{{commit}}");
        const string NoCommit = "found no commit that is checked out, expected one";
        bool isApart = sha != Ask(root, NoCommit, "rev-parse", "--verify", "--quiet", "HEAD^{commit}");
        var checkout = new BaseCheckout(root, sha, Ask(root, NoCommit, "rev-parse", "--show-prefix"), isApart);
        try
        {
            if (isApart)
                Ask(root, $"cannot check out {sha}, the tip of '{InertText.Of(branch)}'", "worktree", "add", "--detach", "--quiet", checkout.Tree, sha);
            return checkout;
        }
        catch
        {
            checkout.Dispose();
            throw;
        }
    }

    /// <summary>Removes what was checked out.</summary>
    public void Dispose()
    {
        if (scratch is null)
            return;
        scratch.Dispose();
        GitQuestion.Ask(git, "worktree", "prune");
    }

    private static string Ask(string root, string fault, params string[] arguments) =>
        GitQuestion.Demand(root, Enough, arguments) is { Succeeded: true } answer ? (answer.Lines.Count > 0 ? answer.Lines[0] : "") : throw FaultException.Misconfigured(fault);
}
