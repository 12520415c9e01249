using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using MlCi.Adapters.Processes;
using MlCi.Findings;

namespace MlCi.Adapters.Stages;

/// <summary>What changed since a branch went its own way, by git's own lists: in commits, in the index, in the tree, and files that are new.</summary>
/// <param name="Base">The commit where the ways part.</param>
/// <param name="Paths">Every path that differs from it, below the repository's folder; what lies beside that folder begins with <c>../</c>.</param>
/// <param name="Ignored">What git does not look at, likewise: of these nobody can tell whether they changed. A folder stands for all in it.</param>
internal sealed record GitChanges(string Base, IReadOnlyList<string> Paths, IReadOnlyList<string> Ignored)
{
    private const string Option = "--affected-since";

    /// <summary>The symbolic links that git keeps, likewise.</summary>
    public required IReadOnlyList<string> Links { get; init; }

    /// <summary>How many folders the repository's lies below git's: what lies farther above, git does not know.</summary>
    public required int Depth { get; init; }

    /// <summary>Asks git.</summary>
    /// <param name="root">The repository's folder, which may be a part of git's.</param>
    /// <param name="reference">A branch, tag or commit.</param>
    /// <exception cref="FaultException">No repository, no such commit, or no common history (exit 2).</exception>
    public static GitChanges Since(string root, string reference)
    {
        (int code, string prefix, _) = Run(root, "rev-parse", "--show-prefix");
        if (code != 0)
            throw FaultException.Misconfigured($"found no git repository at {root}, expected one for '{Option}'");
        (code, string commit, _) = Run(root, "rev-parse", "--verify", "--quiet", "--end-of-options", reference + "^{commit}");
        if (code != 0)
            throw FaultException.Misconfigured($"found no commit '{reference}' for '{Option}', expected a branch, tag or commit that git has here, such as origin/main{Fetch(root)}");
        (code, string bases, _) = Run(root, "merge-base", commit.Trim(), "HEAD");
        if (code != 0)
            throw FaultException.Misconfigured($"found no common ancestor of '{reference}' and HEAD for '{Option}', expected one{Fetch(root)}");

        string from = bases.Split('\n')[0].Trim();
        // Of a file that was moved, both places changed. The user's own settings for diff must not change the list.
        string[] diff = ["diff", "--name-only", "-z", "--no-renames", "--no-ext-diff", "--no-relative", "--ignore-submodules=none", from, "--"];
        string[] untracked = ["ls-files", "--others", "--exclude-standard", "--full-name", "-z", "--", ":/"];
        string[] ignored = ["ls-files", "--others", "--ignored", "--exclude-standard", "--directory", "--full-name", "-z", "--", ":/"];
        string[] above = prefix.Trim('\n').Split('/', StringSplitOptions.RemoveEmptyEntries);
        return new GitChanges(from, [.. List(root, above, diff), .. List(root, above, untracked)], [.. List(root, above, ignored)])
        {
            Links = [.. LinksOf(root, above)],
            Depth = above.Length,
        };
    }

    /// <summary>Changes that somebody else listed, such as GitHub those of a pull request, beside the tree that lies here.</summary>
    /// <param name="root">The repository's folder, which may be a part of git's, or lie in none.</param>
    /// <param name="paths">Every changed path below git's folder, or below the repository's where there is no git; of what was moved, both places.</param>
    public static GitChanges Listed(string root, IEnumerable<string> paths)
    {
        (int code, string prefix, _) = Run(root, "rev-parse", "--show-prefix");
        string[] above = code == 0 ? prefix.Trim('\n').Split('/', StringSplitOptions.RemoveEmptyEntries) : [];
        return new GitChanges("", [.. paths.Select(path => Below(above, path))], [])
        {
            Links = code == 0 ? [.. LinksOf(root, above)] : [],
            Depth = above.Length,
        };
    }

    // Its lines are: mode object stage TAB path.
    private static IEnumerable<string> LinksOf(string root, string[] above) => Output(root, "ls-files", "--stage", "--full-name", "-z", "--", ":/")
        .Where(line => line.StartsWith("120000 ", StringComparison.Ordinal)).Select(line => Below(above, line[(line.IndexOf('\t', StringComparison.Ordinal) + 1)..]));

    private static IEnumerable<string> List(string root, string[] above, string[] arguments) =>
        Output(root, arguments).Select(path => Below(above, path.TrimEnd('/')));

    private static string[] Output(string root, params string[] arguments)
    {
        (int code, string output, string error) = Run(root, arguments);
        if (code != 0)
            throw FaultException.Misconfigured($"found 'git {arguments[0]}' failing for '{Option}', expected a list of files: {error.Trim()}");
        return output.Split('\0', StringSplitOptions.RemoveEmptyEntries);
    }

    // From git's folder to the repository's, which may lie deeper.
    private static string Below(string[] above, string path)
    {
        string[] parts = path.Split('/');
        int shared = 0;
        while (shared < above.Length && shared < parts.Length && above[shared] == parts[shared])
            shared++;
        return string.Join('/', Enumerable.Repeat("..", above.Length - shared).Concat(parts[shared..]));
    }

    private static string Fetch(string root) => Run(root, "rev-parse", "--is-shallow-repository").Output.Trim() == "true"
        ? "; this clone is shallow: git fetch --unshallow, or git fetch --depth=N with a larger N (in GitHub Actions fetch-depth: 0), brings the history"
        : "";

    private static (int ExitCode, string Output, string Error) Run(string root, params string[] arguments)
    {
        Dictionary<string, string> environment = GitEnvironment.Of();
        // It only looks: it shall neither wait for another git nor write its index.
        environment["GIT_OPTIONAL_LOCKS"] = "0";
        string git = ExecutablePath.Find("git", root, environment) ?? throw FaultException.Misconfigured($"cannot start 'git' for '{Option}': found no such executable file in PATH");
        var info = new ProcessStartInfo(git, arguments)
        {
            WorkingDirectory = root,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        info.Environment.Clear();
        foreach ((string name, string value) in environment)
            info.Environment[name] = value;
        try
        {
            using Process asked = Process.Start(info)!;
            asked.StandardInput.Close();
            Task<string> error = asked.StandardError.ReadToEndAsync();
            string output = asked.StandardOutput.ReadToEnd();
            asked.WaitForExit();
            return (asked.ExitCode, output, error.GetAwaiter().GetResult());
        }
        catch (Win32Exception e)
        {
            throw FaultException.Misconfigured($"cannot start 'git' for '{Option}': {e.Message}");
        }
    }
}
