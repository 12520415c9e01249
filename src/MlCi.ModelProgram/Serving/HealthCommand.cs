using System.Net;
using System.Net.Sockets;
using System.Text;
using MlCi.Findings;

namespace MlCi.Modeling.Serving;

/// <summary>Asks a server whether it is ready, over a bare socket: an HTTP client would make the program larger by megabytes.</summary>
internal static class HealthCommand
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Asks.</summary>
    /// <param name="urls">What the server was told to listen on; the first is asked.</param>
    /// <exception cref="FaultException">It does not answer, or is not ready (exit 1); not a URL (exit 2).</exception>
    public static async Task Run(string urls)
    {
        EndPoint end = EndPointOf(urls.Split(';')[0].Trim());
        using var patience = new CancellationTokenSource(Patience);
        string answer;
        try
        {
            answer = await Ask(end, patience.Token);
        }
        catch (Exception e) when (e is SocketException or IOException or OperationCanceledException)
        {
            throw FaultException.Negative($"health: {urls}: {e.Message}, expected a server that is ready");
        }

        if (!answer.StartsWith("HTTP/1.1 200 ", StringComparison.Ordinal))
            throw FaultException.Negative($"health: {urls}: found '{InertText.Of(answer)}', expected 200: the server is not ready");
    }

    /// <summary>What to connect to for a URL that was listened on: every address is also this machine's own.</summary>
    internal static EndPoint EndPointOf(string url)
    {
        if (url.StartsWith("http://unix:", StringComparison.Ordinal) && url.Length > 12)
            return new UnixDomainSocketEndPoint(url[12..].TrimEnd('/'));
        string plain = url.Replace("://+", "://localhost", StringComparison.Ordinal).Replace("://*", "://localhost", StringComparison.Ordinal);
        if (!Uri.TryCreate(plain, UriKind.Absolute, out Uri? uri) || uri.Scheme != "http")
            throw FaultException.Misconfigured($"health: found '{url}' for --urls, expected one like http://127.0.0.1:8080 or http://unix:/run/model.sock");
        if (!IPAddress.TryParse(uri.Host.Trim('[', ']'), out IPAddress? address))
            return uri.Host == "localhost" ? new IPEndPoint(IPAddress.Loopback, uri.Port) : new DnsEndPoint(uri.Host, uri.Port);
        return new IPEndPoint(
            address.Equals(IPAddress.Any) ? IPAddress.Loopback : address.Equals(IPAddress.IPv6Any) ? IPAddress.IPv6Loopback : address, uri.Port);
    }

    private static async Task<string> Ask(EndPoint end, CancellationToken stop)
    {
        using Socket socket = end is UnixDomainSocketEndPoint
            ? new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified)
            : new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(end, stop);
        await socket.SendAsync("GET /v2/health/ready HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"u8.ToArray(), SocketFlags.None, stop);
        byte[] head = new byte[256];
        int length = 0;
        while (length < head.Length && !head.AsSpan(0, length).Contains((byte)'\n'))
        {
            int read = await socket.ReceiveAsync(head.AsMemory(length), SocketFlags.None, stop);
            if (read == 0)
                break;
            length += read;
        }

        string text = Encoding.ASCII.GetString(head, 0, length);
        int line = text.IndexOf('\r', StringComparison.Ordinal);
        return line < 0 ? text : text[..line];
    }
}
