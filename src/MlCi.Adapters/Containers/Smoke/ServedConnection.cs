using System.Net.Sockets;
using System.Text;

namespace MlCi.Adapters.Containers.Smoke;

/// <summary>
/// A connection to a server on a Unix socket, which is kept open as long as the server does: HTTP/1.1 by hand, as an answer that comes
/// while the body is still being sent must be read (to a body that is too large, say), which an HTTP client takes for a broken connection.
/// </summary>
/// <param name="socket">The socket's path.</param>
/// <param name="patience">How long an answer may take.</param>
/// <param name="interrupted">Breaks it.</param>
internal sealed class ServedConnection(string socket, TimeSpan patience, CancellationToken interrupted) : IDisposable
{
    // What the system takes at once; more is sent while the answer is awaited.
    private const int MostAtOnce = 32 << 10;

    private Socket? open;
    private CancellationTokenRegistration stop;

    /// <summary>How many connections were opened.</summary>
    public int Opened { get; private set; }

    /// <summary>A request as it goes over the wire.</summary>
    public static byte[] Message(string method, string path, string type, ReadOnlySpan<byte> body) =>
        [.. Encoding.ASCII.GetBytes($"{method} {path} HTTP/1.1\r\nHost: localhost\r\nAccept: application/json\r\n{(method == "POST" ? $"Content-Type: {type}\r\nContent-Length: {body.Length}\r\n" : "")}\r\n"), .. body];

    /// <summary>Asks by GET.</summary>
    public ServedAnswer Get(string path) => Exchange(Message("GET", path, "", []));

    /// <summary>Sends JSON to <c>/predict</c>.</summary>
    public ServedAnswer Predict(ReadOnlySpan<byte> json) => Exchange(Message("POST", "/predict", "application/json", json));

    /// <summary>Sends a request and reads the answer; once more on a new connection where the server had closed the old one.</summary>
    public ServedAnswer Exchange(byte[] message)
    {
        bool isKept = open is not null;
        ServedAnswer answer = Begin(message) is { } fault ? ServedAnswer.None(fault) : Finish([]);
        return isKept && answer.Fault == AnswerReader.Closed ? Begin(message) is { } again ? ServedAnswer.None(again) : Finish([]) : answer;
    }

    /// <summary>Sends the beginning of a request; says what went wrong, or null.</summary>
    public string? Begin(byte[] part)
    {
        try
        {
            Open();
            Send(part);
            return null;
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            Close();
            interrupted.ThrowIfCancellationRequested();
            return $"found no connection: {(e as SocketException)?.SocketErrorCode.ToString() ?? "it was closed"}";
        }
    }

    /// <summary>Sends the rest of a request and reads the answer.</summary>
    public ServedAnswer Finish(byte[] rest)
    {
        Socket current = open!;
        ServedAnswer answer;
        bool stays;
        try
        {
            Send(rest);
            (answer, stays) = AnswerReader.Read(current);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            (answer, stays) = (ServedAnswer.None(e is SocketException { SocketErrorCode: SocketError.TimedOut or SocketError.WouldBlock }
                ? $"found no answer after {patience.TotalSeconds} s" : AnswerReader.Closed), false);
        }

        if (!stays || sending is { IsCompleted: false })
            Close();
        interrupted.ThrowIfCancellationRequested();
        return answer;
    }

    /// <inheritdoc/>
    public void Dispose() => Close();

    private Task? sending;

    private void Open()
    {
        if (open is not null)
            return;
        interrupted.ThrowIfCancellationRequested();
        var made = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            made.Connect(new UnixDomainSocketEndPoint(socket));
        }
        catch
        {
            made.Dispose();
            throw;
        }

        made.SendTimeout = made.ReceiveTimeout = (int)patience.TotalMilliseconds;
        Opened++;
        open = made;
        sending = null;
        stop = interrupted.Register(made.Dispose);
    }

    private void Send(byte[] part)
    {
        Socket current = open!;
        if (part.Length > MostAtOnce)
            sending = Task.Run(() => SendAll(current, part), CancellationToken.None);
        else if (part.Length > 0)
            SendAll(current, part);
    }

    // A server that has its answer ready need not take all: whether there is one shows when it is read.
    private static void SendAll(Socket current, byte[] part)
    {
        try
        {
            for (int sent = 0; sent < part.Length;)
                sent += current.Send(part.AsSpan(sent), SocketFlags.None);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The reader finds the same.
        }
    }

    private void Close()
    {
        stop.Dispose();
        open?.Dispose();
        open = null;
    }
}
