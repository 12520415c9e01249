using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using MlCi.Adapters.Processes;

namespace MlCi.Adapters.Containers.Engines;

/// <summary>The in-box client of a container engine: HTTP over its Unix socket, or over a port.</summary>
public sealed class SocketEngine : IContainerEngine
{
    private readonly EngineTransport transport;
    private readonly EnginePatience patience;
    private readonly SecretTexts secrets;

    /// <summary>Makes a client; nothing is asked yet.</summary>
    /// <param name="address">Where the engine listens.</param>
    /// <param name="patience">How long it may take.</param>
    /// <param name="secrets">What must not be read in messages and logs.</param>
    /// <param name="interrupted">Ends what is under way; containers are stopped and removed also after that.</param>
    public SocketEngine(EngineAddress address, EnginePatience patience, SecretTexts secrets, CancellationToken interrupted)
    {
        (Shown, this.patience, this.secrets) = (address.Shown, patience, secrets);
        transport = new EngineTransport(address, patience, secrets, interrupted);
    }

    /// <inheritdoc/>
    public string Shown { get; }

    /// <inheritdoc/>
    public EngineVersion Version() => transport.Version();

    /// <inheritdoc/>
    public string Load(Stream archive)
    {
        var messages = new WorkMessages(_ => { }, secrets);
        using var body = new LentContent(archive);
        Work(new EngineCall(HttpMethod.Post, "/images/load?quiet=1", "load an image") { Body = body, Time = patience.Work }, messages);
        return messages.Error is null && messages.Image is { } loaded ? Image(loaded).Id : throw transport.Faults.NotLoaded(messages.Error ?? "no image");
    }

    /// <inheritdoc/>
    public void Save(string image, Stream archive) => Asked(
        new EngineCall(HttpMethod.Get, $"/images/{Name(image)}/get", $"save image {image}") { Time = patience.Work },
        async (answer, stop) =>
        {
            await using Stream from = await answer.Content.ReadAsStreamAsync(stop);
            await from.CopyToAsync(archive, stop);
            return true;
        });

    /// <inheritdoc/>
    public string Build(Stream context, BuildRequest request, Action<string> log)
    {
        var messages = new WorkMessages(log, secrets);
        using var body = new LentContent(context);
        string path = $"/build?dockerfile={Uri.EscapeDataString(request.Dockerfile)}&rm=1&forcerm=1&buildargs={Map(request.Arguments)}&labels={Map(request.Labels)}";
        try
        {
            Read(new EngineCall(HttpMethod.Post, path, $"build {request.Dockerfile}") { Body = body, Time = patience.Work }, messages);
        }
        catch (EngineRefusedException e) when (e.Status == HttpStatusCode.BadRequest)
        {
            throw transport.Faults.NotBuilt(request.Dockerfile, e.Message);
        }
        catch (EngineRefusedException e)
        {
            throw transport.Faults.Refused($"build {request.Dockerfile}", e.Status, e.Message);
        }

        return messages.Error is null && messages.Image is { } built ? Image(built).Id : throw messages.Failure(request.Dockerfile);
    }

    /// <inheritdoc/>
    public EngineImage Image(string image)
    {
        // Asked before it is removed, too.
        JsonElement answer = Json(new EngineCall(HttpMethod.Get, $"/images/{Name(image)}/json", $"look at image {image}") { IsCleaning = true });
        string id = answer.TextOf("Id") ?? throw transport.Faults.Malformed($"look at image {image}", "JSON without Id");
        return new EngineImage(id, answer.Part("Config").TextOf("User") ?? "", [.. answer.Part("RootFS").ListOf("Layers").Select(layer => layer.GetString() ?? "")], EngineImage.HasName(Names("RepoTags"), Names("RepoDigests")));

        IEnumerable<string> Names(string list) => answer.ListOf(list).Select(name => name.GetString() ?? "");
    }

    /// <inheritdoc/>
    public string Create(ContainerRequest request)
    {
        using var body = new ByteArrayContent(Encoding.UTF8.GetBytes(ContainerBody.Of(request).ToJsonString()));
        body.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        string action = $"create a container of image {request.Image}";
        // Not ended half way: a container whose id nobody was told would stay for ever.
        try
        {
            return transport.AskJson(new EngineCall(HttpMethod.Post, "/containers/create", action) { Body = body, IsCleaning = true }).TextOf("Id")
                ?? throw transport.Faults.Malformed(action, "JSON without Id");
        }
        catch (EngineRefusedException e)
        {
            throw e.Status is HttpStatusCode.BadRequest ? transport.Faults.NotStarted($"image {request.Image}", e.Message) : transport.Faults.Refused(action, e.Status, e.Message);
        }
    }

    /// <inheritdoc/>
    public void Start(string container)
    {
        try
        {
            transport.Do(Call(HttpMethod.Post, container, "/start", "start"));
        }
        catch (EngineRefusedException e) when (e.Status is HttpStatusCode.BadRequest)
        {
            throw transport.Faults.NotStarted($"container {EngineFaults.ShortOf(container)}", e.Message);
        }
        catch (EngineRefusedException e)
        {
            throw transport.Faults.Refused($"start container {EngineFaults.ShortOf(container)}", e.Status, e.Message);
        }
    }

    /// <inheritdoc/>
    public ServedState Inspect(string container)
    {
        JsonElement state = Json(Call(HttpMethod.Get, container, "/json", "look at") with { IsCleaning = true }).Part("State");
        bool hasEnded = state.TextOf("Status") is "exited" or "dead" or "stopped";
        return new ServedState(state.IsTrue("Running"), hasEnded ? (int?)state.NumberOf("ExitCode") : null, state.IsTrue("OOMKilled"));
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Log(string container, int lines)
    {
        EngineCall call = Call(HttpMethod.Get, container, $"/logs?stdout=1&stderr=1&tail={lines.ToString(CultureInfo.InvariantCulture)}", "read the log of") with { IsCleaning = true };
        var log = new LogLines(lines, secrets);
        try
        {
            Asked(call, async (answer, stop) =>
            {
                await using Stream from = await answer.Content.ReadAsStreamAsync(stop);
                await LogFrames.Read(from, (stream, bytes) => log.Add(stream, bytes.Span), stop);
                return true;
            });
        }
        catch (InvalidDataException e)
        {
            throw transport.Faults.Malformed(call.Action, e.Message);
        }

        return log.Finish();
    }

    /// <inheritdoc/>
    public long? PeakMemory(string container) =>
        Json(Call(HttpMethod.Get, container, "/stats?stream=0&one-shot=1", "measure")).Part("memory_stats").NumberOf("max_usage") is > 0 and var most ? most : null;

    /// <inheritdoc/>
    public void Stop(string container, TimeSpan patience) => Cleaned(
        Call(HttpMethod.Post, container, $"/stop?t={Math.Ceiling(patience.TotalSeconds).ToString(CultureInfo.InvariantCulture)}", "stop") with { Time = patience + this.patience.Answer });

    /// <inheritdoc/>
    public void Remove(string container) => Cleaned(Call(HttpMethod.Delete, container, "?force=1&v=1", "remove"));

    /// <inheritdoc/>
    public void RemoveImage(string image) => Cleaned(new EngineCall(HttpMethod.Delete, $"/images/{Name(image)}", $"remove image {image}"));

    /// <inheritdoc/>
    public void Dispose() => transport.Dispose();

    // What is not there any more, is about to go, or must stay for others, is as it should be.
    private void Cleaned(EngineCall call)
    {
        try
        {
            transport.Do(call with { IsCleaning = true });
        }
        catch (EngineRefusedException e) when (e.Status is HttpStatusCode.NotFound or HttpStatusCode.Conflict)
        {
            // Nothing is left to do.
        }
        catch (EngineRefusedException e)
        {
            throw transport.Faults.Refused(call.Action, e.Status, e.Message);
        }
    }

    private void Work(EngineCall call, WorkMessages messages)
    {
        try
        {
            Read(call, messages);
        }
        catch (EngineRefusedException e)
        {
            throw transport.Faults.Refused(call.Action, e.Status, e.Message);
        }
    }

    private void Read(EngineCall call, WorkMessages messages)
    {
        try
        {
            transport.Ask(call, async (answer, stop) =>
            {
                await using Stream from = await answer.Content.ReadAsStreamAsync(stop);
                await messages.Read(from, stop);
                return true;
            });
        }
        catch (JsonException e)
        {
            throw transport.Faults.Malformed(call.Action, $"a message that is not JSON ({e.Message})");
        }
    }

    private JsonElement Json(EngineCall call)
    {
        try
        {
            return transport.AskJson(call);
        }
        catch (EngineRefusedException e)
        {
            throw transport.Faults.Refused(call.Action, e.Status, e.Message);
        }
    }

    private void Asked(EngineCall call, Func<HttpResponseMessage, CancellationToken, Task<bool>> read)
    {
        try
        {
            transport.Ask(call, read);
        }
        catch (EngineRefusedException e)
        {
            throw transport.Faults.Refused(call.Action, e.Status, e.Message);
        }
    }

    private static EngineCall Call(HttpMethod method, string container, string rest, string verb) =>
        new(method, $"/containers/{Uri.EscapeDataString(container)}{rest}", $"{verb} container {EngineFaults.ShortOf(container)}");

    private static string Map(IReadOnlyDictionary<string, string> values) =>
        Uri.EscapeDataString(new JsonObject(values.OrderBy(value => value.Key, StringComparer.Ordinal).Select(value => KeyValuePair.Create(value.Key, (JsonNode?)JsonValue.Create(value.Value)))).ToJsonString());

    // Slashes part a repository's name, and belong to the path.
    private static string Name(string image) => string.Join('/', image.Split('/').Select(Uri.EscapeDataString));
}
