using System.Diagnostics;
using System.Net.Sockets;

namespace MlCi.Testing.Registries;

/// <summary>
/// A real docker-registry (Debian's) on a free port of this machine, its content in a folder that goes with it: plain, with TLS and
/// htpasswd, or with tokens.
/// </summary>
public sealed class RegistryServer : IDisposable
{
    public const string Program = "/usr/bin/docker-registry";

    /// <summary>What the tests that need it say where it is not there.</summary>
    public const string Missing = "docker-registry is not installed (Debian: apt-get install docker-registry)";

    public const string User = "ci", Password = "s3cret-of-ci";

    // bcrypt of the password, as htpasswd writes it.
    private const string Htpasswd = "ci:$2b$05$rHzWpifOPw6UXVDzRM3Z5.p1miniT.f7DHkKSJJBKcRhnMHOhZnxS\n";
    private readonly TemporaryFolder folder = new();
    private readonly Process process;

    private RegistryServer(string form)
    {
        Port = FreePort.Next();
        bool isSafe = form == "tls";
        if (form != "plain")
            Certificate = new TestCertificate(folder.Path("certificates"));
        if (form == "token")
            Tokens = new TokenServer(Certificate!);
        string auth = form switch
        {
            "tls" => $"auth: {{ htpasswd: {{ realm: registry, path: {folder.Write("htpasswd", Htpasswd)} }} }}",
            "token" => $"auth: {{ token: {{ realm: \"{Tokens!.Realm}\", service: {TokenServer.Service}, issuer: {TokenServer.Issuer}, rootcertbundle: {Certificate!.AuthorityFile} }} }}",
            _ => "",
        };
        string tls = isSafe ? $", tls: {{ certificate: {Certificate!.CertificateFile}, key: {Certificate.KeyFile} }}" : "";
        string configuration = folder.Write("registry.yml", $$"""
            version: 0.1
            log: { level: error, accesslog: { disabled: true } }
            storage: { filesystem: { rootdirectory: {{Storage}} }, delete: { enabled: true } }
            http: { addr: 127.0.0.1:{{Port}}, secret: fixed{{tls}} }
            {{auth}}

            """);
        Host = $"127.0.0.1:{Port}";
        Address = (isSafe ? "https://" : "http://") + Host;
        process = Process.Start(new ProcessStartInfo(Program, ["serve", configuration]) { UseShellExecute = false, RedirectStandardError = true, RedirectStandardOutput = true })!;
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
        // A test host that is stopped runs this, too.
        AppDomain.CurrentDomain.ProcessExit += OnExit;
        WaitUntilItAnswers();
    }

    /// <summary>Whether there is one to start.</summary>
    public static bool IsInstalled => File.Exists(Program);

    public int Port { get; }

    /// <summary>Host and port.</summary>
    public string Host { get; }

    /// <summary>The address with its scheme.</summary>
    public string Address { get; }

    /// <summary>The certificate; null of a plain one.</summary>
    public TestCertificate? Certificate { get; }

    /// <summary>Who gives tokens; null where nobody does.</summary>
    public TokenServer? Tokens { get; }

    /// <summary>Where it keeps what it is given.</summary>
    public string Storage => folder.Path("storage");

    public static RegistryServer Plain() => new("plain");

    /// <summary>With TLS by an authority of its own, and one user.</summary>
    public static RegistryServer Tls() => new("tls");

    /// <summary>With tokens.</summary>
    public static RegistryServer WithTokens() => new("token");

    /// <summary>The file in which it keeps a blob or manifest.</summary>
    public string FileOf(string digest) => Path.Combine(Storage, "docker/registry/v2/blobs/sha256", digest[7..9], digest[7..], "data");

    public void Dispose()
    {
        AppDomain.CurrentDomain.ProcessExit -= OnExit;
        Stop();
        process.Dispose();
        Tokens?.Dispose();
        folder.Dispose();
    }

    private void OnExit(object? sender, EventArgs e) => Stop();

    private void Stop()
    {
        try
        {
            process.Kill();
            process.WaitForExit();
        }
        catch (InvalidOperationException)
        {
            // It has ended by itself.
        }
    }

    private void WaitUntilItAnswers()
    {
        for (int tries = 0; tries < 600 && !process.HasExited; tries++)
        {
            try
            {
                using var client = new TcpClient("127.0.0.1", Port);
                return;
            }
            catch (SocketException)
            {
                Thread.Sleep(50);
            }
        }

        throw new InvalidOperationException($"docker-registry does not answer on port {Port}");
    }
}
