using System.Collections.Concurrent;
using System.Xml;

namespace MlCi.Adapters.Training;

/// <summary>
/// The files and folders that builds of projects read, as <see cref="ProgramSources"/> has it, without looking into folders: what
/// is not there counts too, as it may have been removed. Each project is read once, however many pipelines share it.
/// </summary>
/// <param name="root">The full path above which nothing is looked for.</param>
internal sealed class ProgramReach(string root)
{
    private static readonly char[] Globs = ['*', '?'];

    private readonly ConcurrentDictionary<string, Named> files = new(StringComparer.Ordinal);

    /// <summary>Adds what a build of a project reads; says why nobody can tell, or null.</summary>
    /// <param name="project">The full path of the project.</param>
    /// <param name="paths">Takes full paths.</param>
    public string? Add(string project, HashSet<string> paths)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        return AddProject(project, paths, seen);
    }

    private string? AddProject(string project, HashSet<string> paths, HashSet<string> seen)
    {
        if (!seen.Add(project))
            return null;
        string folder = Path.GetDirectoryName(project)!;
        paths.Add(folder);
        Named named = files.GetOrAdd(project, Read);
        if (named.Unreadable is { } why)
            return why;
        foreach (string above in Ancestors(folder))
        {
            foreach (string file in ProgramSources.FilesAbove)
            {
                if (AddImported(Path.Combine(above, file), paths, seen) is { } fault)
                    return fault;
            }
        }

        paths.UnionWith(named.Files);
        return named.Imports.Select(file => AddImported(file, paths, seen)).Concat(named.Projects.Select(other => AddProject(other, paths, seen)))
            .FirstOrDefault(fault => fault is not null);
    }

    private string? AddImported(string file, HashSet<string> paths, HashSet<string> seen)
    {
        if (!seen.Add(file))
            return null;
        paths.Add(file);
        if (Path.GetExtension(file) is not (".props" or ".targets"))
            return null;
        Named named = files.GetOrAdd(file, one => File.Exists(one) ? Read(one) : Named.Nothing);
        return named.Unreadable ?? named.Imports.Select(import => AddImported(import, paths, seen)).FirstOrDefault(fault => fault is not null);
    }

    private IEnumerable<string> Ancestors(string folder)
    {
        for (string? above = folder; above is not null && above.StartsWith(root, StringComparison.Ordinal); above = Path.GetDirectoryName(above))
            yield return above;
    }

    private Named Read(string file)
    {
        List<string> projects = [], imports = [], items = [];
        string folder = Path.GetDirectoryName(file)!;
        try
        {
            using XmlReader reader = XmlReader.Create(file, new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore });
            while (reader.Read())
            {
                if (reader.NodeType != XmlNodeType.Element)
                    continue;
                List<string>? kind = reader.LocalName switch
                {
                    "ProjectReference" => projects,
                    "Import" => imports,
                    _ => ProgramSources.ItemsOfFiles.Contains(reader.LocalName) ? items : null,
                };
                if (kind is not null && reader.GetAttribute(kind == imports ? "Project" : "Include") is { } named)
                    kind.AddRange(Paths(named, folder));
            }
        }
        catch (Exception e) when (e is XmlException or IOException or UnauthorizedAccessException)
        {
            return Named.Nothing with { Unreadable = $"{Path.GetRelativePath(root, file)} cannot be read" };
        }

        return new Named(projects, imports, items, Unreadable: null);
    }

    // Paths that hang on properties are left to the build, all but the file's own folder; of a pattern the folder counts.
    private static IEnumerable<string> Paths(string named, string folder) => named.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        .Select(path => path.Replace('\\', '/').Replace("$(MSBuildThisFileDirectory)", folder + "/", StringComparison.Ordinal))
        .Where(path => !path.Contains('$', StringComparison.Ordinal))
        .Select(path => path.IndexOfAny(Globs) is >= 0 and var at ? path[..(path.LastIndexOf('/', at) + 1)] : path)
        .Select(path => Path.TrimEndingDirectorySeparator(Path.GetFullPath(Path.Combine(folder, path))));

    private sealed record Named(IReadOnlyList<string> Projects, IReadOnlyList<string> Imports, IReadOnlyList<string> Files, string? Unreadable)
    {
        public static Named Nothing { get; } = new([], [], [], Unreadable: null);
    }
}
