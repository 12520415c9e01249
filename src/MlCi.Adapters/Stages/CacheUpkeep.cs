using MlCi.Adapters.Storage;
using MlCi.Adapters.Terminal;
using MlCi.Findings;
using Spectre.Console;

namespace MlCi.Adapters.Stages;

/// <summary>Shows what earlier runs left to be reused, and removes what nobody needs.</summary>
/// <param name="root">The repository's folder.</param>
/// <param name="console">Where it prints.</param>
/// <param name="clock">Says how old something is.</param>
public sealed class CacheUpkeep(string root, IAnsiConsole console, TimeProvider clock)
{
    /// <summary>Prints what there is, by kind.</summary>
    /// <param name="asJson">As one JSON array.</param>
    public void Status(bool asJson) => CacheTable.WriteStatus(console, root, CacheInventory.Of(root), clock.GetUtcNow(), asJson);

    /// <summary>Removes what a rule chooses.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="isDry">Whether only to say what it would remove.</param>
    /// <exception cref="FaultException">A run is at work in this folder (exit 3).</exception>
    public void Prune(PruneRule rule, bool isDry)
    {
        List<FileStream> held = [];
        try
        {
            // Whatever a run has found must stay until it has ended.
            foreach (string pipeline in isDry ? [] : Workspace.Names(root).Union(Locks(), StringComparer.Ordinal))
            {
                held.Add(PipelineLock.TryTake(Path.Combine(PipelineLock.FolderOf(root), pipeline + ".lock"))
                    ?? throw FaultException.OutOfReach($"found a run of {pipeline} in this folder, expected none while the cache is pruned; nothing was removed"));
            }

            IReadOnlyList<CacheEntry> entries = CacheInventory.Of(root);
            IReadOnlyList<CacheEntry> chosen = rule.Choose(entries, clock.GetUtcNow());
            foreach (CacheEntry entry in isDry ? [] : chosen)
                CacheInventory.Remove(entry);
            CacheTable.WritePruned(console, chosen, entries, isDry);
        }
        finally
        {
            held.ForEach(file => file.Dispose());
        }
    }

    private IEnumerable<string> Locks() => Directory.Exists(PipelineLock.FolderOf(root))
        ? Directory.EnumerateFiles(PipelineLock.FolderOf(root), "*.lock").Select(file => Path.GetFileNameWithoutExtension(file))
        : [];
}
