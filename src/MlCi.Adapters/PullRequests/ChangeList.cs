using System.Text;
using MlCi.Findings;

namespace MlCi.Adapters.PullRequests;

/// <summary>Reads the list of files that a pull request changes, as git or GitHub's API gives it.</summary>
public static class ChangeList
{
    private const long MostBytes = 64L << 20;

    /// <summary>The paths of a list: one a line, or with a NUL after each as of <c>git diff --name-only -z</c>.</summary>
    /// <param name="file">The list's file.</param>
    /// <exception cref="FaultException">There is none, or it quotes paths, which then are not as they are (exit 2).</exception>
    public static IReadOnlyList<string> Read(string file)
    {
        if (!File.Exists(file))
            throw FaultException.Misconfigured($"found no file '{file}', expected the list of changed files");
        if (new FileInfo(file).Length > MostBytes)
            throw FaultException.Misconfigured($"found {new FileInfo(file).Length} bytes in '{file}', expected a list of changed files of at most {MostBytes}");
        string text = File.ReadAllText(file, Encoding.UTF8);
        bool isNul = text.Contains('\0', StringComparison.Ordinal);
        string[] paths = [.. text.Split(isNul ? '\0' : '\n').Select(path => isNul ? path : path.TrimEnd('\r')).Where(path => path.Length > 0).Distinct(StringComparer.Ordinal)];
        int quoted = isNul ? -1 : Array.FindIndex(paths, path => path[0] == '"');
        return quoted < 0 ? paths : throw FaultException.Misconfigured(
            $"found {HostileText.Name(paths[quoted])}, which git has quoted, expected paths as they are: git diff --name-only -z", new SourcePlace(file, quoted + 1));
    }
}
