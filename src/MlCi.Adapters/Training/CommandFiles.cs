using Microsoft.Extensions.FileSystemGlobbing;
using MlCi.Findings;
using MlCi.Pipelines;

namespace MlCi.Adapters.Training;

/// <summary>The files that a pipeline's commands are made of.</summary>
public static class CommandFiles
{
    // What tools leave behind, and what no program reads.
    private static readonly string[] LeftOut = ["**/__pycache__/**", "**/.*", "**/.*/**", "**/*.pyc", "**/*.md", "**/bin/**", "**/obj/**", "pipeline.yml"];

    /// <summary>Those of training and predicting: what <c>train.files</c> names, or all in the pipeline's folder but data, tests and texts.</summary>
    /// <param name="root">The repository's folder, above which nothing may lie.</param>
    /// <param name="folder">The pipeline's folder.</param>
    /// <param name="definition">What pipeline.yml says.</param>
    /// <returns>Full paths, sorted.</returns>
    /// <exception cref="FaultException">A pattern names no file, or the lock file is not there (exit 2).</exception>
    public static IReadOnlyList<string> OfProgram(string root, string folder, PipelineDefinition definition)
    {
        SortedSet<string> files = new(StringComparer.Ordinal);
        List<Fault> faults = [];
        if (definition.Commands.Files.Count == 0)
            files.UnionWith(Matching(folder, "**/*", [.. LeftOut, "tests/**"]));
        foreach (Placed pattern in definition.Commands.Files)
        {
            IReadOnlyList<string> found = Matching(folder, pattern.Value, ["**/__pycache__/**", "**/*.pyc"]);
            if (found.Count == 0)
                faults.Add(new Fault($"found no file that 'train.files' {pattern.Value} names, expected at least one", pattern.Place));
            files.UnionWith(found);
        }

        if (definition.Commands.Lock is { } named)
        {
            string file = Path.GetFullPath(Path.Combine(folder, named.Value));
            if (File.Exists(file))
                files.Add(file);
            else
                faults.Add(new Fault($"found no file '{named.Value}' for 'train.lock', expected it at {Path.GetRelativePath(root, file)}", named.Place));
        }

        Leave(Data(folder, definition), files);
        foreach (string outside in files.Where(file => Path.GetRelativePath(root, file).StartsWith("..", StringComparison.Ordinal)))
            faults.Add(new Fault($"found '{outside}' among 'train.files', expected files of the repository", definition.Training.Place));
        if (faults.Count > 0)
            throw FaultException.Misconfigured(faults);
        return [.. files];
    }

    /// <summary>Those that tests read: all of the program, and all else in the pipeline's folder but data.</summary>
    /// <inheritdoc cref="OfProgram"/>
    public static IReadOnlyList<string> OfTests(string root, string folder, PipelineDefinition definition)
    {
        SortedSet<string> files = new(Matching(folder, "**/*", LeftOut), StringComparer.Ordinal);
        Leave(Data(folder, definition), files);
        if (definition.Training.Command is not null || definition.Predicting.Command is not null)
            files.UnionWith(OfProgram(root, folder, definition));
        return [.. files];
    }

    // A model that was trained elsewhere may be a folder.
    private static void Leave(string[] data, SortedSet<string> files) =>
        files.RemoveWhere(file => Array.Exists(data, one => file == one || file.StartsWith(one + Path.DirectorySeparatorChar, StringComparison.Ordinal)));

    private static string[] Data(string folder, PipelineDefinition definition) =>
        [.. new[] { definition.Train, definition.Holdout, definition.Training.External?.Model, definition.Training.External?.Run }.OfType<Placed>().Select(path => Path.GetFullPath(Path.Combine(folder, path.Value)))];

    private static IReadOnlyList<string> Matching(string folder, string pattern, string[] except)
    {
        // Patterns may begin above the folder; the library wants them below.
        string below = folder;
        while (pattern.StartsWith("../", StringComparison.Ordinal))
            (below, pattern) = (Path.GetDirectoryName(below) ?? below, pattern[3..]);
        var matcher = new Matcher(StringComparison.Ordinal);
        matcher.AddInclude(pattern);
        matcher.AddExcludePatterns(except);
        return [.. matcher.GetResultsInFullPath(below)];
    }
}
