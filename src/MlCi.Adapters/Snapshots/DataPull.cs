using MlCi.Adapters.Stages;
using MlCi.Adapters.Storage;
using MlCi.Adapters.Terminal;
using MlCi.Findings;
using MlCi.Pipelines;

namespace MlCi.Adapters.Snapshots;

/// <summary>Puts data into their places: from this machine's store, else from the registry, else from their source.</summary>
/// <param name="root">The repository's folder.</param>
/// <param name="lines">Where it says what it does.</param>
/// <param name="clock">Times the pauses of downloads.</param>
/// <param name="interrupted">Ends it.</param>
internal sealed class DataPull(string root, SnapshotLines lines, TimeProvider clock, CancellationToken interrupted)
{
    private readonly SnapshotStore store = new(root);

    /// <summary>Pulls files. What can be had is, whatever is wrong with others.</summary>
    /// <param name="files">The files.</param>
    /// <param name="faults">What is wrong with others that were asked for; told at the end.</param>
    /// <param name="overwrites">Whether files that were changed are replaced.</param>
    /// <exception cref="FaultException">Some could not be had; every fault is listed, with the worst exit code.</exception>
    public void Pull(IReadOnlyList<TrackedFile> files, IReadOnlyList<Fault> faults, bool overwrites)
    {
        List<FaultException> failures = [];
        int pulled = 0;
        foreach (TrackedFile file in files)
        {
            interrupted.ThrowIfCancellationRequested();
            try
            {
                if (Pull(file, overwrites) is not { } from)
                    continue;
                pulled++;
                lines.Done($"pulled {file.Shown}, {ByteSize.Of(file.Pointer.Size)}, from {from}");
            }
            catch (FaultException e)
            {
                failures.Add(e);
            }
        }

        lines.Erase();
        if (faults.Count > 0)
            failures.Add(FaultException.Misconfigured(faults));
        if (failures.Count > 0)
            throw new FaultException(ExitCodes.Combine(failures.Select(e => e.ExitCode)), [.. failures.SelectMany(e => e.Faults)]);
        int others = files.Count - pulled;
        lines.Summary($"{Numerals.Count(pulled, "files")} pulled{(others > 0 ? $", {Numerals.Count(others)} in place already" : "")}");
    }

    /// <summary>Brings a source of which nothing is known to this machine; gives the path of what came.</summary>
    public string Fetch(string path, DataSource source)
    {
        // The name of what came is its digest, which nobody knows yet.
        string part = AtomicFile.Beside(store.PathOf(Data.Digest.OfText(path)));
        try
        {
            Bring(part, PointerFiles.Shown(root, path), source, Path.GetDirectoryName(path)!, pointer: null);
            return part;
        }
        catch
        {
            File.Delete(part);
            throw;
        }
    }

    private string? Pull(TrackedFile file, bool overwrites)
    {
        string? found = SeenFile.DigestOf(file.FullPath);
        if (found == file.Pointer.Digest)
        {
            long size = new FileInfo(file.FullPath).Length;
            return size == file.Pointer.Size ? null : throw FaultException.Misconfigured(
                $"found {file.Shown} with {Numerals.Count(size, "bytes")}, expected {Numerals.Count(file.Pointer.Size)} as its pointer says: mlci data add {file.Shown} writes the pointer anew");
        }

        if (Directory.Exists(file.FullPath))
            throw FaultException.Misconfigured($"found a folder at {file.Shown}, expected a file as its pointer says");
        if (found is not null && !overwrites)
            throw FaultException.Misconfigured(ChangedMessage(file, found));
        if (LocalSnapshots.TryPlace(root, file) is { } place)
            return place;
        if (TryPlaceFromRegistry(file) is { } registry)
            return registry;
        if (file.Pointer.Source is not { } source)
            throw FaultException.OutOfReach($"found {file.Shown} neither in the local store nor in the registry, and no source in its pointer; expected one of them: where the file is, mlci data push, or mlci data add {file.Shown} --url ADDRESS");
        LocalFolder.Make(root);
        // Who comes second finds what the first brought.
        using FileStream held = Hold(file);
        if (LocalSnapshots.TryPlace(root, file) is { } brought)
            return brought;
        string part = store.PartOf(file.Pointer.Digest);
        Bring(part, file.Shown, source, Path.GetDirectoryName(file.FullPath)!, file.Pointer);
        store.Take(part);
        return store.TryPlace(file) ? source.Shown
            : throw FaultException.OutOfReach($"{file.Shown}: found other data in {store.PathOf(file.Pointer.Digest)} than a moment before, expected that nobody writes there");
    }

    // What this machine's folder holds was looked at before.
    private string? TryPlaceFromRegistry(TrackedFile file)
    {
        var registry = SnapshotRegistry.Used(root, interrupted);
        if (!registry.IsRemote(file))
            return null;
        try
        {
            using Stream? pushed = registry.Open(file);
            return pushed is not null && SnapshotStore.TryPlace(file, beside => LocalSnapshots.Write(pushed, beside)) ? registry.Shown(file) : null;
        }
        catch (FaultException e) when (file.Pointer.Source is not null && e.ExitCode == ExitCodes.OutOfReach)
        {
            // Who has no right there may have one at the source.
            lines.Note($"! {e.Message}");
            return null;
        }
    }

    /// <summary>What a message says of data that are others than their pointer says.</summary>
    public static string ChangedMessage(TrackedFile file, string found) =>
        $"found {file.Shown} with digest {found}, expected {file.Pointer.Digest} as its pointer says: mlci data add {file.Shown} takes the change over, mlci data pull {file.Shown} --overwrite undoes it";

    /// <summary>What a message says of data that are longer or shorter than their pointer says.</summary>
    public static string SizeMessage(TrackedFile file, long found) =>
        $"found {file.Shown} with {Numerals.Count(found, "bytes")}, expected {Numerals.Count(file.Pointer.Size)} as its pointer says: mlci data add {file.Shown} takes the change over, mlci data pull {file.Shown} --overwrite undoes it";

    private void Bring(string part, string shown, DataSource source, string folder, DataPointer? pointer)
    {
        long before = File.Exists(part) ? new FileInfo(part).Length : 0;
        lines.Note($"{shown} from {source.Shown}{(before > 0 ? $", continued after {ByteSize.Of(before)}" : "")}");
        if (source.Kind == DataSourceKind.Registry)
        {
            using Stream content = RegistrySource.Open(root, shown, source, pointer, interrupted);
            Directory.CreateDirectory(Path.GetDirectoryName(part)!);
            File.Delete(part);
            LocalSnapshots.Write(content, part);
            return;
        }

        using HttpClient http = Download.NewClient();
        try
        {
            new Download(http, clock, (received, total) => lines.Progress(shown, received, total), interrupted).Run(part, source, folder, pointer).GetAwaiter().GetResult();
        }
        finally
        {
            lines.Erase();
        }
    }

    private FileStream Hold(TrackedFile file)
    {
        bool told = false;
        FileStream? held;
        while ((held = PipelineLock.TryTake(store.LockPath)) is null)
        {
            interrupted.ThrowIfCancellationRequested();
            if (!told)
                lines.Note($"{file.Shown} waits for another mlci that downloads into this folder");
            told = true;
            interrupted.WaitHandle.WaitOne(TimeSpan.FromMilliseconds(50));
        }

        return held;
    }
}
