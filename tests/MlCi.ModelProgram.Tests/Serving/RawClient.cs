using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace MlCi.Modeling.Tests.Serving;

/// <summary>One connection, byte by byte: what was sent and what came back is known.</summary>
internal sealed class RawClient : IDisposable
{
    private readonly TcpClient client = new() { NoDelay = true };

    public RawClient(Uri url) => client.Connect(url.Host, url.Port);

    /// <summary>How many whole answers came.</summary>
    public int Answers { get; private set; }

    /// <summary>The bytes of a prediction's request.</summary>
    public static byte[] Request(string body) =>
        Encoding.UTF8.GetBytes($"POST /predict HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}");

    public void Send(ReadOnlySpan<byte> bytes) => client.GetStream().Write(bytes);

    /// <summary>Reads one answer: its head and its body, or null where the connection ended before any byte of it.</summary>
    /// <exception cref="EndOfStreamException">It ended in the midst of the answer.</exception>
    public string? Read()
    {
        var text = new StringBuilder();
        int end;
        while ((end = text.ToString().IndexOf("\r\n\r\n", StringComparison.Ordinal)) < 0 || text.Length < end + 4 + LengthOf(text.ToString()))
        {
            byte[] bytes = new byte[4_096];
            int count;
            try
            {
                count = client.GetStream().Read(bytes);
            }
            catch (IOException) when (text.Length == 0)
            {
                return null;
            }

            if (count == 0)
                return text.Length == 0 ? null : throw new EndOfStreamException($"found half an answer: {text}");
            text.Append(Encoding.Latin1.GetString(bytes, 0, count));
        }

        Answers++;
        return text.ToString();
    }

    public void Dispose() => client.Dispose();

    private static int LengthOf(string answer)
    {
        const string Name = "Content-Length: ";
        int at = answer.IndexOf(Name, StringComparison.Ordinal) + Name.Length;
        return int.Parse(answer.AsSpan(at, answer.IndexOf('\r', at) - at), CultureInfo.InvariantCulture);
    }
}
