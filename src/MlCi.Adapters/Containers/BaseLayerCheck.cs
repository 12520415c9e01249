using System.IO.Compression;
using System.Security.Cryptography;
using MlCi.Data;
using MlCi.Findings;

namespace MlCi.Adapters.Containers;

/// <summary>Looks whether a base's layer is what its names say: the bytes that are stored, and the tar in them.</summary>
internal static class BaseLayerCheck
{
    /// <summary>Checks a layer, in one pass.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="origin">The base, for messages.</param>
    /// <param name="interrupted">Ends it.</param>
    /// <returns>The length of its tar.</returns>
    /// <exception cref="FaultException">It is missing or something else (exit 3).</exception>
    public static long Run(BaseLayer layer, string origin, CancellationToken interrupted)
    {
        if (!File.Exists(layer.File) || new FileInfo(layer.File).Length != layer.Blob.Size)
        {
            string found = File.Exists(layer.File) ? $"{new FileInfo(layer.File).Length} bytes" : "no such file";
            throw Damaged(layer, origin, found, $"the layer {layer.Blob.Digest} of {layer.Blob.Size} bytes");
        }

        using Stream file = layer.Open();
        using SHA256 stored = SHA256.Create();
        using CryptoStream hashed = new(file, stored, CryptoStreamMode.Read);
        string diffId;
        long length;
        try
        {
            using Stream tar = layer.Blob.MediaType == ImageMediaTypes.PackedLayer ? new GZipStream(hashed, CompressionMode.Decompress, leaveOpen: true) : hashed;
            (diffId, length) = Measure(tar, interrupted);
            // The digest is that of everything, also of what a packer may have left behind.
            if (tar != hashed)
                hashed.CopyTo(Stream.Null);
        }
        catch (InvalidDataException e)
        {
            throw Damaged(layer, origin, $"a layer that cannot be unpacked ({e.Message.TrimEnd('.')})", layer.Blob.Digest);
        }

        string digest = Digest.Prefix + Convert.ToHexStringLower(stored.Hash!);
        if (digest != layer.Blob.Digest)
            throw Damaged(layer, origin, $"content of digest {digest}", layer.Blob.Digest);
        return diffId == layer.DiffId ? length : throw Damaged(layer, origin, $"a tar of digest {diffId}", $"{layer.DiffId}, as its config says");
    }

    private static (string DiffId, long Length) Measure(Stream tar, CancellationToken interrupted)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        byte[] buffer = new byte[1 << 17];
        long length = 0;
        for (int read = tar.Read(buffer); read > 0; read = tar.Read(buffer))
        {
            interrupted.ThrowIfCancellationRequested();
            hash.AppendData(buffer, 0, read);
            length += read;
        }

        return (Digest.Prefix + Convert.ToHexStringLower(hash.GetHashAndReset()), length);
    }

    private static FaultException Damaged(BaseLayer layer, string origin, string found, string expected) =>
        FaultException.OutOfReach($"{layer.File}: found {found}, expected {expected}; the base {origin} is damaged");
}
