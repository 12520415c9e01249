using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace MlCi.Data;

/// <summary>SHA-256 digests, written <c>sha256:</c> and 64 lower-case hexadecimal digits as OCI has it.</summary>
public static class Digest
{
    /// <summary>What every digest starts with.</summary>
    public const string Prefix = "sha256:";

    private static readonly SearchValues<char> Hexadecimal = SearchValues.Create("0123456789abcdef");

    /// <summary>The digest of bytes.</summary>
    public static string OfBytes(ReadOnlySpan<byte> bytes)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes, hash);
        return Prefix + Convert.ToHexStringLower(hash);
    }

    /// <summary>The digest of a text in UTF-8.</summary>
    public static string OfText(string text) => OfBytes(Encoding.UTF8.GetBytes(text));

    /// <summary>The digest of a stream, read to its end without holding it in memory.</summary>
    public static string OfStream(Stream stream) => Prefix + Convert.ToHexStringLower(SHA256.HashData(stream));

    /// <summary>
    /// The digest of a folder: of the lines <c>path NUL sha256 LF</c>, sorted by path in ordinal order, with forward slashes.
    /// </summary>
    /// <param name="files">Each file's path inside the folder and its digest.</param>
    public static string OfFiles(IEnumerable<(string Path, string Digest)> files)
    {
        var lines = new StringBuilder();
        foreach ((string path, string digest) in files.OrderBy(file => file.Path, StringComparer.Ordinal))
            lines.Append(path).Append('\0').Append(digest.AsSpan(Prefix.Length)).Append('\n');
        return OfText(lines.ToString());
    }

    /// <summary>Whether a text has the form of a digest.</summary>
    public static bool IsWellFormed(string? text) =>
        text is { Length: 71 } && text.StartsWith(Prefix, StringComparison.Ordinal)
        && !text.AsSpan(Prefix.Length).ContainsAnyExcept(Hexadecimal);
}
