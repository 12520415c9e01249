using System.Diagnostics.CodeAnalysis;
using MlCi.Adapters.Containers.Engines;
using MlCi.Findings;
using MlCi.Serving;

namespace MlCi.Adapters.Containers;

/// <summary>
/// A container that serves as production would run it: as the image's own user, who must not be root, without capabilities, network and a
/// way to gain privileges, its file system not to be written, memory and cores limited. It is asked through a Unix socket in a folder that
/// it shares with this machine. It is removed when this is disposed, and when the process ends.
/// </summary>
public sealed class ContainerRun : IServedProgram
{
    /// <summary>What the program is told to listen on.</summary>
    public const string Urls = $"http://unix:{ContainerRequest.MountedAt}/{SocketFolder.SocketName}";

    // 128 and SIGKILL.
    private const int Killed = 137;

    private readonly IContainerEngine engine;
    private readonly SocketFolder folder;
    private readonly string container;
    private readonly Lock gate = new();
    private long? peak;
    private bool isRemoved;
    private volatile bool isAsked;

    private ContainerRun(IContainerEngine engine, SocketFolder folder, string container, string image)
    {
        (this.engine, this.folder, this.container) = (engine, folder, container);
        Shown = $"container {EngineFaults.ShortOf(container)}, image {image}";
        AppDomain.CurrentDomain.ProcessExit += OnExit;
    }

    /// <inheritdoc/>
    public string Shown { get; }

    /// <inheritdoc/>
    public bool IsContainer => true;

    /// <inheritdoc/>
    public string Socket => folder.Socket;

    /// <inheritdoc/>
    public long Started { get; private set; }

    /// <summary>Starts a container.</summary>
    /// <param name="engine">The engine, which must be on this machine.</param>
    /// <param name="image">The image's id or reference.</param>
    /// <param name="memory">The most memory in bytes; no swap beside it.</param>
    /// <param name="cores">How many cores.</param>
    /// <param name="environment">Variables beside the image's own.</param>
    /// <exception cref="FaultException">
    /// The image's user is root, or its program cannot be started (exit 1); the engine is out of reach, or refuses (exit 3).
    /// </exception>
    public static ContainerRun Start(IContainerEngine engine, string image, long memory, double cores, IReadOnlyDictionary<string, string> environment)
    {
        EngineImage found = engine.Image(image);
        if (found.IsRoot)
            throw FaultException.Negative($"image {image}: found {(found.User.Length == 0 ? "no user" : $"user '{InertText.Of(found.User)}'")}, expected one who is not root: USER 1654 in a Dockerfile");
        ContainerRun run = Create(engine, found.Id, memory, cores, new Dictionary<string, string>(environment, StringComparer.Ordinal) { [ServeVariables.Urls] = Urls });
        try
        {
            run.Started = TimeProvider.System.GetTimestamp();
            engine.Start(run.container);
            return run;
        }
        catch
        {
            run.Dispose();
            throw;
        }
    }

    [SuppressMessage("Reliability", "CA2000", Justification = "The run owns the folder.")]
    private static ContainerRun Create(IContainerEngine engine, string image, long memory, double cores, Dictionary<string, string> variables)
    {
        var shared = new SocketFolder();
        try
        {
            return new ContainerRun(engine, shared, engine.Create(new ContainerRequest(image, shared.Mounted, memory, cores, variables)), image);
        }
        catch
        {
            shared.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public ServedState State()
    {
        ServedState state = engine.Inspect(container);
        // Of a first process that the kernel kills, an engine is not always told why: with cgroup v1 the message is lost where the group goes
        // first. Nobody else kills it, before it is asked to stop.
        if (state.ExitCode == Killed && !isAsked)
            return state with { IsOutOfMemory = true };
        return state;
    }

    /// <inheritdoc/>
    public long? PeakMemory()
    {
        long? now = engine.PeakMemory(container) ?? ContainerMemory.PeakOf(container);
        lock (gate)
            return peak = now is null || peak > now ? peak : now;
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Log(int lines) => engine.Log(container, lines);

    /// <inheritdoc/>
    public ServedState Stop(TimeSpan patience)
    {
        // One that has ended before was not stopped.
        isAsked = engine.Inspect(container).IsRunning;
        engine.Stop(container, patience);
        return State();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        AppDomain.CurrentDomain.ProcessExit -= OnExit;
        Remove();
    }

    private void OnExit(object? sender, EventArgs e) => Remove();

    private void Remove()
    {
        lock (gate)
        {
            if (isRemoved)
                return;
            isRemoved = true;
        }

        try
        {
            engine.Remove(container);
        }
        catch (FaultException)
        {
            // An engine that is gone must not hide how the test itself ended.
        }
        finally
        {
            folder.Dispose();
        }
    }
}
