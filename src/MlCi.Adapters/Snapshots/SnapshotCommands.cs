using MlCi.Adapters.Stages;
using MlCi.Adapters.Storage;
using MlCi.Adapters.Terminal;
using MlCi.Findings;
using MlCi.Pipelines;
using Spectre.Console;

namespace MlCi.Adapters.Snapshots;

/// <summary>What <c>mlci data</c> does: large data stay out of git, which holds pointers to them.</summary>
/// <param name="root">The repository's folder.</param>
/// <param name="console">Where it prints.</param>
/// <param name="clock">Times pauses.</param>
/// <param name="interrupted">Ends what takes long; what was downloaded stays, to be continued.</param>
public sealed class SnapshotCommands(string root, IAnsiConsole console, TimeProvider clock, CancellationToken interrupted)
{
    private readonly SnapshotLines lines = new(console, clock);

    /// <summary>Gives data files pointers.</summary>
    /// <param name="names">Their paths, as typed.</param>
    /// <param name="url">Where others can have the one file, or null.</param>
    /// <exception cref="FaultException">A name is no file that can be added (exit 2), or its source is out of reach (exit 3).</exception>
    public void Add(IReadOnlyList<string> names, string? url) => new DataAddition(root, lines, Pulling.Fetch).Add(names, url);

    /// <summary>Takes the label out of a pipeline's holdout, into a file of its own that has a pointer.</summary>
    /// <param name="pipelines">The one pipeline, whose pipeline.yml says where its labels go.</param>
    /// <exception cref="FaultException">There is not one, or its holdout cannot be split (exit 2).</exception>
    public void SplitLabels(IReadOnlyList<string> pipelines)
    {
        if (pipelines is not [var pipeline])
            throw FaultException.Misconfigured($"found {Numerals.Count(pipelines.Count, "pipelines")}, expected one whose holdout is split: --pipeline NAME");
        Workspace.Chosen(new RunOptions { Root = root, Pipelines = pipelines });
        (string holdout, string labels, DataPointer? before) = new LabelSplit(root).Split(pipeline, file => Add([file], url: null));
        lines.Done($"split {holdout}: its labels stand in {labels} alone");
        lines.Note($"! what git's past holds of them stays visible there: a holdout that was committed with its labels is best replaced by new rows, in a file of another name");
        if (before is not null)
            lines.Note($"! the registry keeps {holdout} as it was, with its labels, for whoever knows {before.Digest}: delete that snapshot there, or take new rows; and give the holdout its pointer anew: mlci data add {holdout}");
    }

    /// <summary>Keeps data in the registry.</summary>
    /// <param name="names">Data files, pointers or folders; all where there are none.</param>
    /// <param name="pipelines">Only the data of these pipelines; none for all.</param>
    /// <exception cref="FaultException">A name is none, or data are others than their pointer says (exit 2); the registry is out of reach (exit 3).</exception>
    public void Push(IReadOnlyList<string> names, IReadOnlyList<string> pipelines)
    {
        if (Chosen(names, pipelines) is not { Count: > 0 } files)
            return;
        LocalFolder.Make(root);
        var registry = SnapshotRegistry.Used(root, interrupted);
        List<FaultException> failures = [];
        int pushed = 0;
        foreach (TrackedFile file in files)
        {
            interrupted.ThrowIfCancellationRequested();
            try
            {
                string? found = SeenFile.DigestOf(file.FullPath);
                if (registry.Push(file, () => BytesOf(file, found), interrupted))
                {
                    pushed++;
                    lines.Done($"pushed {file.Shown}, {ByteSize.Of(file.Pointer.Size)}, {file.Pointer.Digest}");
                }

                if (found is not null && found != file.Pointer.Digest)
                    lines.Note($"! {file.Shown} was changed since: mlci data add {file.Shown}");
            }
            catch (FaultException e)
            {
                failures.Add(e);
            }
        }

        if (failures.Count > 0)
            throw new FaultException(ExitCodes.Combine(failures.Select(e => e.ExitCode)), [.. failures.SelectMany(e => e.Faults)]);
        string to = string.Join(" and ", files.Select(registry.Shown).Distinct(StringComparer.Ordinal));
        lines.Summary($"{Numerals.Count(pushed, "files")} pushed to {to}{(files.Count > pushed ? $", {Numerals.Count(files.Count - pushed)} there already" : "")}");
    }

    /// <summary>Puts data into their places.</summary>
    /// <inheritdoc cref="Push"/>
    /// <param name="names">Data files, pointers or folders; all where there are none.</param>
    /// <param name="pipelines">Only the data of these pipelines; none for all.</param>
    /// <param name="overwrites">Whether files that were changed are replaced.</param>
    /// <param name="withoutLabels">Whether labels that lie apart are left out.</param>
    public void Pull(IReadOnlyList<string> names, IReadOnlyList<string> pipelines, bool overwrites, bool withoutLabels)
    {
        (IReadOnlyList<TrackedFile> files, IReadOnlyList<Fault> faults) = PointerFiles.Chosen(root, names, pipelines);
        int all = files.Count;
        files = withoutLabels ? WithoutLabels(files) : files;
        if (files.Count + faults.Count > 0)
            Pulling.Pull(files, faults, overwrites);
        else
            lines.Summary(all > 0 ? "no pointer but of labels, which are left out" : NoPointer);
    }

    /// <summary>Says of each pointer whether its data are in place, and where else they are.</summary>
    /// <param name="names">Data files, pointers or folders; all where there are none.</param>
    /// <param name="pipelines">Only the data of these pipelines; none for all.</param>
    /// <param name="asJson">As JSON.</param>
    /// <param name="pushed">Whether data that others cannot have count as not in place.</param>
    /// <param name="withoutLabels">Whether labels that lie apart are left out.</param>
    /// <returns>0 where all is in place, else 1.</returns>
    /// <exception cref="FaultException">A name is none, or a pointer cannot be used (exit 2); the registry is damaged (exit 3).</exception>
    public int Status(IReadOnlyList<string> names, IReadOnlyList<string> pipelines, bool asJson, bool pushed, bool withoutLabels)
    {
        IReadOnlyList<TrackedFile> usable = Usable(names, pipelines);
        SeenFile[] files = [.. (withoutLabels ? WithoutLabels(usable) : usable).Select(file => SeenFile.Of(root, file, interrupted))];
        if (asJson)
            SnapshotTable.WriteJson(console, files);
        else if (files.Length == 0)
            lines.Summary(NoPointer);
        else
            SnapshotTable.Write(console, files);
        return Array.TrueForAll(files, file => file.State == FileState.InPlace && (!pushed || file.IsHeldElsewhere)) ? ExitCodes.Passed : ExitCodes.Negative;
    }

    /// <summary>Removes copies of data that no pointer of the repository names from this machine's store.</summary>
    /// <param name="isDry">Whether only to say what would go.</param>
    /// <exception cref="FaultException">A pointer cannot be used, so that it is not known what it names (exit 2); a download is at work (exit 3).</exception>
    public void Prune(bool isDry) => new StorePruning(root, lines).Prune(Usable([], []), isDry);

    private TrackedFile[] WithoutLabels(IReadOnlyList<TrackedFile> files)
    {
        var labels = new LabelFiles(root);
        return [.. files.Where(file => !labels.Holds(file))];
    }

    private string NoPointer => $"no pointer (*.mlci) below {root}: mlci data add FILE makes one";

    private DataPull Pulling => new(root, lines, clock, interrupted);

    private IReadOnlyList<TrackedFile> Chosen(IReadOnlyList<string> names, IReadOnlyList<string> pipelines)
    {
        IReadOnlyList<TrackedFile> files = Usable(names, pipelines);
        if (files.Count == 0)
            lines.Summary(NoPointer);
        return files;
    }

    private IReadOnlyList<TrackedFile> Usable(IReadOnlyList<string> names, IReadOnlyList<string> pipelines)
    {
        (IReadOnlyList<TrackedFile> files, IReadOnlyList<Fault> faults) = PointerFiles.Chosen(root, names, pipelines);
        return faults.Count == 0 ? files : throw FaultException.Misconfigured(faults);
    }

    // The file in its place, where it is what the pointer says; else the store, which may be damaged.
    private string BytesOf(TrackedFile file, string? found)
    {
        if (found == file.Pointer.Digest)
            return file.FullPath;
        var store = new SnapshotStore(root);
        if (store.HasVerified(file.Pointer))
            return store.PathOf(file.Pointer.Digest);
        throw FaultException.Misconfigured(found is not null ? DataPull.ChangedMessage(file, found)
            : $"found {file.Shown} neither in its place nor in the local store, expected it in one of them: mlci data pull {file.Shown}");
    }
}
