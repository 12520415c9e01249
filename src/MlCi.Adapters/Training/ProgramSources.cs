using System.Xml;
using System.Xml.Linq;
using MlCi.Adapters.Storage;
using MlCi.Data;
using MlCi.Findings;

namespace MlCi.Adapters.Training;

/// <summary>All files that a build of some projects reads: their folders, the projects they refer to, and what MSBuild finds above them.</summary>
public static class ProgramSources
{
    private static readonly string[] FoldersLeftOut = ["bin", "obj", "artifacts", "TestResults", "data"];

    private static readonly string[] FilesAbove =
        ["Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props", "global.json", "nuget.config", "NuGet.Config", "packages.lock.json"];

    /// <summary>The digest of all sources.</summary>
    /// <param name="root">The folder that paths are relative to, and above which nothing is looked for.</param>
    /// <param name="projects">Full paths of projects.</param>
    /// <exception cref="FaultException">A project is missing or is not XML (exit 2).</exception>
    public static string DigestOf(string root, IEnumerable<string> projects)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var files = new HashSet<string>(StringComparer.Ordinal);
        foreach (string project in projects)
            AddProject(Path.GetFullPath(project), Path.GetFullPath(root), referredBy: null, seen, files);
        return Digest.OfFiles(files.Select(file => (Path.GetRelativePath(root, file).Replace('\\', '/'), FileDigests.OfFile(file))));
    }

    private static void AddProject(string project, string root, SourcePlace? referredBy, HashSet<string> seen, HashSet<string> files)
    {
        if (!seen.Add(project))
            return;
        if (!File.Exists(project))
            throw FaultException.Misconfigured($"found no project '{Path.GetRelativePath(root, project)}', expected it", referredBy);

        string folder = Path.GetDirectoryName(project)!;
        AddFolder(folder, files);
        for (string? above = folder; above is not null && above.StartsWith(root, StringComparison.Ordinal); above = Path.GetDirectoryName(above))
            files.UnionWith(FilesAbove.Select(name => Path.Combine(above, name)).Where(File.Exists));
        foreach ((string reference, SourcePlace place) in References(project, Path.GetRelativePath(root, project)))
            AddProject(Path.GetFullPath(Path.Combine(folder, reference)), root, place, seen, files);
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

    private static IEnumerable<(string Path, SourcePlace Place)> References(string project, string shown)
    {
        try
        {
            return [.. XDocument.Load(project, LoadOptions.SetLineInfo).Descendants()
                .Where(element => element.Name.LocalName == "ProjectReference" && element.Attribute("Include") is not null)
                .Select(element => (Path: element.Attribute("Include")!.Value.Replace('\\', '/'), Place: new SourcePlace(shown, ((IXmlLineInfo)element).LineNumber)))
                .Where(reference => !reference.Path.Contains('$', StringComparison.Ordinal))];
        }
        catch (XmlException e)
        {
            throw FaultException.Misconfigured($"found text that is not XML, expected an MSBuild project: {e.Message.TrimEnd('.')}", new SourcePlace(shown, e.LineNumber));
        }
    }
}
