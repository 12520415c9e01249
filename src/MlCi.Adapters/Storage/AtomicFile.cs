using System.Text;

namespace MlCi.Adapters.Storage;

/// <summary>Writes files and folders beside their place and renames them, so that nobody ever reads half of one.</summary>
public static class AtomicFile
{
    /// <summary>Writes a text as UTF-8 without a byte order mark.</summary>
    public static void WriteText(string path, string text) => WriteBytes(path, new UTF8Encoding(false).GetBytes(text));

    /// <summary>Writes bytes; makes the folder if need be, and replaces a file that is there.</summary>
    public static void WriteBytes(string path, ReadOnlySpan<byte> bytes)
    {
        string beside = Beside(path);
        try
        {
            using (FileStream stream = new(beside, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0))
            {
                stream.Write(bytes);
                stream.Flush(flushToDisk: true);
            }

            File.Move(beside, path, overwrite: true);
        }
        finally
        {
            File.Delete(beside);
        }
    }

    /// <summary>Copies a file.</summary>
    public static void Copy(string from, string to)
    {
        string beside = Beside(to);
        try
        {
            File.Copy(from, beside);
            File.Move(beside, to, overwrite: true);
        }
        finally
        {
            File.Delete(beside);
        }
    }

    /// <summary>
    /// A path in the same folder for something unfinished: it begins with a dot and ends with <c>.part</c>, and no two calls
    /// give the same one.
    /// </summary>
    public static string Beside(string path)
    {
        string full = Path.GetFullPath(path);
        string folder = Path.GetDirectoryName(full)!;
        Directory.CreateDirectory(folder);
        return Path.Combine(folder, $".{Path.GetFileName(full)}.{Guid.NewGuid():N}.part");
    }
}
