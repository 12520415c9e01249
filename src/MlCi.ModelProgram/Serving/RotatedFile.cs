using System.Buffers;

namespace MlCi.Modeling.Serving;

/// <summary>
/// A file of lines that is appended to until it is full; then it is renamed to <c>.1</c>, that one to <c>.2</c>, and the oldest goes. Lines
/// wait in memory until <see cref="Flush"/>; what cannot be written is lost, and counted.
/// </summary>
internal sealed class RotatedFile(string path, long maxBytes, int kept) : IDisposable
{
    private const int MostWaiting = 1 << 16;

    private readonly ArrayBufferWriter<byte> waiting = new(MostWaiting);
    private FileStream? stream;
    private long length;
    private int lines;
    private int lost;

    /// <summary>How many lines were lost since this was asked before.</summary>
    public int TakeLost()
    {
        int taken = lost;
        lost = 0;
        return taken;
    }

    /// <summary>Appends a line; it never spans two files.</summary>
    /// <exception cref="IOException">The file cannot be opened or written: this line, and those that waited, are lost.</exception>
    public void Write(ReadOnlySpan<byte> line)
    {
        lines++;
        try
        {
            Open();
            long before = length + waiting.WrittenCount;
            if (before > 0 && before + line.Length > maxBytes && stream!.CanSeek)
            {
                Append();
                lines = 1;
                Rotate();
            }

            waiting.Write(line);
            if (waiting.WrittenCount >= MostWaiting)
                Append();
        }
        catch
        {
            Lose();
            throw;
        }
    }

    /// <summary>Hands what waits to the system.</summary>
    /// <exception cref="IOException">It cannot be written: it is lost.</exception>
    public void Flush()
    {
        try
        {
            Append();
        }
        catch
        {
            Lose();
            throw;
        }
    }

    /// <summary>Closes the file; what waits is lost.</summary>
    public void Dispose() => stream?.Dispose();

    private void Lose()
    {
        lost += lines;
        lines = 0;
        waiting.ResetWrittenCount();
        stream?.Dispose();
        stream = null;
    }

    private void Append()
    {
        if (waiting.WrittenCount == 0)
            return;
        Open();
        try
        {
            stream!.Write(waiting.WrittenSpan);
        }
        catch when (stream!.CanSeek)
        {
            // Of a disk that is full, half a line may have been written: the next one must not follow it.
            if (stream.Length > length)
                stream.SetLength(length);
            throw;
        }

        length += waiting.WrittenCount;
        waiting.ResetWrittenCount();
        lines = 0;
    }

    private void Open()
    {
        if (stream is not null)
            return;
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        stream = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        length = stream.CanSeek ? stream.Length : 0;
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
        Open();
    }
}
