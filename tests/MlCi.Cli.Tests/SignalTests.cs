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

    [SkippableTheory]
    [InlineData("INT", 130)]
    [InlineData("TERM", 143)]
    public async Task Signal_EndsWhatHasNoEngine(string signal, int exitCode)
    {
        Skip.If(OperatingSystem.IsWindows(), "Windows has no signals");
        string fifo = await Fifo("scores.csv");

        Assert.Equal(exitCode, await SignalUntilItEnds(signal, fifo, "evaluate", "--predictions", fifo, "--label", "y", "--score", "s"));
    }

    [SkippableFact]
    public async Task SecondSignal_EndsAnEngineThatDoesNotStop()
    {
        Skip.If(OperatingSystem.IsWindows(), "Windows has no signals");
        File.Delete(repository.Path("pipelines/tiny/data/train.csv"));
        string fifo = await Fifo("pipelines/tiny/data/train.csv");

        Assert.Equal(130, await SignalUntilItEnds("INT", fifo, "gate", "--root", repository.Root));
    }

    // Signals it from when it reads a file that never ends.
    private static async Task<int> SignalUntilItEnds(string signal, string fifo, params string[] arguments)
    {
        using Process mlci = Process.Start(new ProcessStartInfo(
            "env", ["--default-signal=INT,TERM", "dotnet", "exec", Path.Combine(AppContext.BaseDirectory, "MlCi.Cli.dll"), .. arguments])
        { UseShellExecute = false, RedirectStandardOutput = true })!;
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            await using FileStream open = await Task.Run(() => new FileStream(fifo, FileMode.Open, FileAccess.Write, FileShare.ReadWrite), patience.Token).WaitAsync(patience.Token);
            while (!mlci.HasExited)
            {
                using Process kill = Process.Start("kill", [$"-{signal}", $"{mlci.Id}"]);
                await kill.WaitForExitAsync(patience.Token);
                await Task.Delay(200, patience.Token);
            }

            return mlci.ExitCode;
        }
        finally
        {
            mlci.Kill(entireProcessTree: true);
        }
    }

    private async Task<string> Fifo(string name)
    {
        using Process make = Process.Start("mkfifo", [repository.Path(name)]);
        await make.WaitForExitAsync();
        return repository.Path(name);
    }
}
