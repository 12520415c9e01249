namespace MlCi.Modeling.Serving;

/// <summary>A file that is appended to until it is full; then it is renamed to <c>.1</c>, that one to <c>.2</c>, and the oldest goes.</summary>
internal sealed class RotatedFile(string path, long maxBytes, int kept) : IDisposable
{
    private FileStream? stream;

    /// <summary>Appends a line; it never spans two files.</summary>
    public void Write(ReadOnlySpan<byte> line)
    {
        stream ??= Open();
        if (stream.Length > 0 && stream.Length + line.Length > maxBytes)
            Rotate();
        (stream ??= Open()).Write(line);
    }

    /// <summary>Hands what was written to the system.</summary>
    public void Flush() => stream?.Flush();

    /// <inheritdoc/>
    public void Dispose() => stream?.Dispose();

    private FileStream Open()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        return new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
    }

    private void Rotate()
    {
        stream!.Dispose();
        stream = null;
        for (int i = kept; i > 0; i--)
        {
            string from = i == 1 ? path : $"{path}.{i - 1}";
            if (File.Exists(from))
                File.Move(from, $"{path}.{i}", overwrite: true);
        }

        if (kept == 0)
            File.Delete(path);
    }
}
