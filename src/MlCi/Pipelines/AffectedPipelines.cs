namespace MlCi.Pipelines;

/// <summary>What a pipeline may read, as paths of files and folders below the repository's folder, with forward slashes.</summary>
/// <param name="Name">The pipeline's name.</param>
/// <param name="Paths">The paths; of a folder all below it counts.</param>
/// <param name="Unknown">Why nobody can tell whether its inputs changed, or null.</param>
public sealed record PipelineReach(string Name, IReadOnlyCollection<string> Paths, string? Unknown = null);

/// <summary>A pipeline whose inputs changed.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Why">The path that changed, or why it counts as changed.</param>
public sealed record AffectedPipeline(string Name, string Why);

/// <summary>Which pipelines a change affects: those with an input that changed, and those of which nobody can tell.</summary>
public static class AffectedPipelines
{
    /// <summary>The affected among some pipelines, in their order. The time goes by the paths, not by their product.</summary>
    /// <param name="pipelines">What each pipeline may read.</param>
    /// <param name="changed">Changed, added and removed paths below the repository's folder; what lies beside it begins with <c>../</c>.</param>
    public static IReadOnlyList<AffectedPipeline> Of(IEnumerable<PipelineReach> pipelines, IEnumerable<string> changed)
    {
        // For each changed path and each folder above one, a path that changed there.
        var touched = new Dictionary<string, string>(StringComparer.Ordinal);
        var exact = new HashSet<string>(StringComparer.Ordinal);
        foreach (string path in changed.Select(path => path.TrimEnd('/')))
        {
            exact.Add(path);
            for (string? at = path; at is not null && touched.TryAdd(at, path);)
                at = Above(at);
        }

        string? nearest = exact.MinBy(path => (StepsUp(path), path), Comparer<(int, string)>.Create((a, b) => a.Item1 != b.Item1 ? a.Item1.CompareTo(b.Item1) : string.CompareOrdinal(a.Item2, b.Item2)));
        return [.. pipelines.Select(pipeline => Why(pipeline, touched, exact, nearest) is { } why ? new AffectedPipeline(pipeline.Name, why) : null).OfType<AffectedPipeline>()];
    }

    /// <summary>How many folders a path below the repository's begins by going up from it: <c>../../x</c> by two.</summary>
    public static int StepsUp(string path)
    {
        int steps = 0;
        for (int at = 0; path.AsSpan(at) is ".." || path.AsSpan(at).StartsWith("../"); at = Math.Min(at + 3, path.Length))
            steps++;
        return steps;
    }

    /// <summary>Whether a path is the repository's folder or one above it, so that all in the repository is below.</summary>
    public static bool HoldsAll(string path) => path == "." || path.Length == Math.Max(0, (3 * StepsUp(path)) - 1);

    private static string? Why(PipelineReach pipeline, Dictionary<string, string> touched, HashSet<string> exact, string? nearest)
    {
        foreach (string path in pipeline.Paths)
        {
            if (HoldsAll(path))
            {
                if (nearest is not null && StepsUp(nearest) <= StepsUp(path))
                    return nearest;
                continue;
            }

            if (touched.TryGetValue(path, out string? changed))
                return changed;
            // A submodule, or a folder with a repository of its own, changes as a whole.
            for (string? above = Above(path); above is not null; above = Above(above))
            {
                if (exact.Contains(above))
                    return above;
            }
        }

        return pipeline.Unknown;
    }

    private static string? Above(string path) => path.LastIndexOf('/') is > 0 and var end ? path[..end] : null;
}
