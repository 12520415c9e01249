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
    private readonly string git;
    private readonly ScratchFolder? scratch;

    private BaseCheckout(string git, string root, string sha, ScratchFolder? scratch) => (this.git, Root, Sha, this.scratch) = (git, root, sha, scratch);

    /// <summary>The repository's folder at that commit.</summary>
    public string Root { get; }

    /// <summary>The commit.</summary>
    public string Sha { get; }

    /// <summary>Whether it is another folder than the one that was given.</summary>
    public bool IsApart => scratch is not null;

    /// <summary>Checks a branch out.</summary>
    /// <param name="root">The repository's folder, with the branches of its origin.</param>
    /// <param name="branch">The branch.</param>
    /// <exception cref="FaultException">Git does not know the branch, or cannot check it out (exit 2).</exception>
    public static BaseCheckout Of(string root, string branch)
    {
        string sha = Ask(root, $"found no branch '{InertText.Of(branch)}' of origin, expected the one that the change is for; fetch-depth: 0 brings all of them", "rev-parse", "--verify", "--quiet", "--end-of-options", $"refs/remotes/origin/{branch}^{{commit}}");
        const string NoCommit = "found no commit that is checked out, expected one";
        if (sha == Ask(root, NoCommit, "rev-parse", "--verify", "--quiet", "HEAD^{commit}"))
            return new BaseCheckout(root, root, sha, scratch: null);
        string prefix = Ask(root, NoCommit, "rev-parse", "--show-prefix");
        var scratch = new ScratchFolder("mlci-base-");
        try
        {
            string tree = Path.Combine(scratch.Path, "tree");
            Ask(root, $"cannot check out {sha}, the tip of '{InertText.Of(branch)}'", "worktree", "add", "--detach", "--quiet", tree, sha);
            return new BaseCheckout(root, Path.Combine(tree, prefix), sha, scratch);
        }
        catch
        {
            scratch.Dispose();
            throw;
        }
    }

    /// <summary>Removes what was checked out.</summary>
    public void Dispose()
    {
        if (scratch is null)
            return;
        scratch.Dispose();
        Run(git, _ => { }, "worktree", "prune");
    }

    private static string Ask(string root, string fault, params string[] arguments)
    {
        List<string> lines = [];
        return Run(root, lines.Add, arguments) ? lines.FirstOrDefault() ?? "" : throw FaultException.Misconfigured(fault);
    }

    private static bool Run(string root, Action<string> line, params string[] arguments)
    {
        var call = new ProgramCall(arguments[0], "git", arguments, root, GitEnvironment.Of(), TimeSpan.FromMinutes(5)) { Threads = 0 };
        return ProgramRunner.Run(call, line, CancellationToken.None).Succeeded;
    }
}
