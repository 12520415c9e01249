using System.IO.Compression;
using MlCi.Adapters.Terminal;

namespace MlCi.Adapters.PullRequests;

/// <summary>The name and the kind of an entry of a hostile zip file. No name is ever used as a path; one that is an attack is told all the same.</summary>
internal static class ArtifactEntry
{
    private const int MostLetters = 400;
    private const int KindMask = 0xF000, Unknown = 0, Folder = 0x4000, RegularFile = 0x8000, Link = 0xA000;
    private const int WindowsLink = 0x400;
    private const string Expected = "<pipeline>/<file>";

    /// <summary>What is wrong with an entry whatever it holds, or null.</summary>
    public static string? Fault(ZipArchiveEntry entry)
    {
        string shown = HostileText.Name(entry.FullName);
        string? wrong = NameFault(entry.FullName);
        if (wrong is not null)
            return $"found entry {shown}, which {wrong}, expected {Expected}";
        int kind = (entry.ExternalAttributes >> 16) & KindMask;
        if (kind == Link || (entry.ExternalAttributes & WindowsLink) != 0)
            return $"found entry {shown}, which is a symbolic link, expected a file";
        if (kind is not (Unknown or Folder or RegularFile))
            return $"found entry {shown}, which is a device, a pipe or a socket, expected a file";
        return entry.IsEncrypted ? $"found entry {shown}, which is encrypted, expected a file that can be read" : null;
    }

    /// <summary>What is wrong with a name, or null.</summary>
    private static string? NameFault(string name)
    {
        if (name.Length is 0 or > MostLetters)
            return $"has {name.Length} letters (of at most {MostLetters})";
        if (name.Any(char.IsControl))
            return "holds a control character";
        if (name.Contains('\\', StringComparison.Ordinal))
            return "holds a backslash";
        if (name[0] == '/')
            return "is an absolute path";
        if (name.Length > 1 && char.IsAsciiLetter(name[0]) && name[1] == ':')
            return "begins with a drive's letter";
        string[] parts = name.TrimEnd('/').Split('/');
        return Array.IndexOf(parts, "..") >= 0 ? "leads out of its folder"
            : Array.Exists(parts, part => part is "" or ".") ? "has a part that is no name" : null;
    }

    /// <summary>The pipeline and the file that an entry is of, or null for a folder and for what lies elsewhere.</summary>
    public static (string Pipeline, string File)? Split(string name)
    {
        const string Prefix = "artifacts/";
        string inner = name.StartsWith(Prefix, StringComparison.Ordinal) ? name[Prefix.Length..] : name;
        int slash = inner.IndexOf('/', StringComparison.Ordinal);
        return slash <= 0 || slash == inner.Length - 1 || inner[^1] == '/' ? null : (inner[..slash], inner[(slash + 1)..]);
    }

    /// <summary>The fault of a file that is too large.</summary>
    public static string TooLarge(string what, long most) => $"found more than {ByteSize.Of(most)} in {what}, expected at most that";
}
