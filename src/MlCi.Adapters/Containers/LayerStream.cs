using System.IO.Compression;
using System.Security.Cryptography;
using MlCi.Adapters.Registry;
using MlCi.Data;
using MlCi.Findings;

namespace MlCi.Adapters.Containers;

/// <summary>The tar of one layer, unpacked as it is read: counted against a limit, and digested, so that what was read is what an engine unpacks.</summary>
internal sealed class LayerStream : Stream
{
    private readonly Stream inner;
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly string shown;
    private readonly long most;

    /// <summary>Opens a layer.</summary>
    /// <param name="image">The image.</param>
    /// <param name="layer">Which of its layers.</param>
    /// <param name="most">The most bytes that may come of it.</param>
    /// <exception cref="FaultException">It is packed in a form that is not read (exit 2), or is not there (exit 3).</exception>
    public LayerStream(ContainerImage image, int layer, long most)
    {
        Descriptor blob = image.Layers[layer];
        shown = $"image layer {layer + 1} of {image.Layers.Count} ({InertText.Of(blob.Digest)})";
        this.most = most;
        FileStream file;
        try
        {
            file = new FileStream(image.FileOf(blob), FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.SequentialScan);
        }
        catch (IOException missing)
        {
            throw FaultException.OutOfReach($"{shown}: found no content ({missing.Message.TrimEnd('.')}), expected it in {image.Layout}");
        }

        Span<byte> start = stackalloc byte[4];
        int read = file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        file.Position = 0;
        if (blob.MediaType.EndsWith("zstd", StringComparison.Ordinal) || (read == 4 && start.SequenceEqual((ReadOnlySpan<byte>)[0x28, 0xB5, 0x2F, 0xFD])))
        {
            file.Dispose();
            throw FaultException.Misconfigured($"{shown}: found a layer packed with zstd, expected gzip or a plain tar: build the image with compression=gzip");
        }

        inner = read >= 2 && start[0] == 0x1F && start[1] == 0x8B ? new GZipStream(file, CompressionMode.Decompress) : file;
    }

    /// <summary>How many bytes were read.</summary>
    public long Count { get; private set; }

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position { get => Count; set => throw new NotSupportedException(); }

    /// <summary>A fault of this layer.</summary>
    public FaultException Refused(string found, string expected) => FaultException.Negative($"{shown}: found {found}, expected {expected}");

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        int read;
        try
        {
            read = inner.Read(buffer);
        }
        catch (InvalidDataException broken)
        {
            throw FaultException.OutOfReach($"{shown}: found content that cannot be unpacked ({broken.Message.TrimEnd('.')}), expected gzip as it was written");
        }

        Count += read;
        if (Count > most)
            throw Refused($"more than {Numerals.Count(most, "bytes")} unpacked", "no more in all layers together");
        hash.AppendData(buffer[..read]);
        return read;
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <summary>Sees that what was read to its end is what the image's config names.</summary>
    /// <exception cref="FaultException">It is not (exit 3).</exception>
    public void CheckDigest(string diffId)
    {
        string digest = Digest.Prefix + Convert.ToHexStringLower(hash.GetHashAndReset());
        if (digest != diffId)
            throw FaultException.OutOfReach($"{shown}: found {digest} unpacked, expected {InertText.Of(diffId)} as the image's config has it");
    }

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

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
            hash.Dispose();
        }

        base.Dispose(disposing);
    }
}
