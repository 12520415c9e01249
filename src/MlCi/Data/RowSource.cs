namespace MlCi.Data;

/// <summary>A file of rows.</summary>
/// <param name="File">Its path, as the user would type it.</param>
/// <param name="Form">How it is to be read.</param>
/// <param name="Open">Opens it at its start.</param>
public sealed record RowSource(string File, DataForm Form, Func<Stream> Open)
{
    /// <summary>Bytes that are in memory.</summary>
    /// <param name="file">The path that they were read from.</param>
    /// <param name="bytes">The file's bytes; packed or not as its name says.</param>
    public static RowSource OfBytes(string file, byte[] bytes) => new(file, DataForm.OfName(file), () => new MemoryStream(bytes, writable: false));
}
