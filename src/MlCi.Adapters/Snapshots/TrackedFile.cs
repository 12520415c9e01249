using MlCi.Pipelines;

namespace MlCi.Adapters.Snapshots;

/// <summary>A data file that has a pointer, whether or not it is in its place.</summary>
/// <param name="FullPath">Where the file belongs.</param>
/// <param name="Shown">Its path below the repository's folder, with forward slashes.</param>
/// <param name="Pointer">What its pointer says.</param>
public sealed record TrackedFile(string FullPath, string Shown, DataPointer Pointer)
{
    /// <summary>The pointer's path.</summary>
    public string PointerPath => FullPath + DataPointer.Extension;

    /// <summary>The name that it has in its folder.</summary>
    public string Name => Path.GetFileName(FullPath);
}
