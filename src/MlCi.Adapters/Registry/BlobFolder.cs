using System.Security.Cryptography;
using MlCi.Adapters.Storage;
using MlCi.Data;
using MlCi.Findings;
using MlCi.Models;

namespace MlCi.Adapters.Registry;

/// <summary>The folder <c>blobs/sha256</c> of an image layout: content by its digest.</summary>
internal sealed class BlobFolder(string layout)
{
    private const int BufferSize = 1 << 16;
    private readonly string folder = Path.Combine(layout, "blobs", "sha256");

    /// <summary>Stores what is written to a stream, hashed on its way; it is in its place only once it is whole.</summary>
    /// <param name="write">Writes the content.</param>
    /// <param name="expected">The digest that it must have, or null.</param>
    public (string Digest, long Size) Put(Action<Stream> write, string? expected)
    {
        string beside = AtomicFile.Beside(Path.Combine(folder, "blob"));
        try
        {
            (string digest, long size) = WriteHashed(beside, write);
            if (expected is not null && digest != expected)
                throw FaultException.OutOfReach(
                    $"content for '{layout}': found digest {digest}, expected {expected}; it was cut off or changed on its way");
            string path = PathOf(digest);
            // Content that is there stays there, for somebody may be reading it; one of the wrong length is a remnant.
            if (!IsTaken(digest, size))
                File.Move(beside, path, overwrite: true);
            return (digest, size);
        }
        finally
        {
            File.Delete(beside);
        }
    }

    /// <summary>The length of a blob's file, or null where there is none.</summary>
    public long? SizeOf(string digest)
    {
        FileInfo file = new(PathOf(digest));
        return file.Exists ? file.Length : null;
    }

    /// <summary>Whether a blob is there in its full length; then its time is now, so that nobody takes it for one that is not needed.</summary>
    public bool IsTaken(string digest, long size)
    {
        if (SizeOf(digest) != size)
            return false;
        try
        {
            File.SetLastWriteTimeUtc(PathOf(digest), DateTime.UtcNow);
            return true;
        }
        catch (FileNotFoundException)
        {
            return false;
        }
    }

    /// <summary>Every blob. What bears another name is none.</summary>
    public IReadOnlyList<StoredBlob> All() =>
    [
        .. new DirectoryInfo(folder).EnumerateFiles().Select(file => new StoredBlob(Digest.Prefix + file.Name, file.Length, new DateTimeOffset(file.LastWriteTimeUtc)))
            .Where(blob => Digest.IsWellFormed(blob.Digest)).OrderBy(blob => blob.Digest, StringComparer.Ordinal),
    ];

    /// <summary>Removes a blob, unless somebody has asked for it since.</summary>
    public void RemoveUnused(StoredContent blob)
    {
        string path = PathOf(blob.Digest);
        if (File.Exists(path) && File.GetLastWriteTimeUtc(path) == blob.Written?.UtcDateTime)
            File.Delete(path);
    }

    /// <summary>Looks whether a blob is there in its full length, without reading it.</summary>
    public void CheckPresent(Descriptor descriptor)
    {
        string path = PathOf(descriptor.Digest);
        if (SizeOf(descriptor.Digest) is not { } size)
            throw LayoutFaults.Damaged(layout, path, "no such file", $"a blob of {descriptor.Size} bytes");
        if (size != descriptor.Size)
            throw LayoutFaults.Damaged(layout, path, $"{size} bytes", $"{descriptor.Size}");
    }

    /// <summary>Opens a blob, its digest verified.</summary>
    public FileStream Open(Descriptor descriptor)
    {
        CheckPresent(descriptor);
        string path = PathOf(descriptor.Digest);
        FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, BufferSize);
        try
        {
            string digest = Digest.OfStream(stream);
            if (digest != descriptor.Digest)
                throw LayoutFaults.Damaged(layout, path, $"content of digest {digest}", descriptor.Digest);
            stream.Position = 0;
            return stream;
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    /// <summary>The path of a blob.</summary>
    /// <exception cref="FaultException">It is no digest: what a hostile manifest names must not become a path (exit 3).</exception>
    public string PathOf(string digest) => Digest.IsWellFormed(digest)
        ? Path.Combine(folder, digest[Digest.Prefix.Length..])
        : throw LayoutFaults.Damaged(layout, folder, $"the name '{digest}'", "sha256: and 64 hexadecimal digits");

    private static (string Digest, long Size) WriteHashed(string path, Action<Stream> write)
    {
        using SHA256 hash = SHA256.Create();
        using FileStream file = new(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, BufferSize);
        using (CryptoStream hashed = new(file, hash, CryptoStreamMode.Write, leaveOpen: true))
            write(hashed);
        file.Flush(flushToDisk: true);
        return (Digest.Prefix + Convert.ToHexStringLower(hash.Hash!), file.Length);
    }
}
