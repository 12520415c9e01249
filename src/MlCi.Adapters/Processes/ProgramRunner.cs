using System.ComponentModel;
using System.Diagnostics;
using MlCi.Findings;

namespace MlCi.Adapters.Processes;

/// <summary>
/// Runs programs: streams what they print but for secrets, stops them with all their children when time is up or the user interrupts;
/// no child stays when its program has ended.
/// </summary>
public static class ProgramRunner
{
    private const int LinesKept = 20;
    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(1);

    /// <summary>Runs a program to its end.</summary>
    /// <param name="call">What to run.</param>
    /// <param name="line">Is given each line as it is printed; may be called from several threads, one at a time.</param>
    /// <param name="interrupted">Stops the program.</param>
    /// <exception cref="FaultException">The executable cannot be started (exit 2).</exception>
    /// <exception cref="OperationCanceledException">The user interrupted.</exception>
    public static ProgramOutcome Run(ProgramCall call, Action<string>? line, CancellationToken interrupted)
    {
        using IDisposable? share = call.Threads == 0 ? null : ProgramBudget.OfMachine.Take(call.Threads, call.Memory ?? 0, interrupted);
        // A tool that answers at once starts nothing that stays.
        bool isApart = call.Threads > 0 && ProgramSession.IsPossible;
        using var process = new Process { StartInfo = StartInfo(call, isApart) };
        var secrets = new SecretTexts(call.Secrets);
        var last = new Queue<string>();
        var gate = new Lock();
        DataReceivedEventHandler receive = (_, e) =>
        {
            if (e.Data is null)
                return;
            string text = secrets.Without(e.Data);
            lock (gate)
            {
                last.Enqueue(text);
                if (last.Count > LinesKept)
                    last.Dequeue();
                line?.Invoke(text);
            }
        };
        process.OutputDataReceived += receive;
        process.ErrorDataReceived += receive;

        var watch = Stopwatch.StartNew();
        try
        {
            process.Start();
        }
        catch (Win32Exception e)
        {
            throw CannotStart(call, e.Message);
        }

        int id = process.Id;
        process.StandardInput.Close();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        using CancellationTokenRegistration stop = interrupted.Register(Stop);
        using MemoryWatch? memory = call.Memory is { } most ? new MemoryWatch(id, most, Stop) : null;
        bool ended = process.WaitForExit(call.Timeout);
        if (!ended)
            Stop();
        TimeSpan elapsed = watch.Elapsed;
        // Waits for the last lines too, which a child such as tee may hold; bounded, as one that stays keeps the pipes open.
        Task closed = process.WaitForExitAsync(CancellationToken.None);
        closed.Wait(LastWords, CancellationToken.None);
        if (isApart)
            ProgramSession.Kill(id);
        closed.Wait(TimeSpan.FromSeconds(5), CancellationToken.None);
        interrupted.ThrowIfCancellationRequested();
        lock (gate)
        {
            int exitCode = ended ? process.ExitCode : -1;
            if (isApart && ProgramSession.RefusalOf(exitCode, last) is { } refused)
                throw CannotStart(call, refused);
            return new ProgramOutcome(call, exitCode, TimedOut: !ended, [.. last]) { OverMemory = memory?.Found, Elapsed = elapsed };
        }

        void Stop()
        {
            Kill(process);
            if (isApart)
                ProgramSession.Kill(id);
        }
    }

    /// <summary>How a program is started, its streams redirected.</summary>
    /// <param name="call">What to run.</param>
    /// <param name="isApart">Whether in a session of its own.</param>
    internal static ProcessStartInfo StartInfo(ProgramCall call, bool isApart)
    {
        string file = ExecutablePath.Find(call.FileName, call.Folder, call.Environment) ?? throw CannotStart(call, $"found no such executable file in {(call.FileName.Contains('/', StringComparison.Ordinal) ? "its working folder" : "PATH")}");
        (file, IReadOnlyList<string> arguments) = isApart ? ProgramSession.Of(file, call.Arguments) : (file, call.Arguments);
        var info = new ProcessStartInfo(file, arguments)
        {
            WorkingDirectory = call.Folder,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        if (call.Environment is not null)
        {
            info.Environment.Clear();
            foreach ((string name, string value) in call.Environment)
                info.Environment[name] = value;
        }

        return info;
    }

    private static FaultException CannotStart(ProgramCall call, string why) =>
        FaultException.Misconfigured($"cannot start '{call.FileName}' for the program's {call.Title}: {why}");

    private static void Kill(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception or AggregateException)
        {
            // It, or one of its children, has ended by itself in the meantime.
        }
    }
}
