using MlCi.Adapters.Storage;
using MlCi.Data;
using MlCi.Pipelines;

namespace MlCi.Adapters.Snapshots;

/// <summary>
/// Data of this machine by their digest: <c>.mlci/data/sha256/&lt;digest&gt;</c>. Files are copied into it and out of it, in no time where
/// the file system shares blocks (reflinks); never as a hard link, for then whoever writes into the file in place would change the only
/// other copy too.
/// </summary>
/// <param name="root">The repository's folder.</param>
internal sealed class SnapshotStore(string root)
{
    private readonly string folder = Path.Combine(root, ".mlci", "data", "sha256");

    /// <summary>The file that is held by the one who downloads.</summary>
    public string LockPath => Path.Combine(root, ".mlci", "data", "lock");

    /// <summary>Where data of a digest are kept.</summary>
    public string PathOf(string digest) => Path.Combine(folder, digest[Digest.Prefix.Length..]);

    /// <summary>Where a download of such data is gathered until it is whole; what is there is continued.</summary>
    public string PartOf(string digest) => PathOf(digest) + ".part";

    /// <summary>All that is kept, by name: copies and downloads that broke off, but nothing that is being copied now.</summary>
    public IReadOnlyList<FileInfo> Files() => !Directory.Exists(folder) ? []
        : [.. new DirectoryInfo(folder).EnumerateFiles().Where(file => !Unfinished.IsName(file.Name)).OrderBy(file => file.Name, StringComparer.Ordinal)];

    /// <summary>Whether data of a digest are there in full length.</summary>
    public bool Has(string digest, long size) => new FileInfo(PathOf(digest)) is { Exists: true } file && file.Length == size;

    /// <summary>Whether data are there whole; a copy with another digest is damaged, and goes.</summary>
    public bool HasVerified(DataPointer pointer)
    {
        if (!Has(pointer.Digest, pointer.Size))
            return false;
        string kept = PathOf(pointer.Digest);
        if (FileDigests.OfFile(kept) == pointer.Digest)
            return true;
        File.Delete(kept);
        return false;
    }

    /// <summary>Keeps a copy of a file.</summary>
    /// <returns>The digest and the size of what was copied, which is what the file was while it was read.</returns>
    public (string Digest, long Size) Put(string path)
    {
        string beside = AtomicFile.Beside(Path.Combine(folder, "copy"));
        try
        {
            File.Copy(path, beside);
            return Take(beside);
        }
        finally
        {
            File.Delete(beside);
        }
    }

    /// <summary>Takes a whole file in, which is then no more where it was.</summary>
    /// <returns>Its digest and size.</returns>
    public (string Digest, long Size) Take(string path)
    {
        string digest = FileDigests.OfFile(path);
        long size = new FileInfo(path).Length;
        // Rather the new than the old, which nobody has looked at since.
        File.Move(path, PathOf(digest), overwrite: true);
        return (digest, size);
    }

    /// <summary>Puts a copy of data into their place.</summary>
    /// <returns>Whether the digest was right; where not, what was kept is damaged, and goes.</returns>
    public bool TryPlace(TrackedFile file)
    {
        if (!Has(file.Pointer.Digest, file.Pointer.Size))
            return false;
        string kept = PathOf(file.Pointer.Digest);
        if (TryPlace(file, beside => File.Copy(kept, beside)))
            return true;
        File.Delete(kept);
        return false;
    }

    /// <summary>Puts data into their place: written beside, verified, renamed.</summary>
    /// <param name="file">The file.</param>
    /// <param name="write">Writes the path that it is given.</param>
    public static bool TryPlace(TrackedFile file, Action<string> write)
    {
        string beside = AtomicFile.Beside(file.FullPath);
        try
        {
            write(beside);
            if (FileDigests.OfFile(beside) != file.Pointer.Digest || new FileInfo(beside).Length != file.Pointer.Size)
                return false;
            File.Move(beside, file.FullPath, overwrite: true);
            return true;
        }
        finally
        {
            File.Delete(beside);
        }
    }
}
