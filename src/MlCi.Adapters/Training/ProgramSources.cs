using System.Xml;
using MlCi.Adapters.Storage;
using MlCi.Data;
using MlCi.Findings;

namespace MlCi.Adapters.Training;

/// <summary>
/// All files that a build of some projects reads: their folders, the projects and files they name, and what MSBuild finds above
/// them. <see cref="ProjectItems"/> says what is not seen.
/// </summary>
public static class ProgramSources
{
    // What builds leave beside a project; a folder of that name further below holds sources like any other.
    private static readonly string[] LeftBeside = ["bin", "obj", "TestResults"];

    /// <summary>All sources: for each file its path below the root, with forward slashes, and the digest of its bytes.</summary>
    /// <param name="root">The folder that paths are relative to, and above which nothing is looked for.</param>
    /// <param name="projects">Full paths of projects.</param>
    /// <exception cref="FaultException">A project is missing or is not XML (exit 2).</exception>
    public static (string Path, string Digest)[] Of(string root, IEnumerable<string> projects)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var files = new HashSet<string>(StringComparer.Ordinal);
        foreach (string project in projects)
            AddProject(Path.GetFullPath(project), Path.GetFullPath(root), referredBy: null, seen, files);
        return [.. files.Select(file => (Path: Path.GetRelativePath(root, file).Replace('\\', '/'), Digest: FileDigests.OfFile(file)))
            .OrderBy(file => file.Path, StringComparer.Ordinal)];
    }

    /// <summary>The digest of all sources.</summary>
    /// <param name="root">The folder that paths are relative to, and above which nothing is looked for.</param>
    /// <param name="projects">Full paths of projects.</param>
    /// <param name="files">Their sources.</param>
    public static string DigestOf(string root, IEnumerable<string> projects, IEnumerable<(string Path, string Digest)> files) =>
        // Which project is which counts too: two may lie in one folder.
        Digest.OfText(string.Join('\n', projects.Select(project => Path.GetRelativePath(root, project)).Append(Digest.OfFiles(files))));

    private static void AddProject(string project, string root, SourcePlace? referredBy, HashSet<string> seen, HashSet<string> files)
    {
        if (!seen.Add(project))
            return;
        if (!File.Exists(project))
            throw FaultException.Misconfigured($"found no project '{Path.GetRelativePath(root, project)}', expected it", referredBy);

        string folder = Path.GetDirectoryName(project)!;
        string[] leftOut = LeftOut(root);
        AddFolder(folder, leftOut, files);
        List<ProjectItems> read = [Read(project, root)];
        var imported = new HashSet<string>(StringComparer.Ordinal);
        foreach (string above in ProjectItems.UpTo(root, folder))
            AddImported(ProjectItems.FilesAbove.Select(name => Path.Combine(above, name)), project, root, imported, read);
        AddImported(read[0].Imports.SelectMany(import => read[0].Paths(import, project, leftOut)), project, root, imported, read);
        files.UnionWith(imported);
        foreach (ProjectItems items in read)
        {
            files.UnionWith(items.Files.SelectMany(file => items.Paths(file, project, leftOut)).Where(File.Exists));
            foreach (NamedPath named in items.Projects)
            {
                // A file above may name projects for others: those that are not there are none of this one's.
                foreach (string other in items.Paths(named, project, leftOut).Where(other => items == read[0] || File.Exists(other)))
                    AddProject(other, root, new SourcePlace(Path.GetRelativePath(root, items.File), named.Line), seen, files);
            }
        }
    }

    // Files of MSBuild, and what they import in turn.
    private static void AddImported(IEnumerable<string> paths, string project, string root, HashSet<string> imported, List<ProjectItems> read)
    {
        foreach (string file in paths.Where(File.Exists))
        {
            if (!imported.Add(file) || !ProjectItems.MayName(file))
                continue;
            ProjectItems items = Read(file, root);
            read.Add(items);
            AddImported(items.Imports.SelectMany(import => items.Paths(import, project, LeftOut(root))), project, root, imported, read);
        }
    }

    private static void AddFolder(string folder, string[] leftOut, HashSet<string> files)
    {
        string[] here = Directory.GetFiles(folder);
        files.UnionWith(here);
        bool holdsProject = Array.Exists(here, file => file.EndsWith("proj", StringComparison.Ordinal));
        foreach (string inner in Directory.EnumerateDirectories(folder))
        {
            string name = Path.GetFileName(inner);
            if (!name.StartsWith('.') && !(holdsProject && LeftBeside.Contains(name)) && !leftOut.Contains(inner + Path.DirectorySeparatorChar))
                AddFolder(inner, leftOut, files);
        }
    }

    // What git and runs write there is nobody's source, though a pattern may lead to it.
    private static string[] LeftOut(string root) => [.. new[] { ".git", ".mlci", "artifacts" }.Select(name => Path.Combine(root, name) + Path.DirectorySeparatorChar)];

    private static ProjectItems Read(string file, string root)
    {
        try
        {
            return ProjectItems.Read(file);
        }
        catch (XmlException e)
        {
            throw FaultException.Misconfigured(
                $"found text that is not XML, expected an MSBuild project: {e.Message.TrimEnd('.')}", new SourcePlace(Path.GetRelativePath(root, file), e.LineNumber));
        }
    }
}
