namespace MlCi.Adapters.Registry;

/// <summary>A blob as it lies in a registry.</summary>
/// <param name="Digest">Its digest, by its name.</param>
/// <param name="Size">Its length in bytes.</param>
/// <param name="Written">When it was last written, or asked for by somebody who wants to use it.</param>
public sealed record StoredBlob(string Digest, long Size, DateTimeOffset Written);
