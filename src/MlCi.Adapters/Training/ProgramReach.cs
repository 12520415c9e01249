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
    private readonly string root = Path.TrimEndingDirectorySeparator(root);
    private readonly ConcurrentDictionary<string, (ProjectItems? Items, string? Unreadable)> files = new(StringComparer.Ordinal);

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
        if (folder == root)
            return $"{Path.GetRelativePath(root, project)} lies in the repository's own folder, so that any file may be its source";
        paths.Add(folder);
        // Each project has its own: what an imported file names is relative to the project's folder.
        var imported = new HashSet<string>(StringComparer.Ordinal);
        return AddNamed(project, project, paths, imported, seen) ?? ProjectItems.UpTo(root, folder)
            .SelectMany(above => ProjectItems.FilesAbove.Select(name => AddImported(Path.Combine(above, name), project, paths, imported, seen)))
            .FirstOrDefault(fault => fault is not null);
    }

    private string? AddImported(string file, string project, HashSet<string> paths, HashSet<string> imported, HashSet<string> seen)
    {
        if (!imported.Add(file))
            return null;
        paths.Add(file);
        return !ProjectItems.MayName(file) || !File.Exists(file) ? null : AddNamed(file, project, paths, imported, seen);
    }

    // Of a pattern the folder counts; projects and imports that it finds are followed.
    private string? AddNamed(string file, string project, HashSet<string> paths, HashSet<string> imported, HashSet<string> seen)
    {
        (ProjectItems? items, string? unreadable) = files.GetOrAdd(file, Read);
        if (items is null)
            return unreadable;
        foreach ((string path, string? pattern) in items.Files.Concat(items.Imports).Concat(items.Projects).Select(named => items.Place(named, project)).OfType<(string, string?)>())
        {
            if (pattern is not null && path == root)
                return $"{Path.GetRelativePath(root, file)} names files of the repository's own folder by a pattern, so that any file may be one";
            paths.Add(path);
        }

        return items.Imports.SelectMany(named => items.Paths(named, project, leaveOut: []))
            .Select(import => AddImported(import, project, paths, imported, seen))
            .Concat(items.Projects.SelectMany(named => items.Paths(named, project, leaveOut: []))
                .Where(other => file == project || File.Exists(other)).Select(other => AddProject(other, paths, seen)))
            .FirstOrDefault(fault => fault is not null);
    }

    private (ProjectItems? Items, string? Unreadable) Read(string file)
    {
        try
        {
            return (ProjectItems.Read(file), null);
        }
        catch (Exception e) when (e is XmlException or IOException or UnauthorizedAccessException)
        {
            return (null, $"{Path.GetRelativePath(root, file)} cannot be read");
        }
    }
}
