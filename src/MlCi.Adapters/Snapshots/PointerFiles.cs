using System.Text;
using MlCi.Adapters.Stages;
using MlCi.Adapters.Storage;
using MlCi.Findings;
using MlCi.Pipelines;

namespace MlCi.Adapters.Snapshots;

/// <summary>The pointers of a repository: files <c>X.mlci</c> beside the place of X.</summary>
internal static class PointerFiles
{
    private const int MostBytes = 1 << 16;

    // Shards of an evaluation may bear the same ending.
    private static readonly byte[] Shard = "mlci-shard "u8.ToArray();
    private static readonly string[] NotLookedInto = ["bin", "obj", "artifacts", "node_modules", "__pycache__", "TestResults"];

    /// <summary>A path below the repository's folder as people read it.</summary>
    public static string Shown(string root, string path) => Path.GetRelativePath(root, path).Replace('\\', '/');

    /// <summary>The pointer of a data file; null where it has none.</summary>
    /// <param name="root">The repository's folder.</param>
    /// <param name="data">The full path of the data file.</param>
    /// <exception cref="FaultException">The pointer cannot be used (exit 2).</exception>
    public static TrackedFile? Find(string root, string data)
    {
        string file = data + DataPointer.Extension;
        if (!File.Exists(file) || IsShard(file))
            return null;
        string shown = Shown(root, file);
        if (new FileInfo(file).Length > MostBytes)
            throw FaultException.Misconfigured($"found {new FileInfo(file).Length} bytes, expected a pointer of a few lines: version, digest, size", new SourcePlace(shown, 1));
        return new TrackedFile(data, Shown(root, data), DataPointer.Read(File.ReadAllText(file, Encoding.UTF8), shown));
    }

    /// <summary>The full paths of the data files with pointers that a path of pipeline.yml names: one, or all that a pattern matches.</summary>
    /// <param name="folder">The pipeline's folder.</param>
    /// <param name="path">The path.</param>
    public static IEnumerable<string> Named(string folder, string path)
    {
        string pointer = Path.GetFullPath(Path.Combine(folder, path)) + DataPointer.Extension;
        string[] pointers = DataFiles.IsPattern(path) ? DataFiles.Matching(pointer) : File.Exists(pointer) ? [pointer] : [];
        return pointers.Select(file => file[..^DataPointer.Extension.Length]);
    }

    /// <summary>The files that a command is about: those named, those of pipelines, or all.</summary>
    /// <param name="root">The repository's folder.</param>
    /// <param name="names">Data files, pointers, folders of them, or <c>all</c>; none for all.</param>
    /// <param name="pipelines">Names of pipelines, or none.</param>
    /// <returns>The files, sorted by path, and a fault for each name that is none and each pointer that cannot be used.</returns>
    public static (IReadOnlyList<TrackedFile> Files, IReadOnlyList<Fault> Faults) Chosen(string root, IReadOnlyList<string> names, IReadOnlyList<string> pipelines)
    {
        List<Fault> faults = [];
        SortedSet<string> paths = new(StringComparer.Ordinal);
        foreach (string name in names)
            AddNamed(root, name, paths, faults);
        foreach (string pipeline in pipelines.Count == 0 ? [] : Workspace.Chosen(new RunOptions { Root = root, Pipelines = pipelines }))
        {
            (PipelineDefinition definition, string folder) = Workspace.Read(root, pipeline);
            paths.UnionWith(definition.Data.SelectMany(path => Named(folder, path.Value)));
        }

        if (names.Count == 0 && pipelines.Count == 0)
            paths.UnionWith(Below(root));
        List<TrackedFile> files = [];
        foreach (string path in paths)
        {
            try
            {
                if (Find(root, path) is { } file)
                    files.Add(file);
            }
            catch (FaultException e)
            {
                faults.AddRange(e.Faults);
            }
        }

        return (files, faults);
    }

    /// <summary>The full path of what somebody typed: from where they stand, else from the repository's folder.</summary>
    public static string FullPath(string root, string name)
    {
        string full = Path.GetFullPath(name);
        return Path.Exists(full) || Path.Exists(full + DataPointer.Extension) ? full : Path.GetFullPath(Path.Combine(root, name));
    }

    private static void AddNamed(string root, string name, SortedSet<string> paths, List<Fault> faults)
    {
        string full = DataPointer.DataOf(FullPath(root, name));
        if (name == "all" && !Path.Exists(full))
            paths.UnionWith(Below(root));
        else if (Directory.Exists(full))
            paths.UnionWith(Below(full));
        else if (File.Exists(full + DataPointer.Extension))
            paths.Add(full);
        else if (File.Exists(full))
            faults.Add(new Fault($"found '{name}' without a pointer {Path.GetFileName(full)}{DataPointer.Extension} beside it, expected one: mlci data add {name}"));
        else
            faults.Add(new Fault($"found neither '{name}' nor a pointer of it, expected {NearestName.Suggest(Shown(root, full), Below(root).Select(path => Shown(root, path)).DefaultIfEmpty("what 'mlci data add' was given"))}"));
    }

    // The data files of all pointers below a folder. Links are not followed: they may lead round.
    private static IEnumerable<string> Below(string folder)
    {
        var here = new EnumerationOptions { AttributesToSkip = FileAttributes.ReparsePoint, IgnoreInaccessible = true };
        foreach (string file in Directory.EnumerateFiles(folder, "*" + DataPointer.Extension, here))
        {
            if (Path.GetFileName(file).Length > DataPointer.Extension.Length && !IsShard(file))
                yield return file[..^DataPointer.Extension.Length];
        }

        foreach (string inner in Directory.EnumerateDirectories(folder, "*", here))
        {
            string name = Path.GetFileName(inner);
            if (name.StartsWith('.') || NotLookedInto.Contains(name))
                continue;
            foreach (string file in Below(inner))
                yield return file;
        }
    }

    private static bool IsShard(string file)
    {
        using FileStream stream = File.OpenRead(file);
        byte[] begin = new byte[Shard.Length];
        return stream.ReadAtLeast(begin, begin.Length, throwOnEndOfStream: false) == begin.Length && begin.AsSpan().SequenceEqual(Shard);
    }
}
