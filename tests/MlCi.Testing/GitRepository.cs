using System.Diagnostics;

namespace MlCi.Testing;

/// <summary>A real git repository in a folder, with somebody who commits.</summary>
public sealed class GitRepository
{
    private GitRepository(string root) => Root = root;

    /// <summary>Its folder.</summary>
    public string Root { get; }

    /// <summary>The commit that is checked out.</summary>
    public string Head => Run("rev-parse", "HEAD");

    /// <summary>Begins one in a folder, on the branch <c>main</c>; nothing is committed.</summary>
    public static GitRepository Begin(string root)
    {
        var begun = new GitRepository(root);
        begun.Run("init", "--quiet", "--initial-branch=main");
        begun.Configure();
        return begun;
    }

    /// <summary>Has another folder hold it, as a job's checkout does.</summary>
    /// <param name="to">The folder, which is not there yet.</param>
    /// <param name="branch">The branch or tag that is checked out.</param>
    public GitRepository CloneTo(string to, string branch = "main")
    {
        Run("clone", "--quiet", "--no-hardlinks", "--branch", branch, Root, to);
        var clone = new GitRepository(to);
        clone.Configure();
        return clone;
    }

    /// <summary>Commits all that there is.</summary>
    /// <returns>The commit.</returns>
    public string Commit(string message)
    {
        Run("add", "--all");
        Run("commit", "--quiet", "--message", message);
        return Head;
    }

    /// <summary>Runs git, which must succeed.</summary>
    /// <returns>What it printed, without the line's end.</returns>
    public string Run(params string[] arguments)
    {
        using Process git = Process.Start(new ProcessStartInfo("git", arguments) { WorkingDirectory = Root, UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })!;
        Task<string> errors = git.StandardError.ReadToEndAsync();
        string output = git.StandardOutput.ReadToEnd();
        git.WaitForExit();
        return git.ExitCode == 0 ? output.TrimEnd() : throw new InvalidOperationException($"git {string.Join(' ', arguments)}: {errors.GetAwaiter().GetResult()}");
    }

    // The machine's own settings may ask for signatures.
    private void Configure()
    {
        foreach ((string name, string value) in new[] { ("user.name", "ana"), ("user.email", "ana@example.com"), ("commit.gpgsign", "false"), ("tag.gpgsign", "false") })
            Run("config", name, value);
    }
}
