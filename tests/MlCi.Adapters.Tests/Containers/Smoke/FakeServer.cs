using System.Diagnostics;
using System.Net.Sockets;
using System.Text;
using MlCi.Adapters.Containers;
using MlCi.Testing;

namespace MlCi.Adapters.Tests.Containers.Smoke;

/// <summary>What a fake server does with a request; null: it closes the connection without an answer.</summary>
internal delegate (int Status, string Body)? Answering(string method, string path, string type, byte[] body);

/// <summary>A server in this process that answers as a test says, on a Unix socket.</summary>
internal sealed class FakeServer : IServedProgram
{
    private readonly TemporaryFolder folder = new();
    private readonly Socket listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly Answering answer;
    private ServedState state = new(true, null, false);
    private bool isDisposed;

    public FakeServer(Answering answer)
    {
        this.answer = answer;
        listener.Bind(new UnixDomainSocketEndPoint(Socket));
        listener.Listen(64);
        _ = Task.Factory.StartNew(Accept, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>How it ends when it is asked to.</summary>
    public int ExitCode { get; init; }

    /// <summary>Whether it closes each connection after its answer, as HTTP/1.0 does.</summary>
    public bool ClosesEach { get; init; }

    public string Shown => "fake server";

    public bool IsContainer => true;

    public string Socket => folder.Path("s");

    public long Started { get; } = Stopwatch.GetTimestamp();

    public ServedState State() => state;

    public long? PeakMemory() => 40 << 20;

    public IReadOnlyList<string> Log(int lines) => ["the first line", "the last line"];

    /// <summary>It is gone at once, as if it had crashed.</summary>
    public void Crash(bool isOutOfMemory) => state = new ServedState(false, 137, isOutOfMemory);

    public ServedState Stop(TimeSpan patience)
    {
        if (state.IsRunning)
            state = new ServedState(false, ExitCode, false);
        return state;
    }

    public void Dispose()
    {
        if (isDisposed)
            return;
        isDisposed = true;
        listener.Dispose();
        folder.Dispose();
    }

    private void Accept()
    {
        while (true)
        {
            Socket client;
            try
            {
                client = listener.Accept();
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                return;
            }

            _ = Task.Factory.StartNew(() => Serve(client), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        }
    }

    private void Serve(Socket client)
    {
        using var stream = new NetworkStream(client, ownsSocket: true);
        try
        {
            while (Head(stream) is { Length: > 0 } head)
            {
                string[] lines = head.Split("\r\n");
                string[] words = lines[0].Split(' ');
                byte[] body = new byte[int.Parse(Header(lines, "Content-Length") ?? "0")];
                stream.ReadExactly(body);
                if (answer(words[0], words[1], Header(lines, "Content-Type") ?? "", body) is not { } said)
                    return;
                byte[] text = Encoding.UTF8.GetBytes(said.Body);
                stream.Write(Encoding.ASCII.GetBytes($"HTTP/1.1 {said.Status} X\r\nContent-Length: {text.Length}\r\n{(ClosesEach ? "Connection: close\r\n" : "")}\r\n"));
                stream.Write(text);
                if (ClosesEach)
                    return;
            }
        }
        catch (IOException)
        {
            // The client has gone.
        }
    }

    private static string? Header(string[] lines, string name) => Array.Find(lines, line => line.StartsWith(name + ":", StringComparison.Ordinal))?[(name.Length + 1)..].Trim();

    private static string Head(NetworkStream stream)
    {
        var head = new StringBuilder();
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            int one = stream.ReadByte();
            if (one < 0)
                return "";
            head.Append((char)one);
        }

        return head.ToString();
    }
}
