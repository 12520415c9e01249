using MlCi.Adapters.Processes;
using MlCi.Findings;

namespace MlCi.Adapters.Registry.Remote;

/// <summary>The command of pipeline.yml that keeps other machines from moving tags: <c>acquire NAME</c>, then <c>release NAME</c>.</summary>
/// <param name="words">The executable and its first arguments.</param>
/// <param name="folder">The working folder.</param>
/// <param name="name">What is locked: <c>host/namespace/pipeline</c>.</param>
/// <param name="secrets">What must not be read in what it prints.</param>
internal sealed class LockCommand(IReadOnlyList<string> words, string folder, string name, IReadOnlyList<string> secrets)
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    /// <summary>Takes the lock.</summary>
    /// <exception cref="FaultException">There is no such command (exit 2), or it says no (exit 3).</exception>
    public void Acquire(CancellationToken interrupted) => Run("acquire", "that it is held", interrupted);

    /// <summary>Gives the lock back.</summary>
    /// <exception cref="FaultException">The command says no, so that the next one may wait in vain (exit 3).</exception>
    public void Release() => Run("release", "that it is given back", CancellationToken.None);

    private void Run(string verb, string expected, CancellationToken interrupted)
    {
        var call = new ProgramCall("registry.lock", words[0], [.. words.Skip(1), verb, name], folder, Environment: null, Longest) { Threads = 0, Secrets = secrets };
        ProgramOutcome outcome = ProgramRunner.Run(call, line: null, interrupted);
        if (outcome.Succeeded)
            return;
        string how = outcome.TimedOut ? $"no end within {Longest.TotalMinutes:0} min" : $"exit code {outcome.ExitCode}";
        string last = outcome.LastLines.Count == 0 ? "it printed nothing" : $"its last line: {InertText.Of(outcome.LastLines[^1])}";
        throw FaultException.OutOfReach($"registry.lock: found {how} of '{string.Join(' ', words)} {verb} {name}', expected 0: {expected}; {last}");
    }
}
