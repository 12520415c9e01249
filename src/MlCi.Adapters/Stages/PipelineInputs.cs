using System.Collections.Concurrent;
using MlCi.Adapters.Training;
using MlCi.Pipelines;

namespace MlCi.Adapters.Stages;

/// <summary>
/// What pipelines may read: their folders, whatever else their pipeline.yml may name, and what builds of the projects read that
/// it names. It takes too much rather than too little: any text of pipeline.yml that leads out of the folder counts as a path.
/// </summary>
internal sealed class PipelineInputs
{
    private const int MostOfAPath = 260;

    // Tools that MlCi may itself be one of.
    private const string Tools = ".config/dotnet-tools.json";

    private static readonly char[] Separators = [' ', '\t', '\r', '\n', '"', '\'', '=', ',', ';', ':', '(', ')', '&', '|', '<', '>'];

    // Where MlCi is built from its sources, these decide, too.
    private static readonly string[] SourcesOfMlCi =
        ["src", "build", "build.sh", "build.cmd", "build.ps1", "global.json", "nuget.config", "Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props"];

    // What git ignores and no run reads: results, and what builds leave.
    private static readonly string[] Results = ["artifacts", "bin", "obj", ".mlci", "__pycache__"];

    private readonly string root;
    private readonly GitChanges changes;
    private readonly ProgramReach programs;
    private readonly LinkReach links;
    private readonly HashSet<string> ignored;
    private readonly HashSet<string> pointers;
    private readonly string[] ofAll;

    private PipelineInputs(string root, GitChanges changes)
    {
        this.root = root;
        this.changes = changes;
        programs = new ProgramReach(root);
        links = LinkReach.Of(root, changes.Links);
        // Data that a pointer stands for are what it says, so git knows them by it.
        ignored = [.. changes.Ignored.Where(path => !File.Exists(Path.Combine(root, path + DataPointer.Extension)))];
        pointers = [.. changes.Paths.Where(path => path.EndsWith(DataPointer.Extension, StringComparison.Ordinal))];
        ofAll = Directory.Exists(Path.Combine(root, "src", "MlCi.Adapters")) ? [Tools, .. SourcesOfMlCi] : [Tools];
    }

    /// <summary>The pipelines that a change affects, in the order of their names.</summary>
    /// <param name="root">The repository's folder.</param>
    /// <param name="names">The names of pipelines.</param>
    /// <param name="changes">What changed.</param>
    public static IReadOnlyList<AffectedPipeline> Affected(string root, IReadOnlyList<string> names, GitChanges changes)
    {
        if (names.Count == 0)
            return [];
        var inputs = new PipelineInputs(Path.GetFullPath(root), changes);
        var reaches = new PipelineReach[names.Count];
        Parallel.ForEach(Partitioner.Create(0, names.Count), range =>
        {
            for (int i = range.Item1; i < range.Item2; i++)
                reaches[i] = inputs.Of(names[i]);
        });
        return AffectedPipelines.Of(reaches, changes.Paths);
    }

    private PipelineReach Of(string name)
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
        string[] bases = [folder, .. texts.Zip(texts.Skip(1)).Where(pair => pair.First == "folder").Select(pair => Full(folder, pair.Second))];
        List<string> paths = [own, .. ofAll];
        HashSet<string> ofPrograms = new(StringComparer.Ordinal);
        string? unknown = null;
        for (int i = 0; i < texts.Count; i++)
        {
            string text = texts[i];
            if (text.EndsWith(".csproj", StringComparison.Ordinal))
                unknown ??= programs.Add(Full(folder, text), ofPrograms);
            // What a command begins with is a tool of the machine, as is one that PATH leads to; its bytes are in the stage's key.
            if (i > 0 && texts[i - 1] == "command" && Path.IsPathRooted(text) && Path.GetRelativePath(root, text).StartsWith("..", StringComparison.Ordinal))
                continue;
            // The folder itself is named from the pipeline's.
            string[] from = i > 0 && texts[i - 1] == "folder" ? [folder] : bases;
            foreach (string part in Parts(text))
            {
                string[] places = [.. from.Select(at => Relative(Full(at, part))).Distinct()];
                bool leadsOut = part.Contains("..", StringComparison.Ordinal) || Path.IsPathRooted(part);
                unknown ??= (part.Length > MostOfAPath ? null : places.Select(IgnoredAt).FirstOrDefault(why => why is not null)) ?? (leadsOut ? Outside(part, part == text, places) : null);
                if (leadsOut)
                    paths.AddRange(places.Concat(places.Select(place => place + DataPointer.Extension).Where(pointers.Contains)));
            }
        }

        string[] built = [.. ofPrograms.Select(Relative)];
        IReadOnlyList<string> reach = links.Follow([.. paths, .. built]);
        unknown ??= built.Concat(reach.Except(paths)).Where(path => AffectedPipelines.StepsUp(path) > changes.Depth).Select(NotOfGit).FirstOrDefault();
        unknown ??= reach.Select(IgnoredAt).Concat(reach.Where(path => path == own || !(built.Contains(path) || ofAll.Contains(path) || AffectedPipelines.HoldsAll(path))).Select(IgnoredBelow)).FirstOrDefault(why => why is not null);
        return new PipelineReach(name, [.. reach.Where(path => path == own || !path.StartsWith(own + "/", StringComparison.Ordinal))], unknown);
    }

    // A command may hold a path anywhere; of a pattern the folder counts.
    private static IEnumerable<string> Parts(string text) => text.Split(Separators, StringSplitOptions.RemoveEmptyEntries).Append(text).Distinct(StringComparer.Ordinal)
        .Select(part => part.IndexOfAny(['*', '?', '{']) is >= 0 and var at ? at == 0 ? "" : part[..(part.LastIndexOf('/', at) + 1)] : part)
        .Where(part => part.Trim('/').Length > 0 && !part.Contains('\0', StringComparison.Ordinal));

    // Where it may be meant from several folders, it is outside if it is there, or if all of them lead out.
    private string? Outside(string part, bool isWhole, string[] places)
    {
        string[] outside = [.. places.Where(place => AffectedPipelines.StepsUp(place) > changes.Depth)];
        bool counts = (outside.Length == places.Length && (isWhole || !Path.IsPathRooted(part))) || Array.Exists(outside, place => Path.Exists(Path.Combine(root, place)));
        return outside.Length > 0 && counts ? NotOfGit(part) : null;
    }

    private static string NotOfGit(string path) => $"{path} lies outside of git's folder, so that nobody can tell whether it changed";

    private string? IgnoredAt(string path)
    {
        if (ignored.Count == 0)
            return null;
        for (string? above = path; above is not null; above = above.LastIndexOf('/') is > 0 and var end ? above[..end] : null)
        {
            // Where a folder is ignored, as nothing in it is known, a name of nothing is no input.
            if (ignored.Contains(above) && Path.Exists(Path.Combine(root, path)))
                return NotLookedAt(path);
        }

        return null;
    }

    private string? IgnoredBelow(string folder) => ignored
        .Where(path => path.StartsWith(folder + "/", StringComparison.Ordinal) && !path[folder.Length..].Split('/').Intersect(Results).Any() && IsInput(Path.Combine(root, path)))
        .Select(NotLookedAt).FirstOrDefault();

    // Git names a folder where it ignores all in it, which may be results alone.
    private static bool IsInput(string path) => !Directory.Exists(path) || new FileInfo(path).LinkTarget is not null
        || Directory.EnumerateFileSystemEntries(path).Any(inner => !Results.Contains(Path.GetFileName(inner)) && IsInput(inner));

    private static string NotLookedAt(string path) => $"git ignores {path}, so that nobody can tell whether it changed";

    private static string Full(string folder, string path) => Path.TrimEndingDirectorySeparator(Path.GetFullPath(Path.Combine(folder, path)));

    private string Relative(string path) => Path.GetRelativePath(root, path).Replace('\\', '/');
}
