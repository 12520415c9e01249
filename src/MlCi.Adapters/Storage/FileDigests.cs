using MlCi.Data;
using MlCi.Findings;

namespace MlCi.Adapters.Storage;

/// <summary>Digests of files and folders on disk.</summary>
public static class FileDigests
{
    /// <summary>The digest of a file's bytes.</summary>
    /// <exception cref="FaultException">It is a named pipe, a device or a socket, which has none (exit 2).</exception>
    public static string OfFile(string path)
    {
        if (SpecialFile.KindOf(path) is { } kind)
            throw FaultException.Misconfigured($"found {kind} at {path}, expected a file");
        using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1 << 16, FileOptions.SequentialScan);
        return Digest.OfStream(stream);
    }

    /// <summary>The digest of a folder's files, as <see cref="Digest.OfFiles"/> has it.</summary>
    public static string OfFolder(string folder) => Digest.OfFiles(
        Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Select(file => (Path.GetRelativePath(folder, file).Replace('\\', '/'), OfFile(file))));
}
