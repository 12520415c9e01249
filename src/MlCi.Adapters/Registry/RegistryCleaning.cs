using MlCi.Models;

namespace MlCi.Adapters.Registry;

/// <summary>What of a repository is to go, or went.</summary>
/// <param name="Pipeline">The repository's pipeline.</param>
/// <param name="Plan">What.</param>
/// <param name="Models">The models of that, as people know them: version or digest, and when each was registered.</param>
/// <param name="Kept">How many models stay.</param>
public sealed record CleanedRepository(string Pipeline, GarbagePlan Plan, IReadOnlyList<string> Models, int Kept);

/// <summary>Removes from a registry what nobody needs.</summary>
/// <param name="place">The registry.</param>
/// <param name="rule">What nobody needs.</param>
/// <param name="pointers">The digests of data that pointers of the working tree stand for.</param>
/// <param name="clock">Tells ages.</param>
public sealed class RegistryCleaning(IRegistryPlace place, GarbageRule rule, IReadOnlyCollection<string> pointers, TimeProvider clock)
{
    /// <summary>Whether versions that were computed, and not released, are no reason to keep a model.</summary>
    public bool ComputedVersionsGo { get; init; }

    /// <summary>Says what would go, or removes it.</summary>
    /// <param name="pipelines">Only of these pipelines; none for all.</param>
    /// <param name="deletes">Whether to remove it.</param>
    /// <exception cref="Findings.FaultException">A pipeline has no repository (exit 2); the registry is damaged or cannot be written (exit 3); nothing of that repository was removed.</exception>
    public IReadOnlyList<CleanedRepository> Run(IReadOnlyList<string> pipelines, bool deletes) =>
        [.. new ModelShelf(place).Repositories(pipelines).Select(registry => Run(registry, deletes))];

    private CleanedRepository Run(IRepository registry, bool deletes)
    {
        // Nobody publishes between the look and the deed.
        using RegistryLock? held = deletes ? registry.Lock() : null;
        var graph = RegistryGraph.Read(registry, pointers, ComputedVersionsGo);
        GarbagePlan plan = rule.Decide(graph.Contents, graph.Roots, graph.Models, clock.GetUtcNow());
        string[] names = [.. plan.Models.Select(digest => NameOf(registry, digest))];
        if (held is not null && !plan.IsEmpty)
            registry.Remove(held, [.. plan.Manifests.Select(content => content.Digest)], plan.Blobs);
        return new CleanedRepository(registry.Pipeline, plan, names, graph.Models.Count - plan.Models.Count);
    }

    private static string NameOf(IRepository registry, string digest)
    {
        string version = string.Concat(ModelNames.Versions(registry).Where(one => one.Manifest.Digest == digest).Select(one => one.Version.Tag + " "));
        RegistrationRecord? record = Registrations.LatestOf(registry, digest);
        return $"{version}{digest}{(record is null ? "" : $", registered {record.WhenText} UTC by {record.Who}")}";
    }
}
