using System.Globalization;
using MlCi.Findings;

namespace MlCi.Adapters.Processes;

/// <summary>How a program ended.</summary>
/// <param name="Call">What was run.</param>
/// <param name="ExitCode">Its exit code; 128 + the signal's number where a signal ended it, which a program may also say by itself.</param>
/// <param name="TimedOut">Whether it was stopped because it took too long.</param>
/// <param name="LastLines">The last lines that it printed, output and error as they came.</param>
public sealed record ProgramOutcome(ProgramCall Call, int ExitCode, bool TimedOut, IReadOnlyList<string> LastLines)
{
    private const int SignalBase = 128;

    /// <summary>How long it ran: the wait for cores and memory before is not its own.</summary>
    public TimeSpan Elapsed { get; init; }

    /// <summary>The resident memory in bytes that was found when it went over its limit, or null where it did not.</summary>
    public long? OverMemory { get; init; }

    /// <summary>Whether it ended by itself with exit code 0.</summary>
    public bool Succeeded => ExitCode == 0 && !TimedOut && OverMemory is null;

    /// <summary>A negative verdict where it did not succeed: each way of failing has its own message, with the last lines printed.</summary>
    /// <exception cref="FaultException">It did not succeed (exit 1).</exception>
    public void ThrowIfFailed()
    {
        if (Succeeded)
            return;
        string how = OverMemory is { } memory ? $"was stopped as it used {Megabytes(memory)} of memory, expected at most {Megabytes(Call.Memory!.Value)}"
            : TimedOut ? $"was stopped after {Call.Timeout.TotalSeconds:0.#} s, expected it to end within its timeout"
            // A shell says so of its child, and a program may: nobody can tell it from a signal to the program itself.
            : ExitCode is > SignalBase and < SignalBase + 65 ? $"ended with exit code {ExitCode}, as after signal {ExitCode - SignalBase} ({SignalName(ExitCode - SignalBase)}), expected 0"
            : $"ended with exit code {ExitCode}, expected 0";
        string last = LastLines.Count == 0 ? "; it printed nothing" : $"{Environment.NewLine}its last lines:{Environment.NewLine}  {string.Join($"{Environment.NewLine}  ", LastLines)}";
        throw FaultException.Negative($"the program's {Call.Title} {how}{last}");
    }

    private static string Megabytes(long bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes / (1 << 20):N0} MB");

    private static string SignalName(int signal) => signal switch
    {
        2 => "interrupt",
        6 => "abort",
        9 => "kill; the machine may be out of memory",
        11 => "segmentation fault",
        15 => "terminate",
        _ => "see signal(7)",
    };
}
