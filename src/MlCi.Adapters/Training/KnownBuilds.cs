using System.Collections.Concurrent;
using MlCi.Adapters.Storage;

namespace MlCi.Adapters.Training;

/// <summary>The programs that a run has built, or found and seen to be whole: pipelines that share one share that, with <c>--force</c> too.</summary>
/// <param name="root">The repository's folder.</param>
/// <param name="refresh">Whether what was built before is left alone.</param>
public sealed class KnownBuilds(string root, bool refresh)
{
    private readonly StageCache cache = new(root, refresh);
    private readonly ConcurrentDictionary<string, Lazy<ProgramBuild>> known = new(StringComparer.Ordinal);

    /// <inheritdoc cref="ProgramBuild.Get"/>
    public ProgramBuild Get(string sourcesDigest, string? program, string? tests, Action<string> log, Action<string> progress, CancellationToken interrupted) =>
        known.GetOrAdd(sourcesDigest, digest => new(() => ProgramBuild.Get(cache, root, digest, program, tests, log, progress, interrupted))).Value;
}
