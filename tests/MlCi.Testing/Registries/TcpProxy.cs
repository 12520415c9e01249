using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace MlCi.Testing.Registries;

/// <summary>Stands before a server of this machine: passes bytes on, cuts connections, or answers in the server's place.</summary>
public sealed class TcpProxy : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly int target;
    private readonly CancellationTokenSource stop = new();
    private long upLimit = long.MaxValue, downLimit = long.MaxValue;
    private long up, down;

    public TcpProxy(int target)
    {
        this.target = target;
        listener.Start();
        _ = Task.Run(Accept);
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    public string Host => $"127.0.0.1:{Port}";

    /// <summary>Whole answers to give to the next connections, each with its status line; then the server is asked again.</summary>
    public ConcurrentQueue<string> Answers { get; } = new();

    /// <summary>How many answers were given in the server's place.</summary>
    public int Answered { get; private set; }

    /// <summary>How many connections were cut.</summary>
    public int Cuts { get; private set; }

    /// <summary>How many bytes went to the server.</summary>
    public long Up => Interlocked.Read(ref up);

    /// <summary>How many bytes came from the server.</summary>
    public long Down => Interlocked.Read(ref down);

    /// <summary>Cuts, once, the connection on which so many bytes have gone to the server.</summary>
    public void CutAfterUp(long bytes) => Interlocked.Exchange(ref upLimit, bytes);

    /// <summary>Cuts, once, the connection on which so many bytes have come from the server.</summary>
    public void CutAfterDown(long bytes) => Interlocked.Exchange(ref downLimit, bytes);

    /// <summary>An answer without body.</summary>
    public static string Answer(int status, string headers = "") => $"HTTP/1.1 {status} Test\r\n{headers}Content-Length: 0\r\nConnection: close\r\n\r\n";

    public void Dispose()
    {
        stop.Cancel();
        listener.Dispose();
        stop.Dispose();
    }

    private async Task Accept()
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                TcpClient client = await listener.AcceptTcpClientAsync(stop.Token);
                _ = Task.Run(() => Serve(client));
            }
            catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task Serve(TcpClient client)
    {
        using (client)
        {
            try
            {
                if (Answers.TryDequeue(out string? answer))
                {
                    await ReadHead(client.GetStream());
                    Answered++;
                    await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(answer));
                    client.Client.Shutdown(SocketShutdown.Send);
                    return;
                }

                using var server = new TcpClient();
                await server.ConnectAsync(IPAddress.Loopback, target);
                await Task.WhenAny(Pass(client, server, isUp: true), Pass(server, client, isUp: false));
            }
            catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException)
            {
                // One side has gone: the other goes with it.
            }
        }
    }

    private async Task Pass(TcpClient from, TcpClient to, bool isUp)
    {
        byte[] buffer = new byte[1 << 14];
        long passed = 0;
        for (int read = await from.GetStream().ReadAsync(buffer); read > 0; read = await from.GetStream().ReadAsync(buffer))
        {
            await to.GetStream().WriteAsync(buffer.AsMemory(0, read));
            passed += read;
            Interlocked.Add(ref isUp ? ref up : ref down, read);
            if (passed >= Interlocked.Read(ref isUp ? ref upLimit : ref downLimit))
            {
                Interlocked.Exchange(ref isUp ? ref upLimit : ref downLimit, long.MaxValue);
                Cuts++;
                // Not a polite end: as a line that breaks.
                from.Client.LingerState = to.Client.LingerState = new LingerOption(true, 0);
                return;
            }
        }
    }

    private static async Task ReadHead(NetworkStream stream)
    {
        var head = new StringBuilder();
        byte[] one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal) && await stream.ReadAsync(one) > 0)
            head.Append((char)one[0]);
    }
}
