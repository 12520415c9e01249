using System.Collections.Concurrent;
using MlCi.Statistics;

namespace MlCi.Testing.Kills;

/// <summary>
/// Kills the command line with SIGKILL at random moments and runs it again: what is left must be, byte for byte, what an
/// undisturbed run leaves; and so must, in every fifth round, what two runs at once leave. Moments are seeded; where they fall depends on the machine.
/// </summary>
public sealed class KillRounds : IDisposable
{
    // No divisor of the number of cases, so that all of them have their turn.
    private const int TwoAtOnceEvery = 5;
    private static readonly (ulong, ulong) Key = Philox.KeyOf([.. "kills".Select(letter => (long)letter)]);
    private readonly string cli;
    private readonly KillStates states;
    private readonly ConcurrentDictionary<KillCase, Lazy<Undisturbed>> undisturbed = [];

    /// <summary>Makes the repositories that rounds start from.</summary>
    /// <param name="cli">The path of MlCi.Cli.dll.</param>
    public KillRounds(string cli)
    {
        this.cli = cli;
        states = new KillStates(cli);
        states.Prepare();
    }

    /// <summary>Runs one round.</summary>
    /// <param name="number">Its number: it decides what is run and when it is killed.</param>
    /// <param name="one">What is run; null: each case in turn.</param>
    public KillRound Run(int number, KillCase? one = null)
    {
        one ??= KillCase.All[number % KillCase.All.Count];
        Undisturbed expected = undisturbed.GetOrAdd(one, _ => new(() => RunUndisturbed(one))).Value;
        var random = new Philox(Key, (ulong)number);
        bool withChildren = random.NextDouble() < .5;
        string root = states.CopyOf(one.State, $"{number}");
        List<string> faults = [];
        (TimeSpan after, string stage) = Kill(root, one, expected, withChildren, ref random);
        Check("run again", root, expected, faults, RunAtOnce(root, one, 1));
        if (number % TwoAtOnceEvery == 0)
        {
            // So that both have work to do, other than to build.
            foreach (string made in Directory.GetDirectories(Path.Combine(root, ".mlci", "cache")).Where(path => Path.GetFileName(path) != "Build"))
                FolderOf.Delete(made);
            Check("two at once", root, expected, faults, RunAtOnce(root, one, 2));
        }

        FolderOf.Delete(root);
        FolderOf.Delete(root + ".tmp");
        return new KillRound(number, one.Name, after, stage, withChildren, faults);
    }

    public void Dispose() => states.Dispose();

    private (TimeSpan After, string Stage) Kill(string root, KillCase one, Undisturbed expected, bool withChildren, ref Philox random)
    {
        using var process = new MlciProcess(cli, root, one.Command);
        (double where, double which, double when) = (random.NextDouble(), random.NextDouble(), random.NextDouble());
        // Half of them anywhere in the run, half of them anywhere in one of its stages: else short stages would hardly be hit.
        TimeSpan moment = expected.Stages[^1].At * when;
        int stage = where < .5 ? expected.Stages.Count(end => end.At <= moment) : (int)(which * expected.Stages.Count);
        TimeSpan begin = stage == 0 ? TimeSpan.Zero : expected.Stages[stage - 1].At;
        // From the stage's begin on, so that a machine that is slower or faster this time is hit there, too.
        process.WaitForStages(stage);
        Thread.Sleep(where < .5 ? moment - begin : (expected.Stages[stage].At - begin) * when);
        TimeSpan after = process.Elapsed;
        bool killed = process.Kill(withChildren);
        int ended = process.Ended.Count;
        return (after, !killed || ended >= expected.Stages.Count ? "end" : ended == 0 ? "start" : expected.Stages[ended].Stage);
    }

    private (int ExitCode, string Output)[] RunAtOnce(string root, KillCase one, int count)
    {
        MlciProcess[] processes = [.. Enumerable.Range(0, count).Select(_ => new MlciProcess(cli, root, one.Command))];
        try
        {
            return [.. processes.Select(process => process.WaitForEnd())];
        }
        finally
        {
            foreach (MlciProcess process in processes)
                process.Dispose();
        }
    }

    private static void Check(string what, string root, Undisturbed expected, List<string> faults, (int ExitCode, string Output)[] ended)
    {
        foreach ((int code, string output) in ended.Where(run => run.ExitCode != expected.ExitCode))
            faults.Add($"{what}: exit code {code}, expected {expected.ExitCode}; it printed: {output}");
        try
        {
            faults.AddRange(RepositoryContent.Differences(expected.Content, RepositoryContent.Of(root)).Select(difference => $"{what}: {difference}"));
        }
        catch (Exception e) when (e is IOException or InvalidDataException)
        {
            faults.Add($"{what}: {e.Message}");
        }
    }

    private Undisturbed RunUndisturbed(KillCase one)
    {
        string root = states.CopyOf(one.State, $"undisturbed-{Guid.NewGuid():N}");
        using var process = new MlciProcess(cli, root, one.Command);
        (int code, string output) = process.WaitForEnd();
        IReadOnlyList<StageEnd> stages = process.Ended;
        if (code != 0 || stages.Count == 0)
            throw new InvalidOperationException($"{one.Name}: an undisturbed run ended with {code}, expected 0: {output}");
        SortedDictionary<string, string> content = RepositoryContent.Of(root);
        FolderOf.Delete(root);
        FolderOf.Delete(root + ".tmp");
        return new Undisturbed(code, stages, content);
    }

    private sealed record Undisturbed(int ExitCode, IReadOnlyList<StageEnd> Stages, SortedDictionary<string, string> Content);
}
