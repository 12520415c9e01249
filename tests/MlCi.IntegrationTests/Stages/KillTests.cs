using MlCi.Testing;
using MlCi.Testing.Kills;
using Xunit.Abstractions;

namespace MlCi.IntegrationTests.Stages;

/// <summary>Gates that are killed at any moment, and two gates at once: twenty rounds; <c>./build.sh Stress --simulation kills</c> does 500.</summary>
public sealed class KillTests(ITestOutputHelper output)
{
    private const int Rounds = 20;

    [SkippableFact]
    public void KilledAndRunAgain_OrTwoAtOnce_LeaveTheBytesOfAnUndisturbedRun()
    {
        Skip.If(OperatingSystem.IsWindows(), "the commands are a POSIX shell's");
        using var rounds = new KillRounds(MlciAssembly.Path);
        List<KillRound> found = [.. Enumerable.Range(0, Rounds - 1).Select(number => rounds.Run(number)), rounds.Run(Rounds - 1, KillCase.Unbuilt)];

        output.WriteLine(string.Join('\n', found));
        // A kill that came too late to end anything shows nothing.
        Assert.Contains(found, round => round.Stage is not ("start" or "end"));
        Assert.All(found, round => Assert.True(round.Faults.Count == 0, $"{round}"));
    }
}
