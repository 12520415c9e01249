using MlCi.Findings;

namespace MlCi.Adapters.Snapshots;

/// <summary>The data that the pointers of a working tree stand for.</summary>
public static class DataPointers
{
    /// <summary>Every pointer below a folder.</summary>
    /// <param name="root">The repository's folder.</param>
    /// <returns>The files that they stand for, and a fault for each that cannot be used.</returns>
    public static (IReadOnlyList<TrackedFile> Files, IReadOnlyList<Fault> Faults) All(string root) => PointerFiles.Chosen(root, [], []);
}
