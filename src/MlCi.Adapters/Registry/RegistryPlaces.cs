namespace MlCi.Adapters.Registry;

/// <summary>Tells which registry a repository on disk uses.</summary>
public static class RegistryPlaces
{
    /// <summary>The folder of a repository that serves one machine as registry.</summary>
    /// <param name="root">The repository's folder.</param>
    public static string FolderOf(string root) => Path.Combine(root, ".mlci", "registry");

    /// <summary>The registry of a repository.</summary>
    /// <param name="root">The repository's folder.</param>
    public static IRegistryPlace Of(string root) => new FolderPlace(FolderOf(root));
}
