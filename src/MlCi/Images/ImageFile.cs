namespace MlCi.Images;

/// <summary>A file of a container's image, as a layer has it.</summary>
/// <param name="Layer">The layer that brings it, 0 for the lowest.</param>
/// <param name="Path">Its path without a slash before it: <c>usr/bin/env</c>.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Mode">Its permissions, with the bits for setuid, setgid and sticky.</param>
/// <param name="Owner">The number of the user that owns it.</param>
/// <param name="Group">The number of the group that owns it.</param>
/// <param name="Size">The bytes of its content.</param>
/// <param name="Target">What a symbolic link points at, as it is written; null of all else.</param>
public sealed record ImageFile(int Layer, string Path, ImageFileKind Kind, int Mode, long Owner, long Group, long Size, string? Target = null)
{
    /// <summary>The last part of its path.</summary>
    public string Name => Path[(Path.LastIndexOf('/') + 1)..];
}

/// <summary>What a file of an image is.</summary>
public enum ImageFileKind
{
    /// <summary>A file with content; a hard link, too.</summary>
    Regular,

    /// <summary>A folder.</summary>
    Folder,

    /// <summary>A symbolic link.</summary>
    Link,

    /// <summary>A device node, of characters or of blocks.</summary>
    Device,

    /// <summary>A named pipe.</summary>
    Pipe,
}
