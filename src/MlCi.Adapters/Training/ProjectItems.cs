using System.Xml;
using Microsoft.Extensions.FileSystemGlobbing;

namespace MlCi.Adapters.Training;

/// <summary>
/// What one file of MSBuild names, as it stands there: what it imports, the projects it refers to, and all else that may be a file
/// (every item, whatever its kind, and the assemblies of <c>HintPath</c>). It takes too much rather than too little: conditions,
/// <c>Exclude</c> and <c>Remove</c> are not looked at. Of properties only those are known that say where the file and the project
/// lie: what hangs on another one, on other items (<c>@(…)</c>) or on metadata (<c>%(…)</c>) is left to the build, and a change
/// there is not seen.
/// </summary>
/// <param name="File">The full path of the file.</param>
/// <param name="Imports">What it imports; relative to its own folder.</param>
/// <param name="Projects">The projects that it refers to; relative to the project's folder, wherever the file lies.</param>
/// <param name="Files">All else; relative to the project's folder.</param>
internal sealed record ProjectItems(string File, IReadOnlyList<NamedPath> Imports, IReadOnlyList<NamedPath> Projects, IReadOnlyList<NamedPath> Files)
{
    /// <summary>Files that MSBuild, NuGet and the SDK look for in the project's folder and all those above.</summary>
    public static readonly string[] FilesAbove =
    [
        "Directory.Build.props", "Directory.Build.targets", "Directory.Build.rsp", "Directory.Packages.props", "global.json",
        "nuget.config", "NuGet.config", "NuGet.Config", "packages.lock.json",
    ];

    // Items that name no file, however they look.
    private static readonly string[] NoFiles =
        ["PackageReference", "PackageVersion", "GlobalPackageReference", "FrameworkReference", "Reference", "Using", "InternalsVisibleTo", "Folder"];

    private static readonly char[] Globs = ['*', '?'];

    /// <summary>Whether a file that is imported, or lies above, may name further ones.</summary>
    public static bool MayName(string file) => Path.GetExtension(file).ToUpperInvariant() is not (".JSON" or ".CONFIG" or ".RSP");

    /// <summary>Reads a file.</summary>
    /// <param name="file">Its full path.</param>
    /// <exception cref="XmlException">It is not XML.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static ProjectItems Read(string file)
    {
        List<NamedPath> imports = [], projects = [], files = [];
        using XmlReader reader = XmlReader.Create(file, new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore });
        bool isHint = false;
        while (reader.Read())
        {
            int line = ((IXmlLineInfo)reader).LineNumber;
            if (reader.NodeType == XmlNodeType.Element)
            {
                isHint = reader.LocalName == "HintPath";
                Add(files, reader.GetAttribute("HintPath"), line);
                // What an SDK brings along lies with the SDK.
                if (reader.LocalName == "Import" && reader.GetAttribute("Sdk") is null)
                    Add(imports, reader.GetAttribute("Project"), line);
                else if (reader.LocalName == "ProjectReference")
                    Add(projects, reader.GetAttribute("Include"), line);
                else if (!NoFiles.Contains(reader.LocalName))
                    Add(files, reader.GetAttribute("Include"), line);
            }
            else if (isHint && reader.NodeType is XmlNodeType.Text or XmlNodeType.CDATA)
            {
                Add(files, reader.Value, line);
                isHint = false;
            }
        }

        return new ProjectItems(file, imports, projects, files);
    }

    /// <summary>The full path of something that the file names: of a pattern as far as it is none, with the rest of it.</summary>
    /// <param name="named">What it names.</param>
    /// <param name="project">The full path of the project.</param>
    /// <returns>Null where nobody knows, short of building.</returns>
    public (string Path, string? Pattern)? Place(NamedPath named, string project)
    {
        string folder = Path.GetDirectoryName(File)!;
        string projectFolder = Path.GetDirectoryName(project)!;
        string text = named.Text.Replace('\\', '/')
            .Replace("$(MSBuildThisFileDirectory)", folder + "/", StringComparison.OrdinalIgnoreCase)
            .Replace("$(MSBuildProjectDirectory)", projectFolder, StringComparison.OrdinalIgnoreCase)
            .Replace("$(ProjectDir)", projectFolder + "/", StringComparison.OrdinalIgnoreCase)
            .Replace("$(MSBuildProjectName)", Path.GetFileNameWithoutExtension(project), StringComparison.OrdinalIgnoreCase);
        if (text.Contains("$(", StringComparison.Ordinal) || text.Contains("@(", StringComparison.Ordinal) || text.Contains("%(", StringComparison.Ordinal) || text.Contains('\0', StringComparison.Ordinal))
            return null;
        string? pattern = null;
        if (text.IndexOfAny(Globs) is >= 0 and var at)
        {
            int end = text.LastIndexOf('/', at) + 1;
            (text, pattern) = (text[..end], text[end..]);
        }

        // As MSBuild has it: %20 is a space.
        text = Path.Combine(Imports.Contains(named) ? folder : projectFolder, Uri.UnescapeDataString(text));
        return (Path.TrimEndingDirectorySeparator(Path.GetFullPath(text)), pattern);
    }

    /// <summary>The files that are there of what the file names.</summary>
    /// <param name="named">What it names.</param>
    /// <param name="project">The full path of the project.</param>
    /// <param name="leaveOut">Folders that no pattern looks into, with a separator at their end.</param>
    /// <returns>Full paths. One that is no pattern comes whether it is there or not.</returns>
    public IEnumerable<string> Paths(NamedPath named, string project, IReadOnlyList<string> leaveOut)
    {
        if (Place(named, project) is not { } place)
            return [];
        if (place.Pattern is null)
            return [place.Path];
        return Directory.Exists(place.Path) ? Matching(place.Path, place.Pattern, leaveOut) : [];
    }

    /// <summary>A folder and those above it, up to the root.</summary>
    public static IEnumerable<string> UpTo(string root, string folder)
    {
        string end = Path.TrimEndingDirectorySeparator(root);
        for (string? above = folder; above is not null && (above == end || above.StartsWith(end + Path.DirectorySeparatorChar, StringComparison.Ordinal)); above = Path.GetDirectoryName(above))
            yield return above;
    }

    private static IEnumerable<string> Matching(string folder, string pattern, IReadOnlyList<string> leaveOut)
    {
        // The library knows neither ? nor ** beside a name; * says more than either. It wants .. first, where there is none.
        string[] parts = [.. pattern.Split('/', StringSplitOptions.RemoveEmptyEntries).Select(part => part == "**" ? part : AsOneStar(part))];
        var matcher = new Matcher(StringComparison.OrdinalIgnoreCase);
        matcher.AddInclude(parts.Contains("..") ? "**/*" : string.Join('/', parts));
        matcher.AddExcludePatterns(leaveOut.Where(left => left.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal)).Select(left => left[(folder.Length + 1)..].Replace('\\', '/') + "**"));
        return matcher.GetResultsInFullPath(folder).Where(file => !leaveOut.Any(left => file.StartsWith(left, StringComparison.Ordinal)));
    }

    private static string AsOneStar(string part)
    {
        string stars = part.Replace('?', '*');
        while (stars.Contains("**", StringComparison.Ordinal))
            stars = stars.Replace("**", "*", StringComparison.Ordinal);
        return stars;
    }

    private static void Add(List<NamedPath> list, string? text, int line) =>
        list.AddRange((text ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(part => new NamedPath(part, line)));
}

/// <summary>A path or a pattern in a file of MSBuild.</summary>
/// <param name="Text">As it stands there.</param>
/// <param name="Line">Where.</param>
internal sealed record NamedPath(string Text, int Line);
