using MlCi.Data;

namespace MlCi.Adapters.Storage;

/// <summary>Digests of files and folders on disk.</summary>
public static class FileDigests
{
    /// <summary>The digest of a file's bytes.</summary>
    public static string OfFile(string path)
    {
        using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1 << 16, FileOptions.SequentialScan);
        return Digest.OfStream(stream);
    }

    /// <summary>The digest of a folder's files, as <see cref="Digest.OfFiles"/> has it.</summary>
    public static string OfFolder(string folder) => Digest.OfFiles(
        Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Select(file => (Path.GetRelativePath(folder, file).Replace('\\', '/'), OfFile(file))));
}
