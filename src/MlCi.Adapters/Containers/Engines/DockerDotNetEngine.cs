using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Docker.DotNet;
using Docker.DotNet.Models;
using MlCi.Adapters.Processes;
using MlCi.Adapters.Registry.Remote;

namespace MlCi.Adapters.Containers.Engines;

/// <summary>A container engine through Docker.DotNet.</summary>
public sealed class DockerDotNetEngine : IContainerEngine
{
    private readonly Lazy<(EngineVersion Version, DockerClient Client)> client;
    private readonly DockerClientConfiguration configuration;
    private readonly EnginePatience patience;
    private readonly SecretTexts secrets;
    private readonly CancellationToken interrupted;
    private readonly EngineFaults faults;

    /// <summary>Makes a client; nothing is asked yet.</summary>
    /// <param name="address">Where the engine listens.</param>
    /// <param name="patience">How long it may take.</param>
    /// <param name="secrets">What must not be read in messages and logs.</param>
    /// <param name="interrupted">Ends what is under way; containers are stopped and removed also after that.</param>
    public DockerDotNetEngine(EngineAddress address, EnginePatience patience, SecretTexts secrets, CancellationToken interrupted)
    {
        (Shown, this.patience, this.secrets, this.interrupted) = (address.Shown, patience, secrets, interrupted);
        faults = new EngineFaults(address.Shown, secrets);
        // Times are kept here, one for each call.
        configuration = new DockerClientConfiguration(new Uri(address.Shown), defaultTimeout: Timeout.InfiniteTimeSpan);
        client = new Lazy<(EngineVersion, DockerClient)>(Negotiate, LazyThreadSafetyMode.PublicationOnly);
    }

    /// <inheritdoc/>
    public string Shown { get; }

    private DockerClient Client => client.Value.Client;

    /// <inheritdoc/>
    public EngineVersion Version() => client.Value.Version;

    /// <inheritdoc/>
    public string Load(Stream archive)
    {
        var messages = new WorkMessages(_ => { }, secrets);
        Ask("load an image", patience.Work, stop => Client.Images.LoadImageAsync(new ImageLoadParameters { Quiet = true }, archive, Told(messages), stop));
        messages.End();
        return messages.Error is null && messages.Image is { } loaded ? Image(loaded).Id : throw faults.NotLoaded(messages.Error ?? "no image");
    }

    /// <inheritdoc/>
    public void Save(string image, Stream archive) => Ask($"save image {image}", patience.Work, async stop =>
    {
        await using Stream from = await Client.Images.SaveImageAsync(image, stop);
        await from.CopyToAsync(archive, stop);
    });

    /// <inheritdoc/>
    public string Build(Stream context, BuildRequest request, Action<string> log)
    {
        var messages = new WorkMessages(log, secrets);
        var parameters = new ImageBuildParameters
        {
            Dockerfile = request.Dockerfile,
            BuildArgs = new SortedDictionary<string, string>(request.Arguments.ToDictionary(), StringComparer.Ordinal),
            Labels = new SortedDictionary<string, string>(request.Labels.ToDictionary(), StringComparer.Ordinal),
            Remove = true,
            ForceRemove = true,
        };
        Ask(
            $"build {request.Dockerfile}", patience.Work,
            stop => Client.Images.BuildImageFromDockerfileAsync(parameters, context, authConfigs: null, headers: null, Told(messages), stop),
            (status, said) => status == HttpStatusCode.BadRequest ? faults.NotBuilt(request.Dockerfile, said) : null);
        messages.End();
        return messages.Error is null && messages.Image is { } built ? Image(built).Id : throw messages.Failure(request.Dockerfile);
    }

    /// <inheritdoc/>
    public EngineImage Image(string image)
    {
        ImageInspectResponse answer = Ask($"look at image {image}", patience.Answer, stop => Client.Images.InspectImageAsync(image, stop), isCleaning: true);
        return new EngineImage(answer.ID, answer.Config?.User ?? "", [.. answer.RootFS?.Layers ?? []], EngineImage.HasName(answer.RepoTags ?? [], answer.RepoDigests ?? []));
    }

    /// <inheritdoc/>
    public string Create(ContainerRequest request)
    {
        var parameters = new CreateContainerParameters
        {
            Image = request.Image,
            Env = [.. ContainerBody.Variables(request)],
            Labels = new Dictionary<string, string>(StringComparer.Ordinal) { [ContainerBody.Label] = "true" },
            NetworkDisabled = true,
            Healthcheck = new HealthConfig { Test = ["NONE"] },
            HostConfig = new HostConfig
            {
                NetworkMode = "none",
                ReadonlyRootfs = true,
                CapDrop = ["ALL"],
                SecurityOpt = ["no-new-privileges"],
                Memory = request.Memory,
                MemorySwap = request.Memory,
                NanoCPUs = ContainerBody.NanoCpus(request),
                PidsLimit = ContainerBody.MostProcesses,
                LogConfig = new LogConfig { Type = ContainerBody.LogDriver, Config = new Dictionary<string, string>(StringComparer.Ordinal) { ["max-size"] = ContainerBody.LogSize } },
                Mounts = [new Mount { Type = "bind", Source = request.SocketFolder, Target = ContainerRequest.MountedAt }],
            },
        };
        return Ask(
            $"create a container of image {request.Image}", patience.Answer, stop => Client.Containers.CreateContainerAsync(parameters, stop),
            (status, said) => status == HttpStatusCode.BadRequest ? faults.NotStarted($"image {request.Image}", said) : null, isCleaning: true).ID;
    }

    /// <inheritdoc/>
    public void Start(string container) => Ask(
        Action("start", container), patience.Answer, stop => Client.Containers.StartContainerAsync(container, new ContainerStartParameters(), stop),
        (status, said) => status == HttpStatusCode.BadRequest ? faults.NotStarted($"container {EngineFaults.ShortOf(container)}", said) : null);

    /// <inheritdoc/>
    public ServedState Inspect(string container)
    {
        ContainerState state = Ask(Action("look at", container), patience.Answer, stop => Client.Containers.InspectContainerAsync(container, stop), isCleaning: true).State;
        return new ServedState(state.Running, state.Status is "exited" or "dead" or "stopped" ? (int)state.ExitCode : null, state.OOMKilled);
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Log(string container, int lines)
    {
        var log = new LogLines(lines, secrets);
        var parameters = new ContainerLogsParameters { ShowStdout = true, ShowStderr = true, Tail = lines.ToString(System.Globalization.CultureInfo.InvariantCulture) };
        Ask<bool>(Action("read the log of", container), patience.Answer, async stop =>
        {
            using MultiplexedStream from = await Client.Containers.GetContainerLogsAsync(container, tty: false, parameters, stop);
            byte[] buffer = new byte[1 << 14];
            for (MultiplexedStream.ReadResult read = await from.ReadOutputAsync(buffer, 0, buffer.Length, stop); !read.EOF; read = await from.ReadOutputAsync(buffer, 0, buffer.Length, stop))
                log.Add((int)read.Target, buffer.AsSpan(0, read.Count));
            return true;
        }, isCleaning: true);
        return log.Finish();
    }

    /// <inheritdoc/>
    public long? PeakMemory(string container)
    {
        long most = 0;
        Ask(Action("measure", container), patience.Answer, stop => Client.Containers.GetContainerStatsAsync(
            container, new ContainerStatsParameters { Stream = false, OneShot = true }, new ToldAtOnce<ContainerStatsResponse>(stats => most = (long)(stats.MemoryStats?.MaxUsage ?? 0)), stop));
        return most > 0 ? most : null;
    }

    /// <inheritdoc/>
    public void Stop(string container, TimeSpan patience) => Ask(
        Action("stop", container), patience + this.patience.Answer,
        stop => Client.Containers.StopContainerAsync(container, new ContainerStopParameters { WaitBeforeKillSeconds = (uint)Math.Ceiling(patience.TotalSeconds) }, stop), mayBeGone: true);

    /// <inheritdoc/>
    public void Remove(string container) => Ask(
        Action("remove", container), patience.Answer, stop => Client.Containers.RemoveContainerAsync(container, new ContainerRemoveParameters { Force = true, RemoveVolumes = true }, stop), mayBeGone: true);

    /// <inheritdoc/>
    public void RemoveImage(string image) =>
        Ask($"remove image {image}", patience.Answer, stop => Client.Images.DeleteImageAsync(image, new ImageDeleteParameters(), stop), mayBeGone: true);

    /// <inheritdoc/>
    public void Dispose()
    {
        if (client.IsValueCreated)
            client.Value.Client.Dispose();
        configuration.Dispose();
    }

    private (EngineVersion, DockerClient) Negotiate()
    {
        using DockerClient any = configuration.CreateClient();
        VersionResponse answer = Ask("ask for its version", patience.Connect, stop => any.System.GetVersionAsync(stop));
        if (!System.Version.TryParse(answer.APIVersion, out System.Version? theirs))
            throw faults.Malformed("ask for its version", "JSON without ApiVersion");
        System.Version chosen = ApiVersions.Choose(theirs, System.Version.TryParse(answer.MinAPIVersion, out System.Version? least) ? least : null, faults);
        string name = answer.Components is [{ Name: { } first }, ..] ? first : "Engine";
        return (new EngineVersion(ApiVersions.NameOf(name), answer.Version ?? "unknown", theirs.ToString()), configuration.CreateClient(chosen));
    }

    private static string Action(string verb, string container) => $"{verb} container {EngineFaults.ShortOf(container)}";

    private static ToldAtOnce<JSONMessage> Told(WorkMessages messages) => new(message =>
        messages.Add(message.Stream, message.Aux?.ExtensionData?.TryGetValue("ID", out var id) == true ? id?.ToString() : null, message.Error?.Message ?? message.ErrorMessage));

    private void Ask(string action, TimeSpan most, Func<CancellationToken, Task> ask, Func<HttpStatusCode, string, Exception?>? refused = null, bool mayBeGone = false) => Ask(
        action, most,
        async stop =>
        {
            await ask(stop);
            return true;
        },
        refused, mayBeGone);

    // What is not there any more, is about to go, or must stay for others, is as it should be.
    private T Ask<T>(string action, TimeSpan most, Func<CancellationToken, Task<T>> ask, Func<HttpStatusCode, string, Exception?>? refused = null, bool mayBeGone = false, bool isCleaning = false)
    {
        // What is cleaned up is asked for after an interruption, too.
        CancellationToken user = isCleaning || mayBeGone ? CancellationToken.None : interrupted;
        using var time = CancellationTokenSource.CreateLinkedTokenSource(user);
        time.CancelAfter(most);
        try
        {
            return Blocking.Wait(() => ask(time.Token));
        }
        catch (DockerApiException e) when (mayBeGone && e.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Conflict)
        {
            return default!; // of what may be gone nobody reads the answer
        }
        catch (DockerApiException e)
        {
            string said = MessageOf(e.ResponseBody);
            throw refused?.Invoke(e.StatusCode, said) ?? faults.Refused(action, e.StatusCode, said);
        }
        catch (Exception) when (time.IsCancellationRequested)
        {
            user.ThrowIfCancellationRequested();
            throw faults.Late(action, most);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or SocketException or TimeoutException or OperationCanceledException)
        {
            throw faults.Unreachable(action, e);
        }
    }

    private static string MessageOf(string? body)
    {
        try
        {
            using var document = JsonDocument.Parse(body ?? "");
            return document.RootElement.TextOf("message") ?? body ?? "";
        }
        catch (JsonException)
        {
            return body ?? "";
        }
    }

    // Progress<T> would tell later, and on other threads.
    private sealed class ToldAtOnce<T>(Action<T> take) : IProgress<T>
    {
        public void Report(T value) => take(value);
    }
}
