namespace MlCi.Testing.Kills;

/// <summary>Folders of processes that may still be writing.</summary>
internal static class FolderOf
{
    private const int Tries = 100;

    /// <summary>Copies a folder with all that is in it.</summary>
    public static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (string folder in Directory.EnumerateDirectories(from, "*", SearchOption.AllDirectories))
            Directory.CreateDirectory(Path.Combine(to, Path.GetRelativePath(from, folder)));
        foreach (string file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
            File.Copy(file, Path.Combine(to, Path.GetRelativePath(from, file)));
    }

    /// <summary>Removes a folder, once nobody writes there any more.</summary>
    public static void Delete(string folder)
    {
        for (int attempt = 1; Directory.Exists(folder); attempt++)
        {
            try
            {
                Directory.Delete(folder, recursive: true);
            }
            catch (IOException) when (attempt < Tries)
            {
                Thread.Sleep(100);
            }
        }
    }
}
