namespace MlCi.Adapters.Storage;

/// <summary>A folder that is filled beside its place and renamed once it is whole.</summary>
public sealed class AtomicFolder : IDisposable
{
    private readonly string place;

    /// <summary>Makes an empty folder beside the place.</summary>
    /// <param name="place">Where the folder shall stand when it is whole.</param>
    public AtomicFolder(string place)
    {
        this.place = Path.GetFullPath(place);
        Unfinished = AtomicFile.Beside(this.place);
        Directory.CreateDirectory(Unfinished);
    }

    /// <summary>The folder to write into.</summary>
    public string Unfinished { get; }

    /// <summary>Puts the folder in its place.</summary>
    /// <param name="keepExisting">
    /// Whether one that stands there stays: right where the place is named by a digest, as another process may be using it.
    /// </param>
    public void Commit(bool keepExisting = false)
    {
        if (keepExisting)
        {
            try
            {
                if (!Directory.Exists(place))
                    Directory.Move(Unfinished, place);
            }
            catch (IOException) when (Directory.Exists(place))
            {
                // Another process was first with the same.
            }

            return;
        }

        string? old = null;
        if (Directory.Exists(place))
        {
            old = AtomicFile.Beside(place);
            Directory.Move(place, old);
        }

        Directory.Move(Unfinished, place);
        if (old is not null)
            Directory.Delete(old, recursive: true);
    }

    /// <summary>Removes what was not committed.</summary>
    public void Dispose()
    {
        try
        {
            if (Directory.Exists(Unfinished))
                Directory.Delete(Unfinished, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A program that outlived its time may still write there. What is left has no name that anybody reads.
        }
    }
}
