namespace MlCi.Adapters.Storage;

/// <summary>The folder <c>.mlci</c>, which is of one machine.</summary>
internal static class LocalFolder
{
    /// <summary>Makes the folder and keeps it out of git, unless it has a .gitignore: copies of data in git are what pointers are to save.</summary>
    /// <param name="root">The repository's folder.</param>
    public static void Make(string root)
    {
        string ignore = Path.Combine(root, ".mlci", ".gitignore");
        if (!File.Exists(ignore))
            AtomicFile.WriteText(ignore, "*\n");
    }
}
