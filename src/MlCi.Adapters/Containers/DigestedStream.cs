using System.Security.Cryptography;
using MlCi.Data;

namespace MlCi.Adapters.Containers;

/// <summary>
/// Passes on what is written to it, in blocks of one size, and takes its digest and length: what a packer writes must not depend on how
/// large the pieces were that it was given.
/// </summary>
/// <param name="inner">Where it goes to; it stays open.</param>
internal sealed class DigestedStream(Stream inner) : Stream
{
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly byte[] block = new byte[1 << 16];
    private int filled;

    /// <summary>How much was written.</summary>
    public long Written { get; private set; }

    /// <inheritdoc/>
    public override bool CanRead => false;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => true;

    /// <inheritdoc/>
    public override long Length => Written;

    /// <inheritdoc/>
    public override long Position { get => Written; set => throw new NotSupportedException(); }

    /// <summary>Passes on what is left, and gives the digest of all.</summary>
    public string Finish()
    {
        Pass();
        return Digest.Prefix + Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        while (buffer.Length > 0)
        {
            int taken = Math.Min(buffer.Length, block.Length - filled);
            buffer[..taken].CopyTo(block.AsSpan(filled));
            filled += taken;
            Written += taken;
            buffer = buffer[taken..];
            if (filled == block.Length)
                Pass();
        }
    }

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    /// <summary>Nothing: a block that is not full yet waits for more.</summary>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            hash.Dispose();
        base.Dispose(disposing);
    }

    private void Pass()
    {
        hash.AppendData(block, 0, filled);
        inner.Write(block, 0, filled);
        filled = 0;
    }
}
