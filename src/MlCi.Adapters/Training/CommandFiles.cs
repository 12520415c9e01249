using Microsoft.Extensions.FileSystemGlobbing;
using MlCi.Adapters.Storage;
using MlCi.Findings;
using MlCi.Pipelines;

namespace MlCi.Adapters.Training;

/// <summary>The files that a pipeline's commands are made of.</summary>
public static class CommandFiles
{
    // What tools leave behind, and what no program reads.
    private static readonly string[] LeftOut = ["**/__pycache__/**", "**/.*", "**/.*/**", "**/*.pyc", "**/*.md", "pipeline.yml"];

    private static readonly char[] Separators = [' ', '\t', '\r', '\n', '"', '\'', '=', ',', ';', '(', ')', '&', '|', '<', '>', '`'];

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
        string workingFolder = CommandProgram.WorkingFolder(folder, definition);
        if (definition.Commands.Files.Count == 0)
        {
            foreach (string place in new[] { folder, workingFolder }.Distinct(StringComparer.Ordinal))
                files.UnionWith(Matching(place, "**/*", [.. LeftOut, "tests/**", .. BuiltIn(place)]));
        }

        // What a command names is a part of it, whatever the patterns say.
        foreach (CommandRule command in new[] { definition.Training.Command, definition.Predicting.Command }.OfType<CommandRule>())
            files.UnionWith(NamedBy(command, workingFolder).Where(file => IsBelow(root, file)));
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
        foreach (string outside in files.Where(file => !IsBelow(root, file)))
            faults.Add(new Fault($"found '{outside}' among 'train.files', expected files of the repository", definition.Training.Place));
        if (faults.Count > 0)
            throw FaultException.Misconfigured(faults);
        return [.. files];
    }

    /// <summary>Those that tests read: all of the program, and all else in the pipeline's folder but data.</summary>
    /// <inheritdoc cref="OfProgram"/>
    public static IReadOnlyList<string> OfTests(string root, string folder, PipelineDefinition definition)
    {
        SortedSet<string> files = new(Matching(folder, "**/*", [.. LeftOut, .. BuiltIn(folder)]), StringComparer.Ordinal);
        if (definition.Tests?.Command is { } tests)
            files.UnionWith(NamedBy(tests, CommandProgram.WorkingFolder(folder, definition)).Where(file => IsBelow(root, file)));
        Leave(Data(folder, definition), files);
        if (definition.Training.Command is not null || definition.Predicting.Command is not null)
            files.UnionWith(OfProgram(root, folder, definition));
        return [.. files];
    }

    /// <summary>The files that are there of those that a command names; of a line of the shell, of all its words.</summary>
    /// <param name="command">The command.</param>
    /// <param name="workingFolder">The folder in which it runs.</param>
    public static IEnumerable<string> NamedBy(CommandRule command, string workingFolder) =>
        (command.IsShell ? command.Arguments[0].Split(Separators, StringSplitOptions.RemoveEmptyEntries) : command.Arguments)
            .Where(word => word.Length > 0 && !word.Contains('\0', StringComparison.Ordinal))
            .Select(word => Path.GetFullPath(Path.Combine(workingFolder, word))).Where(File.Exists).Distinct(StringComparer.Ordinal);

    private static bool IsBelow(string root, string file) => !Path.GetRelativePath(root, file).StartsWith("..", StringComparison.Ordinal);

    // What MSBuild leaves beside a project is no source; a folder of that name elsewhere may be one.
    private static IEnumerable<string> BuiltIn(string folder) => Directory.EnumerateFiles(folder, "*.csproj", SearchOption.AllDirectories)
        .Select(project => Path.GetRelativePath(folder, Path.GetDirectoryName(project)!).Replace('\\', '/'))
        .SelectMany(place => (string[])[$"{(place == "." ? "" : place + "/")}bin/**", $"{(place == "." ? "" : place + "/")}obj/**"]);

    // A model that was trained elsewhere may be a folder.
    private static void Leave(string[] data, SortedSet<string> files) =>
        files.RemoveWhere(file => Array.Exists(data, one => file == one || file.StartsWith(one + Path.DirectorySeparatorChar, StringComparison.Ordinal)));

    private static string[] Data(string folder, PipelineDefinition definition) =>
        [.. definition.Data.Concat(new[] { definition.Training.External?.Model, definition.Training.External?.Run }.OfType<Placed>())
            .Select(path => Path.GetFullPath(Path.Combine(folder, path.Value))).SelectMany(path => DataFiles.IsPattern(path) ? DataFiles.Matching(path) : [path])];

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
