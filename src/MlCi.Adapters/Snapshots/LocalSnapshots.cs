namespace MlCi.Adapters.Snapshots;

/// <summary>Data that this machine holds: what a run may put into its place without being asked, as no network is in it.</summary>
internal static class LocalSnapshots
{
    /// <summary>Puts data into their place, verified.</summary>
    /// <param name="root">The repository's folder.</param>
    /// <param name="file">The file.</param>
    /// <returns>Where they came from, in words; null where this machine does not hold them.</returns>
    /// <exception cref="Findings.FaultException">The registry is damaged (exit 3).</exception>
    public static string? TryPlace(string root, TrackedFile file)
    {
        if (new SnapshotStore(root).TryPlace(file))
            return "the local store";
        using Stream? pushed = new SnapshotRegistry(root).Open(file);
        return pushed is not null && SnapshotStore.TryPlace(file, beside => Write(pushed, beside)) ? "the registry" : null;
    }

    /// <summary>Writes a stream into a new file.</summary>
    public static void Write(Stream from, string path)
    {
        using FileStream to = new(path, FileMode.CreateNew, FileAccess.Write);
        from.CopyTo(to);
    }
}
