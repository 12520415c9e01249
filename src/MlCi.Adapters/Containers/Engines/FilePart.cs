namespace MlCi.Adapters.Containers.Engines;

/// <summary>A part of a file, read from its beginning to its end; the file stays open.</summary>
internal sealed class FilePart(FileStream file, long offset, long length) : Stream
{
    private long position;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => length;

    public override long Position
    {
        get => position;
        set => throw new NotSupportedException();
    }

    /// <summary>Goes back to the part's beginning.</summary>
    public void Rewind() => position = 0;

    public override int Read(Span<byte> buffer)
    {
        int most = (int)Math.Min(buffer.Length, length - position);
        int read = most == 0 ? 0 : RandomAccess.Read(file.SafeFileHandle, buffer[..most], offset + position);
        position += read;
        return read;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
        // There is nothing to write.
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
