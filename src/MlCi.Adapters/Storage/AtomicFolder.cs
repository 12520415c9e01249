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
    /// <param name="keepIf">
    /// Whether one that stands there stays; null for never. Right where the place is named by a digest, as another process may be
    /// using what is there.
    /// </param>
    public void Commit(Func<string, bool>? keepIf = null)
    {
        const int Tries = 100;
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                Directory.Move(Unfinished, place);
                return;
            }
            catch (IOException) when (Directory.Exists(place) && attempt < Tries)
            {
                // It stood there before, or another process was first.
            }

            if (keepIf?.Invoke(place) == true)
                return;
            MoveAway();
        }
    }

    // Whoever is second at that finds nothing there any more, and tries its own move again.
    private void MoveAway()
    {
        string old = AtomicFile.Beside(place);
        try
        {
            Directory.Move(place, old);
        }
        catch (IOException) when (!Directory.Exists(place))
        {
            return;
        }

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
