using System.Text.RegularExpressions;
using MlCi.Adapters.Storage;
using MlCi.Adapters.Terminal;
using MlCi.Findings;
using MlCi.Pipelines;

namespace MlCi.Adapters.Snapshots;

/// <summary>Gives data files pointers, keeps a copy of them, and keeps them out of git.</summary>
/// <param name="root">The repository's folder.</param>
/// <param name="lines">Where it says what it does.</param>
/// <param name="fetch">Brings the source of a file that is not there, and gives the path of what came.</param>
internal sealed partial class DataAddition(string root, SnapshotLines lines, Func<string, DataSource, string> fetch)
{
    private readonly SnapshotStore store = new(root);

    /// <summary>Adds files.</summary>
    /// <param name="names">Their paths, as typed.</param>
    /// <param name="url">Where others can have them, or null; of one file only.</param>
    /// <exception cref="FaultException">A name is no file that can be added; then none is (exit 2).</exception>
    public void Add(IReadOnlyList<string> names, string? url)
    {
        List<Fault> faults = [];
        if (names.Count == 0)
            faults.Add(new Fault("found no file to add, expected one or more: mlci data add FILE"));
        DataSource? source = null;
        if (url is not null && DataSource.Parse(url, out source) is { } wrong)
            faults.Add(new Fault($"found {wrong} for '--url', expected {DataSource.Expected}"));
        if (source is { Kind: DataSourceKind.Registry } && RegistryReference.Parse(source.Text, out _) is { } noReference)
            faults.Add(new Fault($"found {noReference} for '--url', expected {RegistryReference.Expected}"));
        if (url is not null && names.Count > 1)
            faults.Add(new Fault($"found {names.Count} files for one '--url', expected one file"));
        string[] paths = [.. names.Select(name => name.Length == 0 ? root : PointerFiles.FullPath(root, name)).Distinct(StringComparer.Ordinal)];
        faults.AddRange(paths.Select(path => Check(path, mayBeFetched: source is not null)).OfType<Fault>());
        if (source is { Kind: DataSourceKind.File } && paths is [var one] && File.Exists(one))
            faults.AddRange(OtherSource(source, one));
        if (faults.Count > 0)
            throw FaultException.Misconfigured(faults);
        LocalFolder.Make(root);
        List<string> toCommit = [];
        foreach (string path in paths)
            toCommit.AddRange(Add(path, source));
        string commit = string.Join(' ', toCommit.Distinct().Select(Typed));
        lines.Summary($"for git: git add {commit}; for others: mlci data push{(source is null ? "" : ", or their mlci data pull takes it from the source")}");
    }

    private string[] Add(string path, DataSource? source)
    {
        TrackedFile? before = PointerFiles.Find(root, path);
        bool isHere = File.Exists(path);
        (string digest, long size) = isHere ? store.Put(path) : store.Take(fetch(path, source!));
        bool isSame = before is not null && before.Pointer.Digest == digest;
        // A source is one of what lay there when it was named.
        var pointer = new DataPointer(digest, size, source ?? (isSame ? before!.Pointer.Source : null));
        var file = new TrackedFile(path, PointerFiles.Shown(root, path), pointer);
        if (!isHere && !store.TryPlace(file))
            throw FaultException.OutOfReach($"{file.Shown}: found other data in {store.PathOf(digest)} than a moment before, expected that nobody writes there");
        string text = pointer.Write(file.Name);
        bool isNew = before is null || File.ReadAllText(file.PointerPath) != text;
        if (isNew)
            AtomicFile.WriteText(file.PointerPath, text);
        string verb = before is null ? "added" : isSame ? "unchanged:" : "changed:";
        lines.Done($"{verb} {file.Shown}, {ByteSize.Of(size)}, {digest}");
        if (before is { Pointer.Source: { } gone } && pointer.Source is null)
            lines.Note($"its source {gone.Shown} is left out of the pointer, as it was one of other data: --url names one of these");
        string ignore = PointerFiles.Shown(root, GitExclusion.PathOf(path));
        if (GitExclusion.Add(path))
            lines.Note($"{ignore} keeps it out of git: /{file.Name}");
        if (source is { Kind: DataSourceKind.Web or DataSourceKind.Registry })
            lines.Note($"its source {source.Shown} was not looked at{(source.Text.Contains('?', StringComparison.Ordinal) ? "; its query goes into git with the pointer" : "")}");
        if (GitExclusion.IsTracked(path))
            lines.Note($"! git holds {file.Shown} itself, too: git rm --cached {file.Shown}");
        return [file.PointerPath, GitExclusion.PathOf(path)];
    }

    // As the user would type it: from where they stand, if that is in the repository.
    private string Typed(string path)
    {
        bool isInside = !Path.GetRelativePath(root, Environment.CurrentDirectory).StartsWith("..", StringComparison.Ordinal);
        string typed = isInside ? Path.GetRelativePath(Environment.CurrentDirectory, path) : PointerFiles.Shown(root, path);
        // A shell takes what stands between single quotes as it is.
        string quoted = PlainName().IsMatch(typed) ? typed : $"'{typed.Replace("'", "'\\''", StringComparison.Ordinal)}'";
        return typed.StartsWith('-') ? "./" + quoted : quoted;
    }

    private Fault? Check(string path, bool mayBeFetched)
    {
        string shown = PointerFiles.Shown(root, path);
        if (shown.StartsWith("../", StringComparison.Ordinal) || Path.IsPathRooted(shown))
            return new Fault($"found {path}, which lies outside of {root}, expected a file below it");
        if (shown == ".mlci" || shown.StartsWith(".mlci/", StringComparison.Ordinal) || shown.StartsWith(".git/", StringComparison.Ordinal))
            return new Fault($"found '{shown}', expected a data file outside of .mlci and .git");
        if (shown.Any(char.IsControl))
            return new Fault($"found a name with a control character, '{InertText.Of(shown)}', expected one that .gitignore can hold");
        if (LinkAbove(path) is { } link)
            return new Fault($"found '{shown}' behind '{PointerFiles.Shown(root, link)}', which is a link, expected it in a folder of the repository itself");
        if (new FileInfo(path) is { LinkTarget: not null } file && file.ResolveLinkTarget(returnFinalTarget: true) is not { Exists: true })
            return new Fault($"found a link to nothing at '{shown}', expected a data file");
        if (Directory.Exists(path))
            return new Fault($"found a folder at '{shown}', expected a file: give its files one by one, as in {shown}/*.csv");
        if (path.EndsWith(DataPointer.Extension, StringComparison.Ordinal))
            return new Fault($"found '{shown}', a pointer, expected its data file{(File.Exists(DataPointer.DataOf(path)) ? $": {DataPointer.DataOf(shown)}" : "")}");
        if (SpecialFile.KindOf(path) is { } kind)
            return new Fault($"found {kind} at '{shown}', expected a data file");
        return File.Exists(path) || mayBeFetched ? null : new Fault($"found no file '{shown}', expected a data file, or --url to bring it from");
    }

    // A source of other data is of no use to anybody.
    private static IEnumerable<Fault> OtherSource(DataSource source, string path)
    {
        string full = Download.PathOf(source, Path.GetDirectoryName(path)!);
        if (!File.Exists(full))
            yield return new Fault($"found no file '{full}' for '--url {source.Shown}', expected the source of these data");
        else if (SpecialFile.KindOf(full) is { } kind)
            yield return new Fault($"found {kind} at '{full}' for '--url {source.Shown}', expected the source of these data");
        else if (new FileInfo(full).Length != new FileInfo(path).Length)
            yield return new Fault($"found {ByteSize.Of(new FileInfo(full).Length)} at '{full}' for '--url {source.Shown}', expected the {ByteSize.Of(new FileInfo(path).Length)} of the data");
    }

    // Git does not look behind links.
    private string? LinkAbove(string path)
    {
        for (string? above = Path.GetDirectoryName(path); above is not null && above.Length > root.Length; above = Path.GetDirectoryName(above))
        {
            if (new DirectoryInfo(above).LinkTarget is not null)
                return above;
        }

        return null;
    }

    [GeneratedRegex(@"^[\w./-]+\z")]
    private static partial Regex PlainName();
}
