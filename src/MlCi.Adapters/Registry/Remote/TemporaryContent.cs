using MlCi.Adapters.Storage;

namespace MlCi.Adapters.Registry.Remote;

/// <summary>Files for content on its way to or from a registry. They have no name once they are open, so nobody has to remove them.</summary>
internal static class TemporaryContent
{
    /// <summary>Opens an empty file for writing and reading.</summary>
    /// <param name="folder">The folder; it is made if need be.</param>
    public static FileStream Open(string folder)
    {
        string path = AtomicFile.Beside(Path.Combine(folder, "content"));
        FileStream stream = new(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Read | FileShare.Delete, bufferSize: 1 << 16, FileOptions.DeleteOnClose);
        // Elsewhere the system itself removes it; here a process that is killed would leave it.
        if (!OperatingSystem.IsWindows())
            File.Delete(path);
        return stream;
    }
}
