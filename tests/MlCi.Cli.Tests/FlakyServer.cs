using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace MlCi.Cli.Tests;

/// <summary>A web server on loopback that gives one file, and breaks off, refuses or ignores ranges as it is told.</summary>
internal sealed class FlakyServer : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();
    private readonly Task serving;

    public FlakyServer(byte[] content)
    {
        Content = content;
        listener.Start();
        serving = Task.Run(Serve);
    }

    public byte[] Content { get; set; }

    /// <summary>After how many bytes each answer breaks off; each is used once, in order.</summary>
    public Queue<int> BreaksAfter { get; } = new();

    /// <summary>Statuses to answer before anything is given, such as <c>503 Service Unavailable</c>; each is used once.</summary>
    public Queue<string> Refuses { get; } = new();

    public bool IgnoresRanges { get; set; }

    /// <summary>What each request asked for: the offset of its range, 0 where it had none.</summary>
    public List<long> Offsets { get; } = [];

    /// <summary>The Authorization of each request, or empty.</summary>
    public List<string> Logins { get; } = [];

    public string Address => $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/train.csv?signature=secret";

    /// <summary>Answers nobody any more.</summary>
    public void Stop()
    {
        stop.Cancel();
        listener.Stop();
        serving.Wait();
    }

    public void Dispose()
    {
        Stop();
        stop.Dispose();
        listener.Dispose();
    }

    private async Task Serve()
    {
        try
        {
            while (!stop.IsCancellationRequested)
            {
                using TcpClient client = await listener.AcceptTcpClientAsync(stop.Token);
                await Answer(client.GetStream());
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException)
        {
            // It was told to stop.
        }
    }

    private async Task Answer(NetworkStream stream)
    {
        using var reader = new StreamReader(stream, Encoding.ASCII, leaveOpen: true);
        (long offset, string login) = (0, "");
        for (string? line = await reader.ReadLineAsync(); line is { Length: > 0 }; line = await reader.ReadLineAsync())
        {
            if (line.StartsWith("Range: bytes=", StringComparison.Ordinal))
                offset = long.Parse(line["Range: bytes=".Length..].TrimEnd('-'), CultureInfo.InvariantCulture);
            if (line.StartsWith("Authorization: ", StringComparison.Ordinal))
                login = line["Authorization: ".Length..];
        }

        Offsets.Add(offset);
        Logins.Add(login);
        if (Refuses.TryDequeue(out string? status))
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {status}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"));
            return;
        }

        bool isPart = offset > 0 && !IgnoresRanges;
        if (isPart && offset >= Content.Length)
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 416 Range Not Satisfiable\r\nContent-Range: bytes */{Content.Length}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"));
            return;
        }

        int from = isPart ? (int)offset : 0;
        string range = isPart ? $"Content-Range: bytes {from}-{Content.Length - 1}/{Content.Length}\r\n" : "";
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {(isPart ? "206 Partial Content" : "200 OK")}\r\n{range}Content-Length: {Content.Length - from}\r\nConnection: close\r\n\r\n"));
        int length = Content.Length - from;
        if (BreaksAfter.TryDequeue(out int most))
            length = Math.Min(length, most);
        await stream.WriteAsync(Content.AsMemory(from, length));
    }
}
