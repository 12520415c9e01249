using System.Diagnostics;
using System.Net.Sockets;
using MlCi.Testing.GitHub;
using MlCi.Testing.Registries;

namespace MlCi.IntegrationTests.GitHub;

/// <summary>
/// Another implementation of OpenAPI before the fake GitHub: Stoplight's prism, which refuses requests and answers that the description does
/// not allow (<c>npm i @stoplight/prism-cli@5.14.2</c>; found on the PATH, or where <c>MLCI_PRISM</c> says).
/// </summary>
internal sealed class PrismProxy : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private readonly Process process;

    private PrismProxy(string prism, Uri fake)
    {
        int port = FreePort.Next();
        Api = new Uri($"http://127.0.0.1:{port}/");
        process = Process.Start(new ProcessStartInfo(prism, ["proxy", "--errors", "-h", "127.0.0.1", "-p", $"{port}", GitHubDescription.FilePath, fake.ToString().TrimEnd('/')])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var clock = Stopwatch.StartNew();
        while (!Answers(port))
        {
            if (process.HasExited || clock.Elapsed > Patience)
                throw new InvalidOperationException($"{prism} does not listen at {Api}");
            Thread.Sleep(200);
        }
    }

    /// <summary>Its address.</summary>
    public Uri Api { get; }

    /// <summary>Starts it; skips the test where it is not installed.</summary>
    public static PrismProxy Start(FakeGitHub fake)
    {
        string? named = Environment.GetEnvironmentVariable("MLCI_PRISM");
        string? prism = named is { Length: > 0 } ? named
            : (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Select(folder => Path.Combine(folder, "prism")).FirstOrDefault(File.Exists);
        Skip.If(prism is null, "prism is not on the PATH, and MLCI_PRISM names none (npm i @stoplight/prism-cli@5.14.2)");
        return new PrismProxy(prism!, fake.Api);
    }

    public void Dispose()
    {
        process.Kill(entireProcessTree: true);
        process.WaitForExit();
        process.Dispose();
    }

    private static bool Answers(int port)
    {
        try
        {
            using TcpClient client = new("127.0.0.1", port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
