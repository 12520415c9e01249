namespace MlCi.Adapters.Storage;

/// <summary>A folder among the machine's temporary files that goes when nobody needs it any more.</summary>
/// <param name="prefix">What its name begins with.</param>
public sealed class ScratchFolder(string prefix) : IDisposable
{
    /// <summary>Its full path.</summary>
    public string Path { get; } = Directory.CreateTempSubdirectory(prefix).FullName;

    /// <inheritdoc/>
    public void Dispose()
    {
        if (Directory.Exists(Path))
            Directory.Delete(Path, recursive: true);
    }
}
