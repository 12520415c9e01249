using MlCi.Adapters.Snapshots;
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
        TrackedFile? tracked = PointerFiles.Find(root, full);
        if (!File.Exists(full))
        {
            if (tracked is null)
                throw FaultException.Misconfigured($"found no file '{path.Value}' for '{key}', expected it at {shown}", path.Place);
            if (LocalSnapshots.TryPlace(root, tracked) is not { } from)
                throw FaultException.Misconfigured($"found only the pointer of '{path.Value}' for '{key}', expected its {ByteSize.Of(tracked.Pointer.Size)} at {shown}: mlci data pull {tracked.Shown}", path.Place);
            progress($"{tracked.Shown} taken from {from}");
        }

        DataInput data = DataInput.Read(full, shown);
        return tracked is null || data.Digest == tracked.Pointer.Digest ? data
            : throw FaultException.Misconfigured(DataPull.ChangedMessage(tracked, data.Digest), path.Place);
    }
}
