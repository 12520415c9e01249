using System.Diagnostics.CodeAnalysis;
using MlCi.Adapters.Containers.Engines;
using MlCi.Adapters.Processes;
using MlCi.Findings;

namespace MlCi.Adapters.Containers;

/// <summary>Finds the engine of this machine: where <c>DOCKER_HOST</c> says, else Docker's socket, else podman's.</summary>
public static class ContainerEngines
{
    /// <summary>Docker's socket.</summary>
    public const string DockerSocket = "/var/run/docker.sock";

    /// <summary>What <c>DOCKER_HOST</c> is where an engine is not wanted, though there may be one.</summary>
    public const string None = "unix:///none";

    private const string PodmanSocket = "/run/podman/podman.sock";

    /// <summary>Looks for an engine that answers.</summary>
    /// <param name="environment">Gives a variable, or null.</param>
    /// <param name="secrets">What must not be read in its messages and logs.</param>
    /// <param name="interrupted">Ends what is under way.</param>
    [SuppressMessage("Reliability", "CA2000", Justification = "It is given back, or disposed where it does not answer.")]
    public static EngineSearch Find(Func<string, string?> environment, SecretTexts secrets, CancellationToken interrupted)
    {
        List<string> tried = [];
        // Who names one means to have it.
        bool isSilent = environment("DOCKER_HOST") is { Length: > 0 } named && named != None;
        foreach (EngineAddress address in Places(environment, tried))
        {
            if (address.Socket is { } socket && !File.Exists(socket))
            {
                tried.Add($"{address.Shown}: found no such file");
                continue;
            }

            IContainerEngine engine = Connect(address, new EnginePatience(), secrets, interrupted);
            try
            {
                engine.Version();
                return new EngineSearch(engine, tried);
            }
            catch (FaultException e)
            {
                engine.Dispose();
                isSilent = true;
                tried.Add(e.Message);
            }
            catch
            {
                engine.Dispose();
                throw;
            }
        }

        return new EngineSearch(null, tried, isSilent);
    }

    /// <summary>A client of an engine: Docker.DotNet where it could be had when MlCi was built, else the in-box one. Nothing is asked yet.</summary>
    /// <param name="address">Where it listens.</param>
    /// <param name="patience">How long it may take.</param>
    /// <param name="secrets">What must not be read in its messages and logs.</param>
    /// <param name="interrupted">Ends what is under way.</param>
    public static IContainerEngine Connect(EngineAddress address, EnginePatience patience, SecretTexts secrets, CancellationToken interrupted) =>
#if HAS_DOCKER_DOTNET
        new DockerDotNetEngine(address, patience, secrets, interrupted);
#else
        new SocketEngine(address, patience, secrets, interrupted);
#endif

    private static IEnumerable<EngineAddress> Places(Func<string, string?> environment, List<string> tried)
    {
        // Who names one means that one, as with docker's own command.
        if (environment("DOCKER_HOST") is { Length: > 0 } host)
            return Named(host, environment("DOCKER_TLS_VERIFY") is { Length: > 0 }, tried);
        IEnumerable<string> sockets = environment("XDG_RUNTIME_DIR") is { Length: > 0 } runtime
            ? [DockerSocket, Path.Combine(runtime, "podman", "podman.sock"), PodmanSocket]
            : [DockerSocket, PodmanSocket];
        return sockets.Select(EngineAddress.OfSocket);
    }

    private static EngineAddress[] Named(string host, bool isTls, List<string> tried)
    {
        if (EngineAddress.Parse(host, out EngineAddress? address) is { } fault)
        {
            tried.Add($"DOCKER_HOST: {new SecretTexts([]).Without(fault)}");
            return [];
        }

        if (!address!.IsHere)
        {
            tried.Add($"DOCKER_HOST: found {address.Shown}, an engine of another machine, expected one of this: the container is asked through a socket in a folder that both share");
            return [];
        }

        if (!isTls || address.Socket is not null)
            return [address];
        tried.Add($"DOCKER_TLS_VERIFY: found it set for {address.Shown}, expected an engine without TLS, or a Unix socket");
        return [];
    }
}

/// <summary>What came of looking for an engine.</summary>
/// <param name="Engine">The one that answers, or null where none does.</param>
/// <param name="Tried">The places that were asked before in vain, each with the reason.</param>
/// <param name="IsSilent">Whether one of them is there and does not answer, or <c>DOCKER_HOST</c> names one that cannot be asked.</param>
public sealed record EngineSearch(IContainerEngine? Engine, IReadOnlyList<string> Tried, bool IsSilent = false)
{
    /// <summary>The reasons on one line.</summary>
    public string Reasons => string.Join("; ", Tried);
}
