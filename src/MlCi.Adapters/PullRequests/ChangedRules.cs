using System.IO.Enumeration;
using MlCi.Adapters.Stages;
using MlCi.Adapters.Storage;
using MlCi.Pipelines;

namespace MlCi.Adapters.PullRequests;

/// <summary>
/// Which changed files decide: every pipeline.yml, the schemas, holdouts and references that those of the base name, what a link among these
/// leads to, .github, CODEOWNERS, and what says which MlCi judges.
/// </summary>
/// <param name="root">The base's checkout.</param>
/// <param name="changes">What changes.</param>
internal sealed class ChangedRules(string root, GitChanges changes)
{
    private static readonly string[] OfAll =
    [
        ".github", "CODEOWNERS", "docs/CODEOWNERS", ".config/dotnet-tools.json", ".nuke", "build", "build.sh", "build.cmd", "build.ps1", "global.json",
        "nuget.config", "NuGet.config", "NuGet.Config", "Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props",
    ];

    private readonly LinkReach links = LinkReach.Of(root, changes.Links);

    /// <summary>The changed files that decide, sorted.</summary>
    /// <param name="definitions">The base's pipelines that can be read.</param>
    public IReadOnlyList<string> Of(IEnumerable<PipelineDefinition> definitions)
    {
        // Where git's folder lies above the repository's, its workflows do, too.
        string[] above = [.. Enumerable.Range(1, changes.Depth).SelectMany(steps => OfAll.Select(path => string.Concat(Enumerable.Repeat("../", steps)) + path))];
        string[] rules = [.. links.Follow([.. OfAll, .. above, .. definitions.SelectMany(PathsOf)])];
        return [.. changes.Paths.Where(path => PipelineOf(path) is not null || Array.Exists(rules, rule => Touches(path, rule))).Order(StringComparer.Ordinal)];
    }

    /// <summary>Whether the change touches the holdout of a pipeline, by which it would be judged, or its labels.</summary>
    public bool TouchesHoldout(PipelineDefinition definition) => definition.Judging.Any(path => Touches(definition, path.Value));

    /// <summary>Whether the change touches the training data of a pipeline.</summary>
    public bool TouchesTrain(PipelineDefinition definition) => Touches(definition, definition.Train.Value);

    /// <summary>The pipeline whose pipeline.yml a path is, or null.</summary>
    public static string? PipelineOf(string path) =>
        path.Split('/') is [Workspace.Folder, { Length: > 0 } name, "pipeline.yml"] ? name : null;

    private bool Touches(PipelineDefinition definition, string data)
    {
        IReadOnlyList<string> rules = links.Follow(DataPaths(definition, data));
        return changes.Paths.Any(path => rules.Any(rule => Touches(path, rule)));
    }

    private string[] PathsOf(PipelineDefinition definition) =>
    [
        Relative(definition, definition.Schema.Value), .. definition.Judging.SelectMany(path => DataPaths(definition, path.Value)),
        .. definition.Quality.Drift is { Reference: { } reference } ? DataPaths(definition, reference) : [],
    ];

    // Beside data lies their pointer.
    private string[] DataPaths(PipelineDefinition definition, string path) => [Relative(definition, path), Relative(definition, path) + DataPointer.Extension];

    private string Relative(PipelineDefinition definition, string path) =>
        Path.GetRelativePath(root, Path.GetFullPath(Path.Combine(root, Workspace.Folder, definition.Name, path))).Replace('\\', '/');

    // A rule is a file, a folder with all below, or a pattern of files in one folder; a submodule changes as a whole.
    private static bool Touches(string path, string rule) =>
        path == rule || path.StartsWith(rule + "/", StringComparison.Ordinal) || rule.StartsWith(path + "/", StringComparison.Ordinal)
        || (DataFiles.IsPattern(rule) && Path.GetDirectoryName(path) == Path.GetDirectoryName(rule) && FileSystemName.MatchesSimpleExpression(Path.GetFileName(rule), Path.GetFileName(path), ignoreCase: false));
}
