using System.Net;
using System.Net.Sockets;
using MlCi.Adapters.Containers;
using MlCi.Adapters.Containers.Engines;
using MlCi.Adapters.Processes;
using MlCi.Findings;
using MlCi.Testing;

namespace MlCi.Adapters.Tests.Containers;

/// <summary>Engines that are not there, do not answer, or are none.</summary>
public sealed class EngineReachTests
{
    private static readonly EnginePatience Short = new() { Connect = TimeSpan.FromSeconds(1), Answer = TimeSpan.FromSeconds(1) };

    [Fact]
    public void NoSocket_IsOutOfReach()
    {
        using var folder = new TemporaryFolder();
        using var engine = new SocketEngine(EngineAddress.OfSocket(folder.Path("none.sock")), Short, new SecretTexts([]), CancellationToken.None);

        FaultException fault = Assert.Throws<FaultException>(() => engine.Version());

        Assert.Equal(ExitCodes.OutOfReach, fault.ExitCode);
        Assert.Contains($"unix://{folder.Path("none.sock")}: ", fault.Message, StringComparison.Ordinal);
        Assert.Contains("expected a container engine that answers (ask for its version)", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void WhoSaysNothing_IsTooLate()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using SocketEngine engine = At(listener, Short);

        FaultException fault = Assert.Throws<FaultException>(() => engine.Version());

        Assert.Equal(ExitCodes.OutOfReach, fault.ExitCode);
        Assert.EndsWith("found no answer to ask for its version after 1 s, expected one", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello", "found 5 bytes that are not JSON")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n[]", "found JSON without ApiVersion")]
    [InlineData("HTTP/1.1 403 Forbidden\r\nContent-Length: 14\r\n\r\nnot for you...", "found 403 Forbidden: not for you, as answer to ask for its version")]
    public async Task WhoIsNoEngine_IsSaid(string answer, string message)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using SocketEngine engine = At(listener);
        Task<FaultException> asking = Task.Run(() => Assert.Throws<FaultException>(() => engine.Version()));

        await Answer(listener, answer);
        FaultException fault = await asking;

        Assert.Equal(ExitCodes.OutOfReach, fault.ExitCode);
        Assert.Contains(message, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void NowhereAnEngine_IsNull_WithThePlaceThatWasNamed()
    {
        using var folder = new TemporaryFolder();
        string socket = $"unix://{folder.Path("none.sock")}";

        EngineSearch search = ContainerEngines.Find(name => name == "DOCKER_HOST" ? socket : null, new SecretTexts([]), CancellationToken.None);

        Assert.Null(search.Engine);
        Assert.Equal([$"{socket}: found no such file"], search.Tried);
        Assert.True(search.IsSilent);
    }

    [Fact]
    public void EngineThatIsNotWanted_IsNotMissed()
    {
        EngineSearch search = ContainerEngines.Find(name => name == "DOCKER_HOST" ? ContainerEngines.None : null, new SecretTexts([]), CancellationToken.None);

        Assert.Equal((null, false), (search.Engine, search.IsSilent));
    }

    [Theory]
    [InlineData("", "", false)]
    [InlineData("<none>:<none>", "<none>@sha256:0", false)]
    [InlineData("", "moby-dangling@sha256:0", false)]
    [InlineData("churn:latest", "", true)]
    [InlineData("", "localhost:5000/churn@sha256:0", true)]
    public void ImageHasAName_WhereSomebodyGaveOrPulledIt(string tag, string digest, bool expected) =>
        Assert.Equal(expected, EngineImage.HasName(tag.Length == 0 ? [] : [tag], digest.Length == 0 ? [] : [digest]));

    [Theory]
    [InlineData("ssh://me:word@host", null, "DOCKER_HOST: found 'ssh://***@host', expected unix:///PATH or tcp://HOST:PORT")]
    [InlineData("tcp://host:2375", null, "DOCKER_HOST: found tcp://host:2375, an engine of another machine, expected one of this: the container is asked through a socket in a folder that both share")]
    [InlineData("tcp://localhost:2376", "1", "DOCKER_TLS_VERIFY: found it set for tcp://localhost:2376, expected an engine without TLS, or a Unix socket")]
    public void EngineThatCannotBeAsked_IsNull_WithTheReason(string host, string? tls, string reason)
    {
        EngineSearch search = ContainerEngines.Find(name => name switch { "DOCKER_HOST" => host, "DOCKER_TLS_VERIFY" => tls, _ => null }, new SecretTexts([]), CancellationToken.None);

        Assert.Null(search.Engine);
        Assert.Equal(reason, search.Reasons);
        Assert.True(search.IsSilent);
    }

    [Fact]
    public void PeakOfACgroup_IsFoundByTheContainersId()
    {
        using var folder = new TemporaryFolder();
        folder.Write("system.slice/docker-0123456789abcdef.scope/memory.peak", "12345\n");

        Assert.Equal(12_345, ContainerMemory.PeakOf("0123456789abcdef", folder.Root));
        Assert.Null(ContainerMemory.PeakOf("ffff456789abcdef", folder.Root));
        Assert.Null(ContainerMemory.PeakOf("*", folder.Root));
    }

    private static SocketEngine At(TcpListener listener, EnginePatience? patience = null)
    {
        Assert.Null(EngineAddress.Parse($"tcp://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}", out EngineAddress? address));
        return new SocketEngine(address!, patience ?? Short with { Connect = TimeSpan.FromSeconds(60) }, new SecretTexts([]), CancellationToken.None);
    }

    private static async Task Answer(TcpListener listener, string answer)
    {
        using TcpClient client = await listener.AcceptTcpClientAsync();
        NetworkStream stream = client.GetStream();
        Assert.True(await stream.ReadAtLeastAsync(new byte[4], 4) >= 4);
        await stream.WriteAsync(System.Text.Encoding.ASCII.GetBytes(answer));
        client.Client.Shutdown(SocketShutdown.Send);
    }
}
