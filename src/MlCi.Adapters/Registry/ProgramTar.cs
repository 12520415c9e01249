using System.Formats.Tar;
using MlCi.Adapters.Storage;
using MlCi.Findings;

namespace MlCi.Adapters.Registry;

/// <summary>
/// A folder of files as one tar whose bytes depend on names, contents and the right to run alone: sorted, dated 1970, owned by
/// nobody. GNU's form, because .NET writes its process id into pax headers.
/// </summary>
internal static class ProgramTar
{
    private const UnixFileMode Plain =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    private const UnixFileMode Runnable = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <summary>Writes a folder.</summary>
    public static void Pack(string folder, Stream archive) => Pack(InsideFolder.Files(folder, "the files of the model program"), archive);

    /// <summary>Writes files.</summary>
    /// <param name="files">Their names with forward slashes, in ordinal order, and where they lie.</param>
    /// <param name="archive">The tar.</param>
    public static void Pack(IReadOnlyList<(string Name, string Path)> files, Stream archive)
    {
        using TarWriter writer = new(archive, TarEntryFormat.Gnu, leaveOpen: true);
        foreach ((string name, string path) in files)
        {
            using FileStream content = File.OpenRead(path);
            writer.WriteEntry(new GnuTarEntry(TarEntryType.RegularFile, name)
            {
                ModificationTime = DateTimeOffset.UnixEpoch,
                AccessTime = DateTimeOffset.UnixEpoch,
                ChangeTime = DateTimeOffset.UnixEpoch,
                Mode = ModeOf(path),
                DataStream = content,
            });
        }
    }

    /// <summary>Extracts into a folder, which takes the place of what stands there once it is whole.</summary>
    /// <param name="archive">The tar.</param>
    /// <param name="folder">Where to.</param>
    /// <param name="origin">What to call the tar in a message.</param>
    /// <exception cref="FaultException">An entry leaves the folder, is a link or a device, or the tar is broken (exit 3).</exception>
    public static void Extract(Stream archive, string folder, string origin)
    {
        using AtomicFolder whole = new(folder);
        try
        {
            using TarReader reader = new(archive, leaveOpen: true);
            while (reader.GetNextEntry() is { } entry)
                ExtractEntry(entry, whole.Unfinished, origin);
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException or FormatException or NotSupportedException)
        {
            throw FaultException.OutOfReach(
                $"{origin}: found a tar that cannot be extracted ({exception.Message.TrimEnd('.')}), expected a model program; "
                + "nothing was extracted");
        }

        whole.Commit();
    }

    private static void ExtractEntry(TarEntry entry, string folder, string origin)
    {
        string name = entry.EntryType == TarEntryType.Directory ? entry.Name.TrimEnd('/') : entry.Name;
        string path = InsideFolder.Resolve(folder, name, origin);
        switch (entry.EntryType)
        {
            case TarEntryType.Directory:
                Directory.CreateDirectory(path);
                break;
            case TarEntryType.RegularFile or TarEntryType.V7RegularFile:
                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                if (Path.Exists(path))
                    throw FaultException.OutOfReach(
                        $"{origin}: found '{entry.Name}' twice, expected each file once; nothing was extracted");
                using (FileStream file = new(path, FileMode.CreateNew, FileAccess.Write))
                    entry.DataStream?.CopyTo(file);
                if (!OperatingSystem.IsWindows())
                    File.SetUnixFileMode(path, (entry.Mode & Runnable) == UnixFileMode.None ? Plain : Plain | Runnable);
                break;
            default:
                throw FaultException.OutOfReach(
                    $"{origin}: found '{entry.Name}', which is a {entry.EntryType}, expected plain files; nothing was extracted");
        }
    }

    // Two modes are enough, and the umask of whoever published must not change the digest.
    private static UnixFileMode ModeOf(string path) =>
        OperatingSystem.IsWindows() || (File.GetUnixFileMode(path) & Runnable) == UnixFileMode.None ? Plain : Plain | Runnable;
}
