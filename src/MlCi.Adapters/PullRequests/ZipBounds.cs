using System.Buffers.Binary;
using MlCi.Adapters.Terminal;

namespace MlCi.Adapters.PullRequests;

/// <summary>
/// Looks at the end of a zip file before anybody reads its list of entries, which could be of millions: where it begins, how long it is.
/// The form is PKWARE's APPNOTE 4.3.16; no comment, no second disk and no zip64, which files of the accepted size do not need.
/// </summary>
internal static class ZipBounds
{
    private const int EndLength = 22;
    private const uint Signature = 0x06054B50;

    /// <summary>What is wrong, or null.</summary>
    /// <param name="zip">The file.</param>
    /// <param name="limits">The limits.</param>
    public static string? Fault(Stream zip, ArtifactLimits limits)
    {
        const string Expected = "a zip file without comment, second disk and zip64";
        if (zip.Length > limits.Packed)
            return $"found {ByteSize.Of(zip.Length)}, expected at most {ByteSize.Of(limits.Packed)}";
        if (zip.Length < EndLength)
            return $"found {zip.Length} bytes, expected a zip file";
        Span<byte> end = stackalloc byte[EndLength];
        zip.Position = zip.Length - EndLength;
        zip.ReadExactly(end);
        zip.Position = 0;
        if (BinaryPrimitives.ReadUInt32LittleEndian(end) != Signature || BinaryPrimitives.ReadUInt32LittleEndian(end[4..]) != 0)
            return $"found no end of a list of entries in the last {EndLength} bytes, expected {Expected}";
        ushort entries = BinaryPrimitives.ReadUInt16LittleEndian(end[10..]);
        uint length = BinaryPrimitives.ReadUInt32LittleEndian(end[12..]), start = BinaryPrimitives.ReadUInt32LittleEndian(end[16..]);
        if ((long)start + length != zip.Length - EndLength)
            return $"found a list of {length} bytes at {start} that does not end where it should, expected {Expected}";
        if (length > limits.Directory)
            return $"found a list of entries of {ByteSize.Of(length)}, expected at most {ByteSize.Of(limits.Directory)}";
        return entries > limits.Entries ? $"found {entries} entries, expected at most {limits.Entries}" : null;
    }
}
