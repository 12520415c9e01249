using System.Collections.Concurrent;
using MlCi.Pipelines;

namespace MlCi.Adapters.Training;

/// <summary>The sources of projects as they were when a run first asked: pipelines that share a project share the reading of it.</summary>
/// <param name="root">The repository's folder.</param>
public sealed class KnownSources(string root)
{
    private readonly ConcurrentDictionary<string, Lazy<(string Path, string Digest)[]>> known = new(StringComparer.Ordinal);

    /// <summary>The sources of a project, and which one it is, as what a stage reads.</summary>
    /// <param name="project">The project's full path.</param>
    /// <exception cref="MlCi.Findings.FaultException">A project is missing or is not XML (exit 2).</exception>
    public IReadOnlyList<StageInput> InputsOf(string project) =>
    [
        .. Of(project).Select(file => new StageInput("sources", file.Path, file.Digest)),
        new StageInput("projects", "project", Path.GetRelativePath(root, project).Replace('\\', '/')),
    ];

    /// <summary>The digest of several projects and all their sources.</summary>
    /// <param name="projects">Full paths, in an order that matters.</param>
    public string DigestOf(IReadOnlyList<string> projects) =>
        ProgramSources.DigestOf(root, projects, projects.SelectMany(Of).Distinct().OrderBy(file => file.Path, StringComparer.Ordinal));

    private (string Path, string Digest)[] Of(string project) => known.GetOrAdd(project, one => new(() => ProgramSources.Of(root, [one]))).Value;
}
