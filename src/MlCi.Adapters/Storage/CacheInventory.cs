namespace MlCi.Adapters.Storage;

/// <summary>Lists what lies under <c>.mlci</c> that can be made again. The registry, the ledgers and the records of runs are none of it.</summary>
public static class CacheInventory
{
    private const string Unfinished = "unfinished";
    private static readonly EnumerationOptions Everything = new() { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None };
    private static readonly EnumerationOptions Here = new() { AttributesToSkip = FileAttributes.None };

    /// <summary>All entries, by kind and path.</summary>
    /// <param name="root">The folder that holds <c>.mlci</c>.</param>
    public static IReadOnlyList<CacheEntry> Of(string root)
    {
        string mlci = Path.Combine(root, ".mlci");
        List<CacheEntry> entries = [];
        foreach (string stage in Folders(Path.Combine(mlci, "cache")).Where(folder => Path.GetFileName(folder) != "last"))
            entries.AddRange(Entries(Path.GetFileName(stage), Folders(stage).Where(entry => !IsUnfinished(entry)), StageCache.LastUse, StageCache.IsWhole));
        entries.AddRange(Entries("smoke", Files(Path.Combine(mlci, "smoke")).Where(entry => !IsUnfinished(entry)), File.GetLastWriteTimeUtc, _ => true));
        entries.AddRange(Entries(Unfinished, UnfinishedIn(mlci).Concat(UnfinishedIn(Path.Combine(root, "artifacts"))), File.GetLastWriteTimeUtc, _ => false));
        return [.. entries.OrderBy(entry => entry.Kind, StringComparer.Ordinal).ThenBy(entry => entry.Path, StringComparer.Ordinal)];
    }

    /// <summary>Removes an entry. A folder is renamed first, so that nobody finds half of it.</summary>
    public static void Remove(CacheEntry entry)
    {
        if (File.Exists(entry.Path))
        {
            File.Delete(entry.Path);
            return;
        }

        string away = entry.Kind == Unfinished ? entry.Path : AtomicFile.Beside(entry.Path);
        if (away != entry.Path)
            Directory.Move(entry.Path, away);
        Directory.Delete(away, recursive: true);
    }

    private static List<CacheEntry> Entries(string kind, IEnumerable<string> paths, Func<string, DateTime> lastUse, Func<string, bool> isWhole)
    {
        List<CacheEntry> entries = [];
        try
        {
            foreach (string path in paths)
            {
                if (Entry(kind, path, lastUse, isWhole) is { } entry)
                    entries.Add(entry);
            }
        }
        catch (DirectoryNotFoundException)
        {
            // The folder that is listed went in the meantime, with all that was left in it.
        }

        return entries;
    }

    /// <summary>One entry; null for what a run beside took away while this one looked, and broken where only a part of it is gone.</summary>
    internal static CacheEntry? Entry(string kind, string path, Func<string, DateTime> lastUse, Func<string, bool> isWhole)
    {
        try
        {
            long bytes = File.Exists(path) ? new FileInfo(path).Length : new DirectoryInfo(path).EnumerateFiles("*", Everything).Sum(file => file.Length);
            return new CacheEntry(kind, path, bytes, new DateTimeOffset(lastUse(path)), isWhole(path));
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return Directory.Exists(path) ? new CacheEntry(kind, path, 0, new DateTimeOffset(Directory.GetLastWriteTimeUtc(path)), IsWhole: false) : null;
        }
    }

    private static IEnumerable<string> UnfinishedIn(string folder) => !Directory.Exists(folder) ? [] :
        // What lies in something unfinished goes with it.
        Directory.EnumerateFileSystemEntries(folder, ".*.part", Everything).Where(entry => !Path.GetRelativePath(folder, Path.GetDirectoryName(entry)!).Contains(".part", StringComparison.Ordinal));

    private static bool IsUnfinished(string path) => path.EndsWith(".part", StringComparison.Ordinal);

    private static IEnumerable<string> Folders(string folder) => Directory.Exists(folder) ? Directory.EnumerateDirectories(folder, "*", Here) : [];

    private static IEnumerable<string> Files(string folder) => Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "*", Here) : [];
}
