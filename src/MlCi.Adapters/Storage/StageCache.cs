using System.Diagnostics;
using System.Globalization;
using MlCi.Data;

namespace MlCi.Adapters.Storage;

/// <summary>
/// Results of stages by the digest of all that they read: <c>.mlci/cache/&lt;stage&gt;/&lt;key&gt;/</c> with the files and,
/// beside them, their digest. What was damaged is not used, it is made again.
/// </summary>
/// <param name="root">The folder that holds <c>.mlci</c>.</param>
/// <param name="refresh">Whether earlier results are left alone, and replaced where they differ.</param>
public sealed class StageCache(string root, bool refresh = false)
{
    private const string DigestFile = "digest";
    private const string FilesFolder = "files";
    private const string TimeFile = "time";

    /// <summary>The folder of a result, or null where there is none that is whole.</summary>
    /// <param name="stage">The stage's name.</param>
    /// <param name="key">The digest of all that the stage reads.</param>
    public string? Find(string stage, string key)
    {
        if (refresh || Whole(Place(stage, key)) is not { } files)
            return null;
        // What is used is not pruned for its age.
        try
        {
            File.SetLastWriteTimeUtc(Path.Combine(Place(stage, key), DigestFile), DateTime.UtcNow);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Another owner's: it can be used, if not kept longer.
        }

        return files;
    }

    /// <summary>When the result in a folder was last made or used.</summary>
    /// <param name="place">The folder with the files and their digest.</param>
    public static DateTime LastUse(string place) =>
        File.Exists(Path.Combine(place, DigestFile)) ? File.GetLastWriteTimeUtc(Path.Combine(place, DigestFile)) : Directory.GetLastWriteTimeUtc(place);

    /// <summary>Whether the result in a folder is what it was when it was made.</summary>
    /// <param name="place">The folder with the files and their digest.</param>
    public static bool IsWhole(string place) => Whole(place) is not null;

    private static string? Whole(string place)
    {
        string digest = Path.Combine(place, DigestFile);
        string files = Path.Combine(place, FilesFolder);
        return File.Exists(digest) && Directory.Exists(files) && File.ReadAllText(digest) == FileDigests.OfFolder(files) ? files : null;
    }

    /// <summary>Makes a result and keeps it.</summary>
    /// <param name="stage">The stage's name.</param>
    /// <param name="key">The digest of all that the stage reads.</param>
    /// <param name="make">Is given an empty folder to write the result into; where it throws, nothing is kept.</param>
    /// <returns>The folder of the result.</returns>
    public string Make(string stage, string key, Action<string> make)
    {
        string place = Place(stage, key);
        using var folder = new AtomicFolder(place);
        string files = Path.Combine(folder.Unfinished, FilesFolder);
        Directory.CreateDirectory(files);
        var watch = Stopwatch.StartNew();
        make(files);
        if (TimeOf(files) is null)
            SetTime(files, watch.Elapsed);
        string digest = FileDigests.OfFolder(files);
        AtomicFile.WriteText(Path.Combine(folder.Unfinished, DigestFile), digest);
        // Others may be reading what stands there: it stays, unless it is broken or another result was asked for and came of it.
        folder.Commit(keepIf: existing => Whole(existing) is not null && (!refresh || File.ReadAllText(Path.Combine(existing, DigestFile)) == digest));
        return Path.Combine(place, FilesFolder);
    }

    /// <summary>Says how long a result took to make, where that is less than all the time since its making began: a wait, or a build.</summary>
    /// <param name="folder">The folder of the result.</param>
    /// <param name="time">The time.</param>
    public static void SetTime(string folder, TimeSpan time) =>
        File.WriteAllText(Path.Combine(Path.GetDirectoryName(folder)!, TimeFile), time.ToString("c", CultureInfo.InvariantCulture));

    /// <summary>How long a result took to make, or null where nobody knows.</summary>
    /// <param name="folder">The folder of the result.</param>
    public static TimeSpan? TimeOf(string folder)
    {
        string file = Path.Combine(Path.GetDirectoryName(folder)!, TimeFile);
        return File.Exists(file) && TimeSpan.TryParseExact(File.ReadAllText(file), "c", CultureInfo.InvariantCulture, out TimeSpan time) ? time : null;
    }

    private string Place(string stage, string key) => Path.Combine(root, ".mlci", "cache", stage, key[Digest.Prefix.Length..]);
}
