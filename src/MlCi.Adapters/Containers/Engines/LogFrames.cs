using System.Buffers.Binary;

namespace MlCi.Adapters.Containers.Engines;

/// <summary>
/// The form in which an engine sends what a container wrote on two streams over one: frames of eight bytes (the stream, three times 0, the
/// length with the highest byte first) and so many bytes of content.
/// </summary>
internal static class LogFrames
{
    private const int HeaderLength = 8, BufferSize = 1 << 14, LastStream = 2;

    /// <summary>Reads all frames; one that is cut off ends it.</summary>
    /// <param name="from">The engine's answer.</param>
    /// <param name="take">Is given a stream (1 is stdout, 2 is stderr) and bytes of it, in order.</param>
    /// <param name="stop">Stops it.</param>
    /// <exception cref="InvalidDataException">These are no frames.</exception>
    public static async Task Read(Stream from, Action<int, ReadOnlyMemory<byte>> take, CancellationToken stop)
    {
        byte[] header = new byte[HeaderLength], buffer = new byte[BufferSize];
        while (await from.ReadAtLeastAsync(header, HeaderLength, throwOnEndOfStream: false, stop) == HeaderLength)
        {
            if (header[0] > LastStream || header[1] != 0 || header[2] != 0 || header[3] != 0)
                throw new InvalidDataException($"the bytes {Convert.ToHexStringLower(header)} where a frame begins");
            for (long left = BinaryPrimitives.ReadUInt32BigEndian(header.AsSpan(4)); left > 0;)
            {
                int read = await from.ReadAsync(buffer.AsMemory(0, (int)Math.Min(left, buffer.Length)), stop);
                if (read == 0)
                    return;
                take(header[0], buffer.AsMemory(0, read));
                left -= read;
            }
        }
    }
}
