using MlCi.Adapters.Registry;
using MlCi.Gates;
using MlCi.Testing;

namespace MlCi.IntegrationTests.Registry;

/// <summary>Several processes at one holdout's ledger, and processes that are killed.</summary>
public sealed class LedgerProcessTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private IReadOnlyList<HoldoutDecision> Decisions => new HoldoutLedger(new FolderRegistry(folder.Path("registry"), "telco")).Read(LedgerWriter.Holdout);

    private WriterProcesses Writers => new("write-ledger", folder.Path("registry"));

    public void Dispose() => folder.Dispose();

    [Fact]
    public void ProcessesThatDecideAtOnce_AreAllCounted()
    {
        const int Count = 4, Rounds = 20;
        Writers.RunAtOnce(Count, Rounds);

        Assert.Equal(Count * Rounds, Decisions.Count);
    }

    [Fact]
    public void KilledGate_LeavesAWholeLedger_WithAllThatItSaid()
    {
        Writers.KillInTurn(8, said =>
        {
            IReadOnlyList<HoldoutDecision> decisions = Decisions;
            Assert.True(decisions.Count >= said, $"{decisions.Count} decisions of at least {said}");
            Assert.Equal(decisions.Count, decisions.DistinctBy(decision => decision.Model).Count());
        });
    }
}
