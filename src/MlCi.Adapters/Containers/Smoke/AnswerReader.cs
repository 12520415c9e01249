using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace MlCi.Adapters.Containers.Smoke;

/// <summary>Reads an answer of HTTP/1.x off a socket.</summary>
internal sealed class AnswerReader
{
    /// <summary>What is said where the server closed the connection in the place of an answer.</summary>
    public const string Closed = "found the connection closed without an answer";

    private const int MostHead = 64 << 10;
    private const int MostBody = 64 << 20;

    private readonly Socket socket;
    private readonly byte[] buffer = new byte[16 << 10];
    private int start;
    private int end;

    private AnswerReader(Socket socket) => this.socket = socket;

    /// <summary>Reads one; says whether the connection stays.</summary>
    /// <exception cref="SocketException">It breaks, or takes too long.</exception>
    public static (ServedAnswer Answer, bool Stays) Read(Socket socket)
    {
        var reader = new AnswerReader(socket);
        try
        {
            return reader.Read();
        }
        catch (InvalidDataException e)
        {
            return (ServedAnswer.None(e.Message), false);
        }
    }

    private (ServedAnswer Answer, bool Stays) Read()
    {
        string[] head;
        int status;
        do
        {
            head = Head();
            if (head.Length == 0)
                return (ServedAnswer.None(Closed), false);
            if (!head[0].StartsWith("HTTP/1.", StringComparison.Ordinal) || head[0].Length < 12 || !int.TryParse(head[0].AsSpan(9, 3), NumberStyles.None, CultureInfo.InvariantCulture, out status))
                throw new InvalidDataException("found an answer that is no HTTP/1.x");
        }
        while (status is >= 100 and < 200);

        bool closes = head[0].StartsWith("HTTP/1.0", StringComparison.Ordinal)
            ? !(Header(head, "Connection")?.Contains("keep-alive", StringComparison.OrdinalIgnoreCase) ?? false)
            : Header(head, "Connection")?.Contains("close", StringComparison.OrdinalIgnoreCase) ?? false;
        if (status is 204 or 304)
            return (new ServedAnswer(status, []), !closes);
        if (Header(head, "Transfer-Encoding")?.Contains("chunked", StringComparison.OrdinalIgnoreCase) ?? false)
            return (new ServedAnswer(status, Chunks()), !closes);
        if (Header(head, "Content-Length") is not { } length)
            return (new ServedAnswer(status, ToEnd()), false);
        return int.TryParse(length, NumberStyles.None, CultureInfo.InvariantCulture, out int count) && count <= MostBody
            ? (new ServedAnswer(status, Exactly(count)), !closes)
            : throw new InvalidDataException("found an answer of no length, or larger than 64 MB");
    }

    private static string? Header(string[] head, string name) =>
        Array.Find(head[1..], line => line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase))?[(name.Length + 1)..].Trim();

    // Empty where nothing came at all.
    private string[] Head()
    {
        List<string> lines = [];
        int length = 0;
        while (Line() is { } line)
        {
            length += line.Length;
            if (length > MostHead)
                throw new InvalidDataException("found headers of more than 64 KB");
            if (line.Length == 0)
                return [.. lines];
            lines.Add(line);
        }

        return lines.Count == 0 ? [] : throw new InvalidDataException("found an answer that breaks off in its headers");
    }

    private byte[] Chunks()
    {
        var body = new MemoryStream();
        while (Line() is { } size)
        {
            if (!int.TryParse(size.Split(';')[0].Trim(), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out int count) || count < 0 || body.Length + count > MostBody)
                throw new InvalidDataException("found a chunk of no length, or an answer larger than 64 MB");
            if (count > 0)
                body.Write(Exactly(count));
            Line();
            if (count == 0)
                return body.ToArray();
        }

        throw new InvalidDataException("found an answer that breaks off");
    }

    private byte[] ToEnd()
    {
        var body = new MemoryStream();
        do
        {
            body.Write(buffer.AsSpan(start, end - start));
            start = end;
        }
        while (body.Length <= MostBody && Fill());
        return body.ToArray();
    }

    private byte[] Exactly(int count)
    {
        byte[] body = new byte[count];
        for (int at = 0; at < count;)
        {
            if (start == end && !Fill())
                throw new InvalidDataException($"found an answer that breaks off after {at} of {count} bytes");
            int taken = Math.Min(count - at, end - start);
            buffer.AsSpan(start, taken).CopyTo(body.AsSpan(at));
            (at, start) = (at + taken, start + taken);
        }

        return body;
    }

    // Null where the connection was closed.
    private string? Line()
    {
        var line = new StringBuilder();
        while (true)
        {
            if (start == end && !Fill())
                return line.Length == 0 ? null : throw new InvalidDataException("found an answer that breaks off");
            int at = buffer.AsSpan(start, end - start).IndexOf((byte)'\n');
            int taken = at < 0 ? end - start : at;
            line.Append(Encoding.Latin1.GetString(buffer, start, taken));
            start += taken + (at < 0 ? 0 : 1);
            if (line.Length > MostHead)
                throw new InvalidDataException("found headers of more than 64 KB");
            if (at >= 0)
                return line.ToString().TrimEnd('\r');
        }
    }

    private bool Fill()
    {
        (start, end) = (0, socket.Receive(buffer));
        return end > 0;
    }
}
