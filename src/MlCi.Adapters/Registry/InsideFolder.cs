using MlCi.Findings;

namespace MlCi.Adapters.Registry;

/// <summary>Paths from an archive or a manifest, which somebody else wrote: only those that stay inside a folder are followed.</summary>
internal static class InsideFolder
{
    /// <summary>The full path of a name inside a folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="name">The name, with forward slashes.</param>
    /// <param name="origin">Where the name stands, for the message.</param>
    /// <exception cref="FaultException">The name is absolute, climbs, or means something else on another system (exit 3).</exception>
    public static string Resolve(string folder, string name, string origin)
    {
        // A backslash, a colon (drive, alternate stream) and a NUL are file names on some systems and traps on others.
        bool plain = name.IndexOfAny(['\\', ':', '\0']) < 0 && name.Split('/').All(part => part is not ("" or "." or ".."));
        return plain
            ? Path.Combine([Path.GetFullPath(folder), .. name.Split('/')])
            : throw FaultException.OutOfReach(
                $"{origin}: found the path '{name}', expected a relative path that stays inside its folder; nothing was extracted");
    }

    /// <summary>The files of a folder by their names with forward slashes, in ordinal order.</summary>
    /// <exception cref="FaultException">There is no such folder, or a link or a name in it that extracting refuses (exit 2).</exception>
    public static IReadOnlyList<(string Name, string Path)> Files(string folder, string what)
    {
        if (!Directory.Exists(folder))
            throw FaultException.Misconfigured($"{folder}: found no such folder, expected {what}");
        List<(string Name, string Path)> files = [];
        Collect(new DirectoryInfo(folder), "", files);
        if (files.Count == 0)
            throw FaultException.Misconfigured($"{folder}: found no file, expected {what}");
        files.Sort((one, other) => string.CompareOrdinal(one.Name, other.Name));
        return files;
    }

    private static void Collect(DirectoryInfo folder, string prefix, List<(string Name, string Path)> files)
    {
        foreach (FileSystemInfo entry in folder.EnumerateFileSystemInfos())
        {
            string name = prefix + entry.Name;
            if (entry.LinkTarget is not null)
                throw FaultException.Misconfigured($"{entry.FullName}: found a link, expected plain files and folders");
            if (entry.Name.IndexOfAny(['\\', ':']) >= 0)
                throw FaultException.Misconfigured(
                    $"{entry.FullName}: found a backslash or colon in the name, expected one that every system can have");
            if (entry is DirectoryInfo inner)
                Collect(inner, name + "/", files);
            else
                files.Add((name, entry.FullName));
        }
    }
}
