using Microsoft.Extensions.FileSystemGlobbing;
using Microsoft.Extensions.FileSystemGlobbing.Abstractions;
using MlCi.Adapters.Storage;
using MlCi.Data;
using MlCi.Findings;
using MlCi.Pipelines;

namespace MlCi.Adapters.FileChecks;

/// <summary>Data files that the user names without a pipeline.</summary>
internal static class TableFiles
{
    /// <summary>What stands for standard input.</summary>
    public const string StandardInput = "-";

    /// <summary>A source of rows.</summary>
    /// <param name="path">As the user typed it, relative to the current folder.</param>
    /// <param name="option">The option that names it, for messages.</param>
    /// <exception cref="FaultException">It is not there (exit 2).</exception>
    public static RowSource Source(string path, string option) =>
        path == StandardInput ? new RowSource(path, DataForm.Csv, Console.OpenStandardInput)
        : File.Exists(path) ? DataFiles.Of(path, path)
        : throw FaultException.Misconfigured(Absent(path, option));

    /// <summary>Reads one.</summary>
    /// <param name="path">As the user typed it, relative to the current folder.</param>
    /// <param name="option">The option that names it, for messages.</param>
    /// <exception cref="FaultException">It is not there, or no table (exit 2).</exception>
    public static (Table Table, string Digest) Read(string path, string option)
    {
        if (Source(path, option) is var file && DataTables.IsParquet(file))
            return (DataTables.Read([file], path), FileDigests.OfFile(path));
        var source = new DigestingSource(file);
        Table table = TableReader.Read(source.Source);
        return (table, source.Digest);
    }

    /// <summary>The files that some words name, each once and in their order: paths, globs such as <c>data/*.csv</c>, or <c>-</c>.</summary>
    /// <param name="words">As the user typed them.</param>
    /// <param name="option">The option that names them, for messages.</param>
    /// <exception cref="FaultException">A word names no file; each is listed (exit 2).</exception>
    public static IReadOnlyList<string> Named(IEnumerable<string> words, string option)
    {
        List<string> files = [];
        List<Fault> faults = [];
        foreach (string word in words)
        {
            string[] found = word == StandardInput || File.Exists(word) ? [word] : word.Contains('*', StringComparison.Ordinal) ? Matching(word) : [];
            if (found.Length == 0)
                faults.Add(new Fault(Absent(word, option)));
            files.AddRange(found);
        }

        return faults.Count > 0 ? throw FaultException.Misconfigured(faults) : [.. files.Distinct(StringComparer.Ordinal)];
    }

    private static string Absent(string path, string option) =>
        $"found no file '{path}' for '{option}', expected {(Directory.Exists(path) ? "a file, not a folder" : path.Contains('*', StringComparison.Ordinal) ? "at least one of that pattern" : "one")}";

    // From the last folder before the first star, so that ../data/*.csv and /data/*.csv work as well.
    private static string[] Matching(string pattern)
    {
        int cut = pattern[..pattern.IndexOf('*', StringComparison.Ordinal)].LastIndexOf('/') + 1;
        string folder = pattern[..cut];
        if (!Directory.Exists(folder.Length == 0 ? "." : folder))
            return [];
        PatternMatchingResult result = new Matcher(StringComparison.Ordinal).AddInclude(pattern[cut..]).Execute(new DirectoryInfoWrapper(new DirectoryInfo(folder.Length == 0 ? "." : folder)));
        return [.. result.Files.Select(file => folder + file.Path).Where(file => !file.EndsWith(DataPointer.Extension, StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
    }
}
