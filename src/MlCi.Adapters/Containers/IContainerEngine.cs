using MlCi.Adapters.Containers.Engines;

namespace MlCi.Adapters.Containers;

/// <summary>
/// A container engine with Docker's API (dockerd, or podman's socket): Docker.DotNet where it can be had, else the in-box client over the
/// Unix socket. What cannot be reached is a fault (exit 3); what the engine refuses says what the engine said.
/// </summary>
public interface IContainerEngine : IDisposable
{
    /// <summary>Where it is, as messages have it.</summary>
    string Shown { get; }

    /// <summary>What answers there.</summary>
    /// <exception cref="Findings.FaultException">Nothing answers (exit 3).</exception>
    EngineVersion Version();

    /// <summary>Loads an archive as <c>docker save</c> writes it.</summary>
    /// <returns>The id of the image, <c>sha256:…</c> of its config.</returns>
    string Load(Stream archive);

    /// <summary>Writes an image as <c>docker save</c> does.</summary>
    void Save(string image, Stream archive);

    /// <summary>Builds a Dockerfile.</summary>
    /// <param name="context">The context, as a tar.</param>
    /// <param name="request">The Dockerfile in it, arguments and labels.</param>
    /// <param name="log">Is given what the build prints.</param>
    /// <returns>The id of the image.</returns>
    /// <exception cref="Findings.FaultException">A step failed (exit 1), with the step and its last output.</exception>
    string Build(Stream context, BuildRequest request, Action<string> log);

    /// <summary>What the engine says of an image that it has.</summary>
    /// <exception cref="Findings.FaultException">It has no such image (exit 3).</exception>
    EngineImage Image(string image);

    /// <summary>Creates a container; it does not run yet.</summary>
    /// <returns>Its id.</returns>
    string Create(ContainerRequest request);

    /// <summary>Starts a container.</summary>
    /// <exception cref="Findings.FaultException">Its program cannot be started, as the image lacks it (exit 1).</exception>
    void Start(string container);

    /// <summary>How a container stands.</summary>
    ServedState Inspect(string container);

    /// <summary>The last lines that a container wrote on both its streams.</summary>
    IReadOnlyList<string> Log(string container, int lines);

    /// <summary>The most memory that a running container has used in bytes, or null where the engine does not say, as where it uses cgroup v2.</summary>
    long? PeakMemory(string container);

    /// <summary>Sends SIGTERM, and SIGKILL after a while; waits until it has ended.</summary>
    void Stop(string container, TimeSpan patience);

    /// <summary>Removes a container, which is killed where it still runs.</summary>
    void Remove(string container);

    /// <summary>Removes an image, unless another tag or a container needs it; one that is not there is no fault.</summary>
    void RemoveImage(string image);
}

/// <summary>What answers as engine.</summary>
/// <param name="Name">Its product: <c>Docker Engine</c>, <c>Podman Engine</c>.</param>
/// <param name="Version">Its version.</param>
/// <param name="ApiVersion">The newest version of the API that it speaks.</param>
public sealed record EngineVersion(string Name, string Version, string ApiVersion);

/// <summary>What a Dockerfile is built with.</summary>
/// <param name="Dockerfile">Its path in the context.</param>
/// <param name="Arguments">Build arguments.</param>
/// <param name="Labels">Labels of the image.</param>
public sealed record BuildRequest(string Dockerfile, IReadOnlyDictionary<string, string> Arguments, IReadOnlyDictionary<string, string> Labels);

/// <summary>
/// What a container is made with. It has no network, no capability, no way to gain privileges, and a file system that cannot be written but
/// for <see cref="SocketFolder"/>.
/// </summary>
/// <param name="Image">The image's id or reference.</param>
/// <param name="SocketFolder">The folder of this machine that is mounted at <see cref="MountedAt"/>, for the socket.</param>
/// <param name="Memory">The most memory in bytes; no swap beside it.</param>
/// <param name="Cores">How many cores.</param>
/// <param name="Environment">Variables beside the image's own.</param>
public sealed record ContainerRequest(string Image, string SocketFolder, long Memory, double Cores, IReadOnlyDictionary<string, string> Environment)
{
    /// <summary>Where the folder of the socket is mounted in the container.</summary>
    public const string MountedAt = "/run/mlci";
}
