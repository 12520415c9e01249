namespace MlCi.Adapters.Scaffolding;

/// <summary>What the user has to add to files that are there already, as they are never written over.</summary>
internal static class ScaffoldHints
{
    private const string Ignore = ".gitignore";

    /// <summary>One line for each such file.</summary>
    public static IEnumerable<string> Of(ScaffoldSite site, string pipeline, TrainerFamily trainer)
    {
        if (Lacks(site, Ignore, "artifacts"))
            yield return $"{Ignore} is left as it is: add a line artifacts/";
        if (trainer == TrainerFamily.Python && Lacks(site, ScaffoldSite.Workflow, "requirements.lock"))
            yield return $"{ScaffoldSite.Workflow} is left as it is: add a step - run: sudo env PIP_BREAK_SYSTEM_PACKAGES=1 /usr/bin/python3 -m pip install -r pipelines/{pipeline}/requirements.lock";
    }

    private static bool Lacks(ScaffoldSite site, string path, string word) =>
        site.Has(path) && !File.ReadAllText(Path.Combine(site.Root, path)).Contains(word, StringComparison.Ordinal);
}
