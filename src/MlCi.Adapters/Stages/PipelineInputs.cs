using System.Collections.Concurrent;
using MlCi.Adapters.Training;
using MlCi.Pipelines;

namespace MlCi.Adapters.Stages;

/// <summary>
/// What pipelines may read: their folders, whatever else their pipeline.yml may name, and what builds of the projects read that
/// it names. It takes too much rather than too little: any text of pipeline.yml that leads out of the folder counts as a path.
/// </summary>
internal static class PipelineInputs
{
    // Tools that MlCi may itself be one of.
    private const string Tools = ".config/dotnet-tools.json";

    private static readonly char[] Separators = [' ', '\t', '\r', '\n', '"', '\'', '=', ',', ';', ':', '(', ')', '&', '|', '<', '>'];

    /// <summary>The pipelines that a change affects, in the order of their names.</summary>
    /// <param name="root">The repository's folder.</param>
    /// <param name="names">The names of pipelines.</param>
    /// <param name="changes">What changed.</param>
    public static IReadOnlyList<AffectedPipeline> Affected(string root, IReadOnlyList<string> names, GitChanges changes)
    {
        string full = Path.GetFullPath(root);
        var programs = new ProgramReach(full);
        // What nobody can see changing: only what a pipeline names is looked up among it.
        HashSet<string> ignored = [.. changes.Ignored];
        var reaches = new PipelineReach[names.Count];
        Parallel.ForEach(Partitioner.Create(0, names.Count), range =>
        {
            for (int i = range.Item1; i < range.Item2; i++)
                reaches[i] = Of(full, names[i], programs, ignored);
        });
        return AffectedPipelines.Of(reaches, changes.Paths);
    }

    private static PipelineReach Of(string root, string name, ProgramReach programs, HashSet<string> ignored)
    {
        string folder = Path.Combine(root, Workspace.Folder, name);
        string own = $"{Workspace.Folder}/{name}";
        IReadOnlyList<string>? texts;
        try
        {
            texts = YamlTexts.Of(File.ReadAllText(Path.Combine(folder, "pipeline.yml")));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            texts = null;
        }

        if (texts is null)
            return new PipelineReach(name, [own], $"{own}/pipeline.yml cannot be read");
        // Paths are relative to the folder, those in commands to the one that they run in (train.folder).
        string[] bases = [folder, .. texts.Zip(texts.Skip(1)).Where(pair => pair.First == "folder").Select(pair => Path.GetFullPath(Path.Combine(folder, pair.Second)))];
        HashSet<string> paths = new(StringComparer.Ordinal);
        string? unknown = null;
        foreach (string text in texts)
        {
            if (text.EndsWith(".csproj", StringComparison.Ordinal))
                unknown ??= programs.Add(Path.GetFullPath(Path.Combine(folder, text)), paths);
            unknown ??= IgnoredIn(text, folder, root, ignored);
            if (text.Contains("..", StringComparison.Ordinal) || text.StartsWith('/'))
                paths.UnionWith(bases.SelectMany(at => Outside(text, at, root)));
        }

        string[] below = [.. paths.Select(path => Relative(root, path))];
        return new PipelineReach(name, [own, Tools, .. below.Where(path => path != "." && !path.StartsWith(own + "/", StringComparison.Ordinal))], unknown);
    }

    // A command may hold a path anywhere; of a pattern the folder counts.
    private static IEnumerable<string> Outside(string text, string folder, string root) => text.Split(Separators, StringSplitOptions.RemoveEmptyEntries).Append(text)
        .Where(part => part.Contains("..", StringComparison.Ordinal) || part.StartsWith(root, StringComparison.Ordinal))
        .Select(part => part.IndexOfAny(['*', '?', '{']) is >= 0 and var at ? part[..(part.LastIndexOf('/', at) + 1)] : part)
        .Where(part => part.Length > 0 && !part.Contains('\0', StringComparison.Ordinal))
        .Select(part => Path.TrimEndingDirectorySeparator(Path.GetFullPath(Path.Combine(folder, part))));

    private static string? IgnoredIn(string text, string folder, string root, HashSet<string> ignored)
    {
        if (ignored.Count == 0 || text.Length is 0 or > 260 || text.Contains('\0', StringComparison.Ordinal))
            return null;
        string named = Relative(root, Path.GetFullPath(Path.Combine(folder, text)));
        for (string? path = named; path is not null; path = path.LastIndexOf('/') is > 0 and var end ? path[..end] : null)
        {
            // Where a folder is ignored, as nothing in it is known, a name of nothing is no input.
            if (ignored.Contains(path) && Path.Exists(Path.Combine(root, named)))
                return $"git ignores {named}, so that nobody can tell whether it changed";
        }

        return null;
    }

    private static string Relative(string root, string path) => Path.GetRelativePath(root, path).Replace('\\', '/');
}
