using System.Diagnostics;
using MlCi.Adapters.Registry;
using MlCi.Gates;
using MlCi.Testing;

namespace MlCi.IntegrationTests.Registry;

/// <summary>Several processes at one holdout's ledger, and processes that are killed.</summary>
public sealed class LedgerProcessTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private IReadOnlyList<HoldoutDecision> Decisions => new HoldoutLedger(new FolderRegistry(folder.Path("registry"), "telco")).Read(LedgerWriter.Holdout);

    public void Dispose() => folder.Dispose();

    [Fact]
    public void ProcessesThatDecideAtOnce_AreAllCounted()
    {
        const int Rounds = 20;
        Process[] writers = [.. Enumerable.Range(0, 4).Select(writer => Start($"{writer}", Rounds))];
        foreach (Process writer in writers)
        {
            writer.StandardOutput.ReadToEnd();
            writer.WaitForExit();
            Assert.Equal(0, writer.ExitCode);
            writer.Dispose();
        }

        Assert.Equal(writers.Length * Rounds, Decisions.Count);
    }

    [Fact]
    public void KilledGate_LeavesAWholeLedger_WithAllThatItSaid()
    {
        int said = 0;
        for (int kill = 0; kill < 8; kill++)
        {
            using Process writer = Start($"{kill}", 100_000);
            // Killed at another point each time: after a few rounds and a few milliseconds.
            for (int line = 0; line <= kill; line++)
                writer.StandardOutput.ReadLine();
            Thread.Sleep(kill * 3);
            writer.Kill();
            said += kill + 1;
            writer.WaitForExit();

            IReadOnlyList<HoldoutDecision> decisions = Decisions;
            Assert.True(decisions.Count >= said, $"{decisions.Count} decisions of at least {said}");
            Assert.Equal(decisions.Count, decisions.DistinctBy(decision => decision.Model).Count());
        }
    }

    private Process Start(string writer, int rounds) => Process.Start(new ProcessStartInfo(
        "dotnet", ["exec", typeof(LedgerWriter).Assembly.Location, "write-ledger", folder.Path("registry"), writer, $"{rounds}"])
    {
        UseShellExecute = false,
        RedirectStandardOutput = true,
    })!;
}
