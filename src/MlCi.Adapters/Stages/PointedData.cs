using MlCi.Adapters.Snapshots;
using MlCi.Adapters.Storage;
using MlCi.Adapters.Terminal;
using MlCi.Findings;
using MlCi.Pipelines;

namespace MlCi.Adapters.Stages;

/// <summary>Data that pipeline.yml names: the file itself, or what its pointer says, which is then the truth.</summary>
internal static class PointedData
{
    /// <summary>
    /// Reads data. Where only the pointer is there, they are put into their place if this machine holds them; never from the network,
    /// which <c>mlci data pull</c> is for: a run says what it would take, and takes it when it is told to.
    /// </summary>
    /// <param name="root">The repository's folder.</param>
    /// <param name="folder">The pipeline's folder.</param>
    /// <param name="path">The path in pipeline.yml.</param>
    /// <param name="key">Its key.</param>
    /// <param name="progress">Is told what was put into its place.</param>
    /// <exception cref="FaultException">There is neither, or the data are others than the pointer says (exit 2).</exception>
    public static DataInput Read(string root, string folder, Placed path, string key, Action<string> progress)
    {
        string full = Path.GetFullPath(Path.Combine(folder, path.Value));
        string shown = Path.GetRelativePath(root, full);
        bool isPattern = DataFiles.IsPattern(path.Value);
        TrackedFile[] tracked = [.. PointerFiles.Named(folder, path.Value).Select(file => PointerFiles.Find(root, file)).OfType<TrackedFile>()];
        if (tracked.Length == 0 && !isPattern && !File.Exists(full))
            throw FaultException.Misconfigured($"found no file '{path.Value}' for '{key}', expected it at {shown}", path.Place);
        Fault[] missing = [.. tracked.Where(file => !File.Exists(file.FullPath) && !IsPlaced(root, file, progress)).Select(file =>
            new Fault($"found only the pointer of '{file.Name}' for '{key}', expected its {ByteSize.Of(file.Pointer.Size)} at {file.Shown}: mlci data pull {file.Shown}{(key == HoldoutInput.LabelsKey ? "; or gate --without-labels, which gives no verdict" : "")}", path.Place))];
        if (missing.Length > 0)
            throw FaultException.Misconfigured(missing);
        // Their number is known at once, where a digest takes all of the bytes.
        Fault[] resized = [.. tracked.Select(file => (file, size: new FileInfo(file.FullPath).Length))
            .Where(one => one.size != one.file.Pointer.Size).Select(one => new Fault(DataPull.SizeMessage(one.file, one.size), path.Place))];
        if (resized.Length > 0)
            throw FaultException.Misconfigured(resized);
        DataInput data = DataInput.Read(full, shown);
        Fault[] changed = [.. tracked.Select(file => (file, found: isPattern ? FileDigests.OfFile(file.FullPath) : data.Digest))
            .Where(one => one.found != one.file.Pointer.Digest).Select(one => new Fault(DataPull.ChangedMessage(one.file, one.found), path.Place))];
        return changed.Length > 0 ? throw FaultException.Misconfigured(changed) : data;
    }

    private static bool IsPlaced(string root, TrackedFile file, Action<string> progress)
    {
        string? from = LocalSnapshots.TryPlace(root, file);
        if (from is not null)
            progress($"{file.Shown} taken from {from}");
        return from is not null;
    }
}
