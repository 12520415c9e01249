using System.Xml;
using System.Xml.Linq;
using MlCi.Adapters.Storage;
using MlCi.Data;
using MlCi.Findings;

namespace MlCi.Adapters.Training;

/// <summary>All files that a build of some projects reads: their folders, the projects they refer to, and what MSBuild finds above them.</summary>
public static class ProgramSources
{
    private static readonly string[] FoldersLeftOut = ["bin", "obj", "TestResults"];

    internal static readonly string[] ItemsOfFiles = ["Compile", "None", "Content", "EmbeddedResource", "AdditionalFiles"];

    internal static readonly string[] FilesAbove =
        ["Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props", "global.json", "nuget.config", "NuGet.Config", "packages.lock.json"];

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
        AddFolder(folder, files);
        for (string? above = folder; above is not null && above.StartsWith(root, StringComparison.Ordinal); above = Path.GetDirectoryName(above))
            AddImported(FilesAbove.Select(name => Path.Combine(above, name)), root, files);
        AddImported(Included(project, root, "Import", "Project").Select(import => import.Path), root, files);
        foreach (string item in ItemsOfFiles)
            files.UnionWith(Included(project, root, item, "Include").Select(include => include.Path).Where(File.Exists));
        foreach ((string reference, SourcePlace place) in Included(project, root, "ProjectReference", "Include"))
            AddProject(reference, root, place, seen, files);
    }

    // Files of MSBuild, and what they import in turn.
    private static void AddImported(IEnumerable<string> imported, string root, HashSet<string> files)
    {
        foreach (string file in imported.Where(File.Exists))
        {
            bool isNew = files.Add(file);
            if (isNew && Path.GetExtension(file) is ".props" or ".targets")
                AddImported(Included(file, root, "Import", "Project").Select(import => import.Path), root, files);
        }
    }

    private static void AddFolder(string folder, HashSet<string> files)
    {
        files.UnionWith(Directory.EnumerateFiles(folder));
        foreach (string inner in Directory.EnumerateDirectories(folder))
        {
            string name = Path.GetFileName(inner);
            if (!name.StartsWith('.') && !FoldersLeftOut.Contains(name))
                AddFolder(inner, files);
        }
    }

    // Paths that hang on properties are left to the build, all but the file's own folder.
    private static (string Path, SourcePlace Place)[] Included(string file, string root, string element, string attribute)
    {
        string shown = Path.GetRelativePath(root, file);
        string folder = Path.GetDirectoryName(file)!;
        try
        {
            return [.. XDocument.Load(file, LoadOptions.SetLineInfo).Descendants()
                .Where(node => node.Name.LocalName == element && node.Attribute(attribute) is not null)
                .Select(node => (
                    Path: node.Attribute(attribute)!.Value.Replace('\\', '/').Replace("$(MSBuildThisFileDirectory)", folder + "/", StringComparison.Ordinal),
                    Place: new SourcePlace(shown, ((IXmlLineInfo)node).LineNumber)))
                .Where(included => !included.Path.Contains('$', StringComparison.Ordinal))
                .Select(included => included with { Path = Path.GetFullPath(Path.Combine(folder, included.Path)) })];
        }
        catch (XmlException e)
        {
            throw FaultException.Misconfigured($"found text that is not XML, expected an MSBuild project: {e.Message.TrimEnd('.')}", new SourcePlace(shown, e.LineNumber));
        }
    }
}
