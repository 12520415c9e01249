namespace MlCi.Adapters.Containers;

/// <summary>How much of an image is read before it counts as hostile.</summary>
/// <param name="Bytes">The most bytes of all layers, unpacked.</param>
/// <param name="Files">The most entries of all layers.</param>
/// <param name="NameLength">The most characters of a path or of a link's target.</param>
/// <param name="TextBytes">The most bytes of a file that is read as a whole: a list of packages, a program's config.</param>
public sealed record LayerLimits(long Bytes = 32L << 30, int Files = 2_000_000, int NameLength = 4096, int TextBytes = 32 << 20);
