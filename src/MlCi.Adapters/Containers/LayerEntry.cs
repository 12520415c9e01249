namespace MlCi.Adapters.Containers;

/// <summary>A file, folder or link of a layer. It has no date: all that is in an image was made in 1970.</summary>
/// <param name="Name">Its path with forward slashes, without one before it.</param>
/// <param name="Mode">Who may do what.</param>
internal sealed record LayerEntry(string Name, UnixFileMode Mode)
{
    /// <summary>For everyone to read, for nobody to run.</summary>
    public const UnixFileMode Readable = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    /// <summary>For everyone to read and run, or to look into.</summary>
    public const UnixFileMode Runnable = Readable | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <summary>Opens a file's content; null of what is no file.</summary>
    public Func<Stream>? Open { get; init; }

    /// <summary>What a link leads to, or null.</summary>
    public string? Target { get; init; }

    /// <summary>The number of its user and group.</summary>
    public int Owner { get; init; }

    /// <summary>What entries are sorted by: a folder stands before all that is in it.</summary>
    public string Key => IsFolder ? Name + "/" : Name;

    /// <summary>Whether it is a folder.</summary>
    public bool IsFolder => Open is null && Target is null;

    /// <summary>A folder that everyone may look into.</summary>
    public static LayerEntry Folder(string name) => new(name, Runnable);

    /// <summary>A file that everyone may read.</summary>
    public static LayerEntry File(string name, byte[] content) => new(name, Readable) { Open = () => new MemoryStream(content, writable: false) };

    /// <summary>A link.</summary>
    public static LayerEntry Link(string name, string target) =>
        new(name, Runnable | UnixFileMode.GroupWrite | UnixFileMode.OtherWrite) { Target = target };
}
