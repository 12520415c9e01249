using System.Text;
using MlCi.Findings;

namespace MlCi.Data;

/// <summary>Reads CSV that is in memory; <see cref="TableReader"/> says how, and reads files.</summary>
public static class CsvReader
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    internal static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <summary>Reads a table out of a file's bytes.</summary>
    /// <param name="bytes">The whole file.</param>
    /// <param name="file">The file's path, for messages.</param>
    /// <exception cref="FaultException">Not UTF-8, no header, a doubled column name, ragged rows, a misplaced quote (exit 2).</exception>
    public static Table Read(byte[] bytes, string file) =>
        TableReader.Read(new RowSource(file, DataForm.Csv, () => new MemoryStream(bytes, writable: false)));

    /// <summary>Reads a table out of bytes.</summary>
    /// <param name="bytes">The whole file.</param>
    /// <param name="file">The file's path, for messages.</param>
    /// <exception cref="FaultException">As for <see cref="Read(byte[], string)"/>.</exception>
    public static Table Read(ReadOnlySpan<byte> bytes, string file) => Read(bytes.ToArray(), file);

    /// <summary>The text of a file's bytes, or of some of them.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="file">The file's path, for messages.</param>
    /// <param name="offset">How many bytes of the file stand before them.</param>
    /// <param name="firstLine">The line on which they start.</param>
    internal static string Decode(ReadOnlySpan<byte> bytes, string file, long offset = 0, int firstLine = 1)
    {
        try
        {
            return StrictUtf8.GetString(bytes);
        }
        catch (DecoderFallbackException e)
        {
            int at = Math.Clamp(e.Index, 0, bytes.Length);
            // Lines that end with a return alone, where none ends otherwise.
            int line = firstLine + bytes[..at].Count(bytes.Contains((byte)'\n') ? (byte)'\n' : (byte)'\r');
            throw FaultException.Misconfigured($"found a byte that is not UTF-8 at offset {offset + at}, expected UTF-8 text", new SourcePlace(file, line));
        }
    }
}
