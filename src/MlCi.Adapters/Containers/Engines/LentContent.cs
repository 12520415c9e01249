using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Http.Headers;

namespace MlCi.Adapters.Containers.Engines;

/// <summary>A stream as a body, in chunks, as its length need not be known; the stream stays open.</summary>
[SuppressMessage("Usage", "CA2213", Justification = "The stream is its lender's.")]
internal sealed class LentContent : HttpContent
{
    private const int BufferSize = 1 << 17;
    private readonly Stream from;

    public LentContent(Stream from)
    {
        this.from = from;
        Headers.ContentType = new MediaTypeHeaderValue("application/x-tar");
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => from.CopyToAsync(stream, BufferSize);

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken) =>
        from.CopyToAsync(stream, BufferSize, cancellationToken);

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }
}
