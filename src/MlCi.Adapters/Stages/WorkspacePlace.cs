using MlCi.Adapters.Registry;

namespace MlCi.Adapters.Stages;

/// <summary>
/// The registries of a working tree: each pipeline's as its pipeline.yml or the environment names it, and the folder of this machine for
/// pipelines that are only there.
/// </summary>
/// <param name="root">The repository's folder.</param>
public sealed class WorkspacePlace(string root) : IRegistryPlace
{
    /// <inheritdoc/>
    public string Shown => RegistryPlaces.OfFile(root, null, CancellationToken.None).Shown;

    /// <inheritdoc/>
    public IRepository Repository(string pipeline) => RegistryPlaces.OfFile(root, Workspace.FileOf(root, pipeline), CancellationToken.None).Repository(pipeline);

    /// <inheritdoc/>
    public IReadOnlyList<string> Pipelines() =>
    [
        // Most registries give the list of all their repositories to nobody, so those of the working tree are asked one by one.
        .. Workspace.Names(root).Where(name => Repository(name).Exists())
            .Union(RegistryPlaces.OfFile(root, null, CancellationToken.None).Pipelines(), StringComparer.Ordinal).Order(StringComparer.Ordinal),
    ];
}
