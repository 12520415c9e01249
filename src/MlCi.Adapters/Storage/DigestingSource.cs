using System.Security.Cryptography;
using MlCi.Data;

namespace MlCi.Adapters.Storage;

/// <summary>A source of rows whose bytes are digested while they are read.</summary>
internal sealed class DigestingSource
{
    private string? digest;

    /// <summary>Digests a source's bytes, as they lie in the file.</summary>
    public DigestingSource(RowSource source) => Source = source with { Open = () => new DigestingStream(source.Open(), found => digest = found) };

    /// <summary>The source to read from.</summary>
    public RowSource Source { get; }

    /// <summary>The digest of its bytes; empty until it was read and closed.</summary>
    public string Digest => digest ?? "";

    private sealed class DigestingStream(Stream inner, Action<string> closed) : Stream
    {
        private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        private bool isClosed;

        public override bool CanRead => true;

        public override bool CanSeek => inner.CanSeek;

        public override bool CanWrite => false;

        public override long Length => inner.Length;

        public override long Position { get => inner.Position; set => throw new NotSupportedException(); }

        public override int Read(Span<byte> buffer)
        {
            int read = inner.Read(buffer);
            hash.AppendData(buffer[..read]);
            return read;
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing && !isClosed)
            {
                isClosed = true;
                closed(Data.Digest.Prefix + Convert.ToHexStringLower(hash.GetHashAndReset()));
                hash.Dispose();
                inner.Dispose();
            }

            base.Dispose(disposing);
        }
    }
}
