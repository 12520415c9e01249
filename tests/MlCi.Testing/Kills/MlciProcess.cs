using System.Diagnostics;
using System.Text.RegularExpressions;

namespace MlCi.Testing.Kills;

/// <summary>The command line as a process of its own, whose lines are read as they come.</summary>
public sealed partial class MlciProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);
    private readonly Process process;
    private readonly Stopwatch watch = Stopwatch.StartNew();
    private readonly Lock gate = new();
    private readonly List<string> lines = [];
    private readonly List<StageEnd> ended = [];
    private readonly Task reading;
    private TaskCompletionSource more = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Starts it.</summary>
    /// <param name="cli">The path of MlCi.Cli.dll.</param>
    /// <param name="root">The repository's folder; temporary files go beside it.</param>
    /// <param name="command">Its arguments.</param>
    public MlciProcess(string cli, string root, IReadOnlyList<string> command)
    {
        var info = new ProcessStartInfo("dotnet", ["exec", cli, .. command, "--root", root]) { UseShellExecute = false, RedirectStandardOutput = true };
        info.Environment["TMPDIR"] = Directory.CreateDirectory(root + ".tmp").FullName;
        info.Environment.Remove("GITHUB_ACTIONS");
        process = Process.Start(info)!;
        reading = Task.Run(Read);
    }

    /// <summary>The stages that have ended, in order, as its lines tell.</summary>
    public IReadOnlyList<StageEnd> Ended
    {
        get
        {
            lock (gate)
                return [.. ended];
        }
    }

    /// <summary>Since it was started.</summary>
    public TimeSpan Elapsed => watch.Elapsed;

    /// <summary>Waits until a number of stages have ended, or all has.</summary>
    public void WaitForStages(int count)
    {
        while (!reading.IsCompleted)
        {
            Task next;
            lock (gate)
            {
                if (ended.Count >= count)
                    return;
                next = more.Task;
            }

            Task.WhenAny(next, reading).Wait(Patience);
        }
    }

    /// <summary>Ends it with SIGKILL, with all that it started or without.</summary>
    /// <returns>Whether it still ran.</returns>
    public bool Kill(bool withChildren)
    {
        process.Kill(entireProcessTree: withChildren);
        WaitForEnd();
        // 128 + 9: by a signal that nothing can catch.
        return process.ExitCode == 137;
    }

    /// <summary>Waits for its end.</summary>
    /// <returns>Its exit code and what it printed.</returns>
    public (int ExitCode, string Output) WaitForEnd()
    {
        if (!process.WaitForExit(Patience) || !reading.Wait(Patience))
            throw new TimeoutException($"mlci did not end within {Patience}; it printed: {string.Join('\n', lines)}");
        return (process.ExitCode, string.Join('\n', lines));
    }

    public void Dispose()
    {
        if (!process.HasExited)
            process.Kill(entireProcessTree: true);
        process.Dispose();
    }

    private async Task Read()
    {
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            lock (gate)
            {
                lines.Add(line);
                if (StageLine().Match(line) is { Success: true } match)
                {
                    ended.Add(new StageEnd(match.Groups["stage"].Value, watch.Elapsed));
                    more.SetResult();
                    more = new(TaskCreationOptions.RunContinuationsAsynchronously);
                }
            }
        }
    }

    [GeneratedRegex(@"^\S \S+ (?<stage>[A-Z][A-Za-z]+) \d+\.\d\d s  ", RegexOptions.ExplicitCapture)]
    private static partial Regex StageLine();
}

/// <summary>The end of a stage.</summary>
/// <param name="Stage">Its name.</param>
/// <param name="At">The time since the process was started.</param>
public sealed record StageEnd(string Stage, TimeSpan At);
