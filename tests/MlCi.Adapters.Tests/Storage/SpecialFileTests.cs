using System.Diagnostics;
using System.Net.Sockets;
using MlCi.Adapters.Storage;
using MlCi.Findings;
using MlCi.Testing;

namespace MlCi.Adapters.Tests.Storage;

/// <summary>What is no file of bytes is told without being opened.</summary>
public sealed class SpecialFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [SkippableFact]
    public void PipeDeviceAndSocket_HaveNoDigest_AndNobodyWaits()
    {
        Skip.If(OperatingSystem.IsWindows(), "Windows has none of them in folders");
        string pipe = folder.Path("pipe");
        using (Process make = Process.Start("mkfifo", [pipe]))
            make.WaitForExit();
        File.CreateSymbolicLink(folder.Path("link"), pipe);
        using Socket socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(folder.Path("socket")));

        foreach ((string path, string kind) in new[] { (pipe, "a named pipe"), (folder.Path("link"), "a named pipe"), ("/dev/zero", "a device"), (folder.Path("socket"), "a socket") })
        {
            FaultException fault = Assert.Throws<FaultException>(() => FileDigests.OfFile(path));
            Assert.Equal((ExitCodes.Misconfigured, $"found {kind} at {path}, expected a file"), (fault.ExitCode, fault.Message));
        }
    }

    [Fact]
    public void EmptyFile_HasOne() => Assert.Equal(Data.Digest.OfText(""), FileDigests.OfFile(folder.Write("empty.csv", "")));
}
