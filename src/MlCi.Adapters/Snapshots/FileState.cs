using MlCi.Adapters.Storage;

namespace MlCi.Adapters.Snapshots;

/// <summary>How a data file stands to its pointer.</summary>
public enum FileState
{
    /// <summary>It is there, with the pointer's digest.</summary>
    InPlace,

    /// <summary>It is not there.</summary>
    Missing,

    /// <summary>It is there with another digest.</summary>
    Changed,
}

/// <summary>A data file with what was found of it.</summary>
/// <param name="File">The file.</param>
/// <param name="State">How it stands to its pointer.</param>
/// <param name="Found">The digest of what lies in its place, or null where nothing does.</param>
/// <param name="IsStored">Whether this machine's store has it.</param>
/// <param name="IsPushed">Whether the registry has it.</param>
public sealed record SeenFile(TrackedFile File, FileState State, string? Found, bool IsStored, bool IsPushed)
{
    /// <summary>Whether others can have it: it was pushed, or has a source.</summary>
    public bool IsHeldElsewhere => IsPushed || File.Pointer.Source is not null;

    /// <summary>Looks at a file; its bytes are read.</summary>
    /// <exception cref="Findings.FaultException">The registry is damaged or out of reach (exit 3).</exception>
    internal static SeenFile Of(string root, TrackedFile file, CancellationToken interrupted)
    {
        string? found = DigestOf(file.FullPath);
        FileState state = found is null ? FileState.Missing : found == file.Pointer.Digest && new FileInfo(file.FullPath).Length == file.Pointer.Size ? FileState.InPlace : FileState.Changed;
        return new SeenFile(file, state, found, new SnapshotStore(root).Has(file.Pointer.Digest, file.Pointer.Size), SnapshotRegistry.Used(root, interrupted).Has(file));
    }

    /// <summary>The digest of what lies in the place of data, or null where nothing does.</summary>
    internal static string? DigestOf(string path) => System.IO.File.Exists(path) ? FileDigests.OfFile(path) : null;
}
