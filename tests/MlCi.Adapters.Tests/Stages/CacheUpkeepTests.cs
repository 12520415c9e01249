using MlCi.Adapters.Stages;
using MlCi.Adapters.Storage;
using MlCi.Findings;
using Spectre.Console;

namespace MlCi.Adapters.Tests.Stages;

/// <summary>What earlier runs left is shown, and pruned without harm to what comes.</summary>
public sealed class CacheUpkeepTests(EngineSetup setup) : EngineTest(setup)
{
    [Fact]
    public void Status_CountsWhatIsKept_AndNamesWhatIsBroken()
    {
        AssertPasses();
        File.WriteAllText(Directory.GetFiles(Repository.Path(".mlci/cache/Train"), "model.txt", SearchOption.AllDirectories).Single(), "damaged");

        string output = Upkeep(upkeep => upkeep.Status(asJson: false));

        Assert.Matches(@"Train +1 .* just now +1", output);
        Assert.Matches(@"Evaluate +1 .* just now", output);
        Assert.Matches(@"Build +1 ", output);
        Assert.StartsWith("[", Upkeep(upkeep => upkeep.Status(asJson: true)), StringComparison.Ordinal);
    }

    [Fact]
    public void Prune_RemovesWhatIsBrokenUnfinishedOrOld_AndNothingThatIsUsed()
    {
        AssertPasses();
        Repository.EditPipeline("seed: 7", "seed: 8");
        AssertPasses();
        string[] models = [.. Repository.Cached("Train")];
        foreach (string model in models)
            File.SetLastWriteTimeUtc(Path.Combine(model, "digest"), DateTime.UtcNow.AddDays(-60));
        // This one is used: it is young again.
        AssertPasses();
        Repository.Write(".mlci/cache/Train/.left.part/files/half", "half");
        Repository.Write("artifacts/tiny/.gate.json.part", "half");

        string dry = Upkeep(upkeep => upkeep.Prune(new PruneRule(TimeSpan.FromDays(30), MaxBytes: null, All: false), isDry: true));
        Assert.Contains("would remove 3 results", dry, StringComparison.Ordinal);
        Assert.Equal(3, Repository.Cached("Train").Count);
        string output = Upkeep(upkeep => upkeep.Prune(new PruneRule(TimeSpan.FromDays(30), MaxBytes: null, All: false), isDry: false));

        Assert.Contains("removed 3 results", output, StringComparison.Ordinal);
        Assert.Single(Repository.Cached("Train"));
        Assert.Empty(Repository.Unfinished());
        (_, string again) = Run("Gate");
        Assert.Equal(2, again.Split(", unchanged since an earlier run").Length - 1);
    }

    [Fact]
    public void PruneAll_LeavesTheRegistryAlone()
    {
        AssertPasses();
        Assert.Equal(ExitCodes.Passed, Run("Register").ExitCode);

        Upkeep(upkeep => upkeep.Prune(new PruneRule(OlderThan: null, MaxBytes: null, All: true), isDry: false));

        Assert.Empty(Repository.Cached("Train"));
        Assert.Equal(ExitCodes.Passed, Run("Promote", options => options with { To = "production" }).ExitCode);
    }

    [Fact]
    public void PruneBesideARun_IsRefused_AndRemovesNothing()
    {
        AssertPasses();
        using FileStream held = new(Repository.Path(".mlci/lock/tiny.lock"), FileMode.Open, FileAccess.ReadWrite, FileShare.None);

        FaultException fault = Assert.Throws<FaultException>(() => Upkeep(upkeep => upkeep.Prune(new PruneRule(OlderThan: null, MaxBytes: null, All: true), isDry: false)));

        Assert.Equal(ExitCodes.OutOfReach, fault.ExitCode);
        Assert.Equal("found a run of tiny in this folder, expected none while the cache is pruned; nothing was removed", fault.Message);
        Assert.Single(Repository.Cached("Train"));
    }

    private string Upkeep(Action<CacheUpkeep> act)
    {
        using var output = new StringWriter();
        act(new CacheUpkeep(Repository.Root, AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, Out = new AnsiConsoleOutput(output) }), TimeProvider.System));
        return output.ToString();
    }
}
