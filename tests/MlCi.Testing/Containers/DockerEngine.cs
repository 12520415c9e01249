using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using MlCi.Testing.Registries;

namespace MlCi.Testing.Containers;

/// <summary>
/// A real dockerd (Debian's docker.io) with a socket and a port of its own, its data in a folder that goes with it. It needs no network and
/// no kernel module: the plainest storage, no bridge.
/// </summary>
public sealed class DockerEngine : IDisposable
{
    public const string Program = "/usr/sbin/dockerd";

    /// <summary>What the tests that need it say where it is not there.</summary>
    public const string Missing = "dockerd is not installed (Debian: apt-get install docker.io), or these tests do not run as root, whom it needs";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    // Short, as the path of a socket has 107 bytes.
    private readonly string root = Directory.CreateTempSubdirectory("mde-").FullName;
    private readonly Queue<string> log = new();
    private readonly Process process;

    public DockerEngine()
    {
        Port = FreePort.Next();
        process = Process.Start(new ProcessStartInfo(Program,
        [
            "--host", $"unix://{Socket}", "--host", $"tcp://127.0.0.1:{Port.ToString(CultureInfo.InvariantCulture)}", "--tls=false",
            "--data-root", Path.Combine(root, "data"), "--exec-root", Path.Combine(root, "exec"), "--pidfile", Path.Combine(root, "pid"),
            "--bridge=none", "--iptables=false", "--storage-driver=vfs",
        ])
        { UseShellExecute = false, RedirectStandardError = true, RedirectStandardOutput = true })!;
        process.ErrorDataReceived += Keep;
        process.OutputDataReceived += Keep;
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
        // A test host that is stopped runs this, too.
        AppDomain.CurrentDomain.ProcessExit += OnExit;
        WaitUntilItAnswers();
    }

    /// <summary>Whether there is one to start.</summary>
    public static bool IsInstalled => File.Exists(Program) && Environment.IsPrivilegedProcess;

    /// <summary>The path of its socket.</summary>
    public string Socket => Path.Combine(root, "docker.sock");

    /// <summary>The port of this machine that it listens on, too.</summary>
    public int Port { get; }

    public void Dispose()
    {
        AppDomain.CurrentDomain.ProcessExit -= OnExit;
        Stop();
        process.Dispose();
        Remove();
    }

    private void OnExit(object? sender, EventArgs e)
    {
        Stop();
        Remove();
    }

    // As it is asked to: then it ends its containers and containerd, and takes its mounts away.
    private void Stop()
    {
        try
        {
            if (process.HasExited)
                return;
            Signal("TERM", process.Id);
            if (process.WaitForExit(Patience))
                return;
            if (File.Exists(Path.Combine(root, "exec", "containerd", "containerd.pid")))
                Signal("KILL", int.Parse(File.ReadAllText(Path.Combine(root, "exec", "containerd", "containerd.pid")), CultureInfo.InvariantCulture));
            process.Kill(entireProcessTree: true);
            process.WaitForExit();
        }
        catch (InvalidOperationException)
        {
            // It has ended by itself.
        }
    }

    private void Remove()
    {
        try
        {
            Directory.Delete(root, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A mount that it left; the next start of the machine takes it away.
        }
    }

    private static void Signal(string name, int id)
    {
        using Process kill = Process.Start("kill", [$"-{name}", id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    private void Keep(object sender, DataReceivedEventArgs e)
    {
        lock (log)
        {
            log.Enqueue(e.Data ?? "");
            if (log.Count > 20)
                log.Dequeue();
        }
    }

    private void WaitUntilItAnswers()
    {
        for (int tries = 0; tries < 1200 && !process.HasExited; tries++)
        {
            try
            {
                using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                socket.Connect(new UnixDomainSocketEndPoint(Socket));
                // It does not listen on both at the same moment.
                using var client = new TcpClient("127.0.0.1", Port);
                return;
            }
            catch (SocketException)
            {
                Thread.Sleep(50);
            }
        }

        lock (log)
            throw new InvalidOperationException($"dockerd does not answer:{Environment.NewLine}{string.Join(Environment.NewLine, log)}");
    }
}
