using System.Text;
using MlCi.Adapters.Processes;
using MlCi.Adapters.Storage;

namespace MlCi.Adapters.Snapshots;

/// <summary>Keeps a data file out of git: by its folder's .gitignore.</summary>
internal static class GitExclusion
{
    private const string Special = "\\*?[]!#";

    /// <summary>Adds a file to the .gitignore of its folder.</summary>
    /// <returns>Whether it was not there before.</returns>
    public static bool Add(string path)
    {
        string file = PathOf(path);
        string line = "/" + Escaped(Path.GetFileName(path));
        string before = File.Exists(file) ? File.ReadAllText(file) : "";
        if (before.Split('\n').Any(one => one.TrimEnd('\r') == line))
            return false;
        string end = before.Contains("\r\n", StringComparison.Ordinal) ? "\r\n" : "\n";
        AtomicFile.WriteText(file, before + (before.Length > 0 && !before.EndsWith('\n') ? end : "") + line + end);
        return true;
    }

    /// <summary>The .gitignore beside a file.</summary>
    public static string PathOf(string path) => Path.Combine(Path.GetDirectoryName(path)!, ".gitignore");

    /// <summary>Whether git holds a file already, so that ignoring it changes nothing; false where git cannot say.</summary>
    public static bool IsTracked(string path) =>
        GitQuestion.Ask(Path.GetDirectoryName(path)!, "ls-files", "--error-unmatch", "--", Path.GetFileName(path)).Succeeded;

    // As gitignore(5) has it; a space at the end would be dropped.
    private static string Escaped(string name)
    {
        var text = new StringBuilder();
        foreach (char letter in name)
            text.Append(Special.Contains(letter, StringComparison.Ordinal) ? "\\" : "").Append(letter);
        return name.EndsWith(' ') ? text.Insert(text.Length - 1, '\\').ToString() : text.ToString();
    }
}
