using System.Text.RegularExpressions;

namespace MlCi.Adapters.Storage;

/// <summary>What killed processes left beside its place, as <see cref="AtomicFile.Beside"/> names it.</summary>
public static partial class Unfinished
{
    /// <summary>Whether a name is one of something unfinished.</summary>
    /// <param name="name">The name of a file or folder.</param>
    public static bool IsName(string name) => NamePattern().IsMatch(name);

    /// <summary>
    /// Removes what is unfinished from a folder, but not from folders in it. Right where nobody else may be writing there: its
    /// writers hold a lock, and this process holds it.
    /// </summary>
    /// <param name="folder">The folder; nothing is done where there is none.</param>
    public static void Sweep(string folder)
    {
        if (!Directory.Exists(folder))
            return;
        foreach (string entry in Directory.GetFileSystemEntries(folder).Where(entry => IsName(Path.GetFileName(entry))))
        {
            if (Directory.Exists(entry))
                Directory.Delete(entry, recursive: true);
            else
                File.Delete(entry);
        }
    }

    [GeneratedRegex(@"\A\..+\.[0-9a-f]{32}\.part\z", RegexOptions.Singleline)]
    private static partial Regex NamePattern();
}
