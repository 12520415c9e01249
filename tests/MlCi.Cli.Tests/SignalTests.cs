using System.Diagnostics;
using MlCi.Findings;
using MlCi.Testing;

namespace MlCi.Cli.Tests;

/// <summary>Ctrl-C and the runner's cancel button, as a process of its own gets them.</summary>
public sealed class SignalTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private readonly TinyRepository repository = new();

    public void Dispose() => repository.Dispose();

    [SkippableTheory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task Signal_StopsTheProgramAndItsChildren(string signal)
    {
        Skip.If(OperatingSystem.IsWindows(), "Windows has no signals");
        repository.SetMode("train-hang");
        repository.LeaveEarlierVerdict();
        // A runner in the background may ignore SIGINT, and its children inherit that: env gives the signals back.
        using Process mlci = Process.Start(new ProcessStartInfo(
            "env", ["--default-signal=INT,TERM", "dotnet", "exec", Path.Combine(AppContext.BaseDirectory, "MlCi.Cli.dll"), "gate", "--verbose", "--root", repository.Root])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
        })!;
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            string? line;
            do
            {
                line = await mlci.StandardOutput.ReadLineAsync(patience.Token);
                Assert.NotNull(line);
            }
            while (!line.Contains("hanging with child", StringComparison.Ordinal));

            using (Process kill = Process.Start("kill", [$"-{signal}", $"{mlci.Id}"]))
                await kill.WaitForExitAsync(patience.Token);
            string rest = await mlci.StandardOutput.ReadToEndAsync(patience.Token);
            await mlci.WaitForExitAsync(patience.Token);

            Assert.Contains("error interrupted; nothing half-done was kept", rest, StringComparison.Ordinal);
            Assert.Equal(ExitCodes.Interrupted, mlci.ExitCode);
            Assert.False(TinyChild.IsRunning(line));
            Assert.Empty(repository.Verdict());
            Assert.Empty(repository.Cached("Train"));
        }
        finally
        {
            mlci.Kill(entireProcessTree: true);
        }
    }
}
