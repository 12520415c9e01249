namespace MlCi.Adapters.Registry;

/// <summary>A folder of repositories, such as <c>.mlci/registry</c>: one OCI image layout for each pipeline.</summary>
/// <param name="root">The folder.</param>
public sealed class FolderPlace(string root) : IRegistryPlace
{
    /// <inheritdoc/>
    public string Shown => root;

    /// <inheritdoc/>
    public IRepository Repository(string pipeline) => new FolderRegistry(root, pipeline);

    /// <inheritdoc/>
    public IReadOnlyList<string> Pipelines() => !Directory.Exists(root) ? [] :
        [.. LayoutFaults.Reach(root, () => Directory.GetDirectories(root)).Select(folder => Path.GetFileName(folder))
            .Where(RegistryName.IsPipeline).Order(StringComparer.Ordinal)];
}
