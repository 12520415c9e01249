using System.Formats.Tar;

namespace MlCi.Adapters.Storage;

/// <summary>Named pipes, devices and sockets: they have no bytes of their own, and who opens one may wait for ever.</summary>
internal static class SpecialFile
{
    /// <summary>What lies at a path, in words, where that is neither a file of bytes nor nothing; null otherwise. Links are followed.</summary>
    /// <param name="path">The path; only an empty file is opened.</param>
    public static string? KindOf(string path)
    {
        // None of them has a length, and Windows has none of them in folders.
        if (OperatingSystem.IsWindows() || !File.Exists(path))
            return null;
        FileSystemInfo file = File.ResolveLinkTarget(path, returnFinalTarget: true) ?? new FileInfo(path);
        if (file is not FileInfo { Exists: true, Length: 0 })
            return null;
        return Ask(file.FullName) switch
        {
            TarEntryType.Fifo => "a named pipe",
            TarEntryType.CharacterDevice or TarEntryType.BlockDevice => "a device",
            null => "a socket",
            _ => null,
        };
    }

    // Nothing else of the library tells the type of a file; null for what an archive cannot hold.
    private static TarEntryType? Ask(string path)
    {
        using MemoryStream archive = new();
        try
        {
            using TarWriter writer = new(archive, TarEntryFormat.Gnu, leaveOpen: true);
            writer.WriteEntry(path, "one");
        }
        catch (IOException e) when (e.GetType() == typeof(IOException) && File.Exists(path))
        {
            return null;
        }

        archive.Position = 0;
        using TarReader reader = new(archive);
        return reader.GetNextEntry()?.EntryType;
    }
}
