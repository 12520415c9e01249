using MlCi.Data;

namespace MlCi.Adapters.Storage;

/// <summary>
/// Results of stages by the digest of all that they read: <c>.mlci/cache/&lt;stage&gt;/&lt;key&gt;/</c> with the files and,
/// beside them, their digest. What was damaged is not used, it is made again.
/// </summary>
/// <param name="root">The folder that holds <c>.mlci</c>.</param>
public sealed class StageCache(string root)
{
    private const string DigestFile = "digest";
    private const string FilesFolder = "files";

    /// <summary>The folder of a result, or null where there is none that is whole.</summary>
    /// <param name="stage">The stage's name.</param>
    /// <param name="key">The digest of all that the stage reads.</param>
    public string? Find(string stage, string key)
    {
        string place = Place(stage, key);
        string digest = Path.Combine(place, DigestFile);
        string files = Path.Combine(place, FilesFolder);
        return File.Exists(digest) && Directory.Exists(files) && File.ReadAllText(digest) == FileDigests.OfFolder(files) ? files : null;
    }

    /// <summary>Makes a result and keeps it.</summary>
    /// <param name="stage">The stage's name.</param>
    /// <param name="key">The digest of all that the stage reads.</param>
    /// <param name="make">Is given an empty folder to write the result into; where it throws, nothing is kept.</param>
    /// <param name="replace">Whether a whole result that stands there, made by another process meanwhile, is replaced.</param>
    /// <returns>The folder of the result.</returns>
    public string Make(string stage, string key, Action<string> make, bool replace = false)
    {
        string place = Place(stage, key);
        using var folder = new AtomicFolder(place);
        string files = Path.Combine(folder.Unfinished, FilesFolder);
        Directory.CreateDirectory(files);
        make(files);
        AtomicFile.WriteText(Path.Combine(folder.Unfinished, DigestFile), FileDigests.OfFolder(files));
        folder.Commit(keepExisting: !replace && Find(stage, key) is not null);
        return Path.Combine(place, FilesFolder);
    }

    private string Place(string stage, string key) => Path.Combine(root, ".mlci", "cache", stage, key[Digest.Prefix.Length..]);
}
