using MlCi.Findings;

namespace MlCi.Adapters.Containers;

/// <summary>The content of one file in a layer: so many bytes of the layer's tar, from where it stands.</summary>
/// <param name="layer">The tar.</param>
/// <param name="size">The bytes.</param>
internal sealed class LayerContent(LayerStream layer, long size) : Stream
{
    private long left = size;

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length { get; } = size;

    /// <inheritdoc/>
    public override long Position { get => Length - left; set => throw new NotSupportedException(); }

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        if (left == 0 || buffer.IsEmpty)
            return 0;
        int read = layer.Read(buffer[..(int)Math.Min(buffer.Length, left)]);
        left -= read;
        return read > 0 ? read : throw layer.Refused($"an end {Numerals.Count(left, "bytes")} before that of a file", "a whole tar");
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
