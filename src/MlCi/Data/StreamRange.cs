namespace MlCi.Data;

/// <summary>Part of a file, as a stream of its own; the file stays open when it is closed.</summary>
internal sealed class StreamRange : Stream
{
    private readonly Stream file;
    private readonly long end;

    /// <summary>Moves the file to the part's begin.</summary>
    public StreamRange(Stream file, long from, long to)
    {
        (this.file, end, Length) = (file, to, to - from);
        file.Position = from;
    }

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => true;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length { get; }

    /// <inheritdoc/>
    public override long Position
    {
        get => Length - (end - file.Position);
        set => file.Position = end - Length + value;
    }

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer) => file.Read(buffer[..(int)Math.Min(buffer.Length, end - file.Position)]);

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Flush()
    {
    }
}
