namespace MlCi.Adapters.Storage;

/// <summary>Copies folders with all that is below them.</summary>
public static class FolderCopy
{
    /// <summary>Copies the files of a folder into another one, which is there.</summary>
    public static void Into(string folder, string from)
    {
        foreach (string file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            string copy = Path.Combine(folder, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }
}
