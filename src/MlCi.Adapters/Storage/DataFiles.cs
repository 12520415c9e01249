using System.IO.Enumeration;
using MlCi.Data;
using MlCi.Findings;
using MlCi.Pipelines;

namespace MlCi.Adapters.Storage;

/// <summary>Finds the files that a path to data names: one file, or all that match a pattern.</summary>
public static class DataFiles
{
    /// <summary>The files of a path, in the order of their names.</summary>
    /// <param name="folder">The folder that the path is relative to.</param>
    /// <param name="path">A file, or a pattern such as <c>data/part-*.csv.gz</c>: <c>*</c> and <c>?</c> in the file's name.</param>
    /// <param name="shown">The path, as the user would type it from where they stand.</param>
    /// <param name="place">Where the path stands, or null for the command line.</param>
    /// <exception cref="FaultException">There is no such file (exit 2).</exception>
    public static IReadOnlyList<RowSource> Find(string folder, string path, string shown, SourcePlace? place = null)
    {
        string full = Path.GetFullPath(Path.Combine(folder, path));
        if (IsPattern(path))
            return Matching(full, shown, place);
        if (Directory.Exists(full))
            throw FaultException.Misconfigured($"found a folder at {shown}, expected a file, or a pattern such as {Path.Combine(shown, "*.csv")}", place);
        if (!File.Exists(full))
            throw FaultException.Misconfigured($"found no file {shown}, expected {DataForm.KnownNames}", place);
        return [Of(full, shown)];
    }

    /// <summary>Whether a path is a pattern, which several files may match.</summary>
    public static bool IsPattern(string path) => path.AsSpan().IndexOfAny("*?") >= 0;

    /// <summary>A file as a source of rows.</summary>
    /// <param name="full">Where it lies.</param>
    /// <param name="shown">Its path, as the user would type it.</param>
    public static RowSource Of(string full, string shown)
    {
        using FileStream file = Open(full);
        return new RowSource(shown, DataForm.OfName(full).WithDelimiterOf(file), () => Open(full));
    }

    private static FileStream Open(string full) => new(full, new FileStreamOptions { BufferSize = 0, Options = FileOptions.SequentialScan });

    /// <summary>The full paths of the files that match a pattern, in the order of their names.</summary>
    /// <param name="pattern">A full path whose file's name is a pattern.</param>
    public static string[] Matching(string pattern)
    {
        string parent = Path.GetDirectoryName(pattern)!;
        string name = Path.GetFileName(pattern);
        return [.. (Directory.Exists(parent) ? Directory.EnumerateFiles(parent) : []).Where(file => FileSystemName.MatchesSimpleExpression(name, Path.GetFileName(file), ignoreCase: false)).Order(StringComparer.Ordinal)];
    }

    private static RowSource[] Matching(string full, string shown, SourcePlace? place)
    {
        if (IsPattern(Path.GetDirectoryName(full)!))
            throw FaultException.Misconfigured($"found a pattern in the folder of {shown}, expected * and ? in the file's name only", place);
        // A pointer beside the data is no data, whatever the pattern.
        RowSource[] found = [.. Matching(full).Where(file => !file.EndsWith(DataPointer.Extension, StringComparison.Ordinal)).Select(file => Of(file, Path.Combine(Path.GetDirectoryName(shown) ?? "", Path.GetFileName(file))))];
        return found.Length > 0 ? found : throw FaultException.Misconfigured($"found no file that matches {shown}, expected at least one", place);
    }
}
