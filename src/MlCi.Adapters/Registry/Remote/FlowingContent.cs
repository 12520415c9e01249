using System.Net;
using System.Net.Http.Headers;

namespace MlCi.Adapters.Registry.Remote;

/// <summary>A part of a stream as a body; it tells when bytes flow. The stream stays open, for the part may be sent again.</summary>
internal sealed class FlowingContent : HttpContent
{
    private const int BufferSize = 1 << 17;
    private readonly Stream from;
    private readonly long offset;
    private readonly long length;
    private readonly Action flowed;

    public FlowingContent(Stream from, long offset, long length, string mediaType, Action flowed)
    {
        (this.from, this.offset, this.length, this.flowed) = (from, offset, length, flowed);
        Headers.ContentType = new MediaTypeHeaderValue(mediaType);
        Headers.ContentLength = length;
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        from.Position = offset;
        byte[] buffer = new byte[(int)Math.Min(BufferSize, Math.Max(1, length))];
        for (long left = length; left > 0;)
        {
            int read = await from.ReadAsync(buffer.AsMemory(0, (int)Math.Min(buffer.Length, left)), cancellationToken);
            if (read == 0)
                throw new EndOfStreamException("the content became shorter while it was sent");
            await stream.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            flowed();
            left -= read;
        }
    }

    protected override bool TryComputeLength(out long length)
    {
        length = this.length;
        return true;
    }
}
