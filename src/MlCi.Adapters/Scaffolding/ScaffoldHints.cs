namespace MlCi.Adapters.Scaffolding;

/// <summary>What the user has to add to files that are there already, as they are never written over.</summary>
internal static class ScaffoldHints
{
    private const string Ignore = ".gitignore";

    /// <summary>One line for each such file.</summary>
    public static IEnumerable<string> Of(ScaffoldSite site)
    {
        if (Lacks(site, Ignore, "artifacts"))
            yield return $"{Ignore} is left as it is: add a line artifacts/";
    }

    private static bool Lacks(ScaffoldSite site, string path, string word) =>
        site.Has(path) && !File.ReadAllText(Path.Combine(site.Root, path)).Contains(word, StringComparison.Ordinal);
}
