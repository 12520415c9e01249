using MlCi.Findings;
using MlCi.Pipelines;

namespace MlCi.Adapters.Snapshots;

/// <summary>
/// Data of a pipeline that are put into their places for as long as it is judged: nothing stays for a job that comes after, which may be
/// of somebody who must not read them.
/// </summary>
internal sealed class LentData : IDisposable
{
    private readonly List<string> placed = [];

    /// <summary>Brings what is a pointer only from its registry; what is not there is told by whoever reads it.</summary>
    /// <param name="root">The repository's folder.</param>
    /// <param name="folder">The pipeline's folder.</param>
    /// <param name="definition">The pipeline.</param>
    /// <param name="progress">Is told what comes from where.</param>
    /// <param name="interrupted">Ends it.</param>
    /// <exception cref="FaultException">A pointer cannot be used (exit 2), or a registry is out of reach (exit 3).</exception>
    public LentData(string root, string folder, PipelineDefinition definition, Action<string> progress, CancellationToken interrupted)
    {
        var registry = SnapshotRegistry.Used(root, interrupted);
        try
        {
            foreach (TrackedFile file in definition.Data.SelectMany(path => PointerFiles.Named(folder, path.Value)).Select(path => PointerFiles.Find(root, path)).OfType<TrackedFile>())
            {
                if (!File.Exists(file.FullPath) && TryPlace(registry, file))
                    progress($"{file.Shown} taken from {registry.Shown(file)}, until this is judged");
            }
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => placed.ForEach(File.Delete);

    private bool TryPlace(SnapshotRegistry registry, TrackedFile file)
    {
        using Stream? pushed = registry.Open(file);
        if (pushed is null || !SnapshotStore.TryPlace(file, beside => LocalSnapshots.Write(pushed, beside)))
            return false;
        placed.Add(file.FullPath);
        return true;
    }
}
