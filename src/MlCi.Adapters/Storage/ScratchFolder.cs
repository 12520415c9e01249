namespace MlCi.Adapters.Storage;

/// <summary>A folder among the machine's temporary files, for its owner's eyes only, that goes when nobody needs it any more.</summary>
/// <param name="prefix">What its name begins with.</param>
public sealed class ScratchFolder(string prefix) : IDisposable
{
    /// <summary>Its full path.</summary>
    public string Path { get; } = Directory.CreateTempSubdirectory(prefix).FullName;

    /// <summary>Removes it.</summary>
    public void Dispose()
    {
        try
        {
            if (Directory.Exists(Path))
                Directory.Delete(Path, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Somebody still writes there. That must not hide how the work itself ended.
        }
    }
}
