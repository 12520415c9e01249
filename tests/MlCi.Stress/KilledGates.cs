using System.Collections.Concurrent;
using MlCi.Testing;
using MlCi.Testing.Kills;

namespace MlCi.Stress;

/// <summary>Gates and registrations that are killed at random moments and run again, and two at once: they leave what an undisturbed run leaves.</summary>
public sealed class KilledGates : ISimulation
{
    // Building the program takes longer than all the rest.
    private const int BuildsEvery = 50;

    public string Name => "kills";

    public string Title => "Runs killed in a stage, and those that were then not run again to the same bytes, in percent of all";

    public int Replicates => 500;

    public ResultTable Run(int replicates, Action<string> progress)
    {
        if (OperatingSystem.IsWindows())
            throw new PlatformNotSupportedException("the commands of these pipelines are a POSIX shell's");
        using var rounds = new KillRounds(MlciAssembly.Path);
        ConcurrentBag<KillRound> found = [];
        Parallel.For(0, replicates, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, number =>
        {
            KillRound round = rounds.Run(number, number % BuildsEvery == BuildsEvery - 1 ? KillCase.Unbuilt : null);
            progress($"{round}");
            found.Add(round);
        });
        string[] stages = [.. KillRound.Stages, .. found.Select(round => round.Stage).Except(KillRound.Stages).Order(StringComparer.Ordinal)];
        return new ResultTable(Title, ["killed there", "other bytes"], [.. stages.Select(stage => Of(stage, found, replicates))]);
    }

    private static ResultRow Of(string stage, IReadOnlyCollection<KillRound> found, int replicates)
    {
        KillRound[] there = [.. found.Where(round => round.Stage == stage)];
        // In a long run each of the stages must have been hit; at no time may any of them leave something else.
        double atLeast = KillRound.Stages.Contains(stage) ? .02 : 0;
        return new ResultRow(
            $"{stage,-18}", new Claim(there.Length, replicates, AtLeast: atLeast), new Claim(there.Count(round => round.Faults.Count > 0), replicates, AtMost: 0));
    }
}
