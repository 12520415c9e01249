namespace Nuke.Common.IO;

/// <summary>A full path; <c>RootDirectory / "src"</c> is a path below it.</summary>
public sealed class AbsolutePath
{
    private readonly string path;

    private AbsolutePath(string path) => this.path = Path.GetFullPath(path);

    /// <summary>Takes a text as a path.</summary>
    public static implicit operator AbsolutePath(string path) => new(path);

    /// <summary>Gives a path as text.</summary>
    public static implicit operator string(AbsolutePath path) => path.path;

    /// <summary>A path below another.</summary>
    public static AbsolutePath operator /(AbsolutePath left, string right) => new(Path.Combine(left.path, right));

    /// <inheritdoc/>
    public override string ToString() => path;
}
