using MlCi.Adapters.Stages;
using MlCi.Adapters.Terminal;
using MlCi.Data;
using MlCi.Findings;

namespace MlCi.Adapters.Snapshots;

/// <summary>Removes copies of data from this machine's store that no pointer of the repository names.</summary>
/// <param name="root">The repository's folder.</param>
/// <param name="lines">Where it says what it does.</param>
internal sealed class StorePruning(string root, SnapshotLines lines)
{
    private readonly SnapshotStore store = new(root);

    /// <summary>Removes them. What the registry does not hold is said: a pointer of another branch may be about it.</summary>
    /// <param name="files">The files of all pointers.</param>
    /// <param name="isDry">Whether only to say what would go.</param>
    /// <exception cref="FaultException">A download is at work (exit 3); the registry is damaged (exit 3).</exception>
    public void Prune(IReadOnlyList<TrackedFile> files, bool isDry)
    {
        IReadOnlyList<FileInfo> kept = store.Files();
        using FileStream? held = isDry || kept.Count == 0 ? null : PipelineLock.TryTake(store.LockPath)
            ?? throw FaultException.OutOfReach("found another mlci that downloads into this folder, expected none while its data are pruned; nothing was removed");
        HashSet<string> named = [.. files.SelectMany(file => new[] { store.PathOf(file.Pointer.Digest), store.PartOf(file.Pointer.Digest) })];
        var registry = new SnapshotRegistry(root);
        FileInfo[] gone = [.. kept.Where(file => !named.Contains(file.FullName))];
        long bytes = gone.Sum(file => file.Length);
        string left = $"{Numerals.Count(kept.Count - gone.Length)}, {ByteSize.Of(kept.Sum(file => file.Length) - bytes)}";
        foreach (FileInfo file in gone)
        {
            string digest = Digest.Prefix + file.Name;
            string what = !Digest.IsWellFormed(digest) ? file.Name : registry.Has(digest) ? digest : $"{digest}, which was not pushed";
            long size = file.Length;
            if (!isDry)
                file.Delete();
            lines.Done($"{(isDry ? "would remove" : "removed")} {what}, {ByteSize.Of(size)}");
        }

        lines.Summary($"{Numerals.Count(gone.Length, "files")} that no pointer names {(isDry ? "would be removed" : "removed")}, {ByteSize.Of(bytes)}; {left} {(isDry ? "would stay" : "stay")}");
    }
}
