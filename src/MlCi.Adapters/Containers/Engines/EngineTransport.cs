using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using MlCi.Adapters.Processes;
using MlCi.Adapters.Registry.Remote;
using MlCi.Findings;

namespace MlCi.Adapters.Containers.Engines;

/// <summary>HTTP over an engine's socket: the version that both speak, times, faults. May be asked by several threads.</summary>
internal sealed class EngineTransport : IDisposable
{
    private const int LargestAnswer = 16 << 20;
    private readonly HttpClient client;
    private readonly EnginePatience patience;
    private readonly CancellationToken interrupted;
    private readonly Lock gate = new();
    private EngineVersion? version;
    private string? prefix;

    [SuppressMessage("Reliability", "CA2000", Justification = "The client owns its handler.")]
    public EngineTransport(EngineAddress address, EnginePatience patience, SecretTexts secrets, CancellationToken interrupted)
    {
        (this.patience, this.interrupted) = (patience, interrupted);
        Faults = new EngineFaults(address.Shown, secrets);
        client = new HttpClient(new SocketsHttpHandler
        {
            ConnectCallback = async (_, stop) => await Connect(address, stop),
            ConnectTimeout = patience.Connect,
            UseProxy = false,
            UseCookies = false,
            AllowAutoRedirect = false,
            // Each answer may be the last for minutes, and the engine closes what is idle.
            PooledConnectionIdleTimeout = TimeSpan.FromSeconds(10),
        })
        {
            BaseAddress = new Uri(address.Socket is null ? $"http://{address.Host}:{address.Port}" : "http://docker"),
            Timeout = Timeout.InfiniteTimeSpan,
        };
    }

    /// <summary>The messages of what goes wrong.</summary>
    public EngineFaults Faults { get; }

    /// <summary>What answers there; it is asked once.</summary>
    public EngineVersion Version()
    {
        lock (gate)
        {
            if (version is not null)
                return version;
            const string Action = "ask for its version";
            try
            {
                JsonElement answer = Blocking.Wait(() => Send(new EngineCall(HttpMethod.Get, "/version", Action) { Time = patience.Connect }, "", (answer, stop) => Json(answer, Action, stop)));
                (version, prefix) = ApiVersions.Read(answer, Faults);
                return version;
            }
            catch (EngineRefusedException e)
            {
                throw Faults.Refused(Action, e.Status, e.Message);
            }
        }
    }

    /// <summary>Asks.</summary>
    /// <param name="call">What.</param>
    /// <param name="read">Reads the answer, which is none of a refusal.</param>
    /// <exception cref="EngineRefusedException">The engine refuses.</exception>
    /// <exception cref="FaultException">It is out of reach, or too late (exit 3).</exception>
    public T Ask<T>(EngineCall call, Func<HttpResponseMessage, CancellationToken, Task<T>> read)
    {
        Version();
        return Blocking.Wait(() => Send(call, prefix!, read));
    }

    /// <summary>Asks for what is in JSON.</summary>
    public JsonElement AskJson(EngineCall call) => Ask(call, (answer, stop) => Json(answer, call.Action, stop));

    /// <summary>Asks for something to be done; the answer says nothing.</summary>
    public void Do(EngineCall call) => Ask(call, (_, _) => Task.FromResult(true));

    /// <inheritdoc/>
    public void Dispose() => client.Dispose();

    private async Task<T> Send<T>(EngineCall call, string prefix, Func<HttpResponseMessage, CancellationToken, Task<T>> read)
    {
        CancellationToken user = call.IsCleaning ? CancellationToken.None : interrupted;
        TimeSpan most = call.Time ?? patience.Answer;
        using var time = CancellationTokenSource.CreateLinkedTokenSource(user);
        time.CancelAfter(most);
        try
        {
            using var request = new HttpRequestMessage(call.Method, new Uri(prefix + call.Path, UriKind.Relative)) { Content = call.Body };
            using HttpResponseMessage response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, time.Token);
            if ((int)response.StatusCode >= 400)
                throw new EngineRefusedException(response.StatusCode, MessageOf(await LimitedBody.Read(response, LargestAnswer, time.Token)));
            return await read(response, time.Token);
        }
        catch (Exception) when (time.IsCancellationRequested)
        {
            user.ThrowIfCancellationRequested();
            throw Faults.Late(call.Action, most);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or SocketException or OperationCanceledException)
        {
            throw Faults.Unreachable(call.Action, e);
        }
    }

    private async Task<JsonElement> Json(HttpResponseMessage response, string action, CancellationToken stop)
    {
        byte[] body = await LimitedBody.Read(response, LargestAnswer, stop) ?? throw Faults.Malformed(action, $"more than {LargestAnswer} bytes");
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement.Clone();
        }
        catch (JsonException e)
        {
            throw Faults.Malformed(action, $"{body.Length} bytes that are not JSON ({e.Message})");
        }
    }

    // {"message": …}, of podman with more beside it.
    private static string MessageOf(byte[]? body)
    {
        if (body is null)
            return "a message of more than can be read";
        try
        {
            using var document = JsonDocument.Parse(body);
            if (document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("message", out JsonElement message) && message.ValueKind == JsonValueKind.String)
                return message.GetString()!;
        }
        catch (JsonException)
        {
            // A proxy, perhaps: its text says what it is.
        }

        return System.Text.Encoding.UTF8.GetString(body);
    }

    [SuppressMessage("Reliability", "CA2000", Justification = "The stream owns the socket.")]
    private static async Task<Stream> Connect(EngineAddress address, CancellationToken stop)
    {
        Socket socket = address.Socket is null
            ? new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true }
            : new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            EndPoint end = address.Socket is null ? new DnsEndPoint(address.Host, address.Port) : new UnixDomainSocketEndPoint(address.Socket);
            await socket.ConnectAsync(end, stop);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
