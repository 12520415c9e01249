using System.ComponentModel;
using System.Diagnostics;
using MlCi.Findings;

namespace MlCi.Adapters.Processes;

/// <summary>Runs programs: streams what they print, stops them with all their children when time is up or the user interrupts.</summary>
public static class ProgramRunner
{
    private const int LinesKept = 20;

    /// <summary>Runs a program to its end.</summary>
    /// <param name="call">What to run.</param>
    /// <param name="line">Is given each line as it is printed; may be called from several threads, one at a time.</param>
    /// <param name="interrupted">Stops the program.</param>
    /// <exception cref="FaultException">The executable cannot be started (exit 2).</exception>
    /// <exception cref="OperationCanceledException">The user interrupted.</exception>
    public static ProgramOutcome Run(ProgramCall call, Action<string>? line, CancellationToken interrupted)
    {
        using IDisposable? share = call.Threads == 0 ? null : ProgramBudget.OfMachine.Take(call.Threads, call.Memory ?? 0, interrupted);
        using var process = new Process { StartInfo = StartInfo(call) };
        var last = new Queue<string>();
        var gate = new Lock();
        DataReceivedEventHandler receive = (_, e) =>
        {
            if (e.Data is null)
                return;
            lock (gate)
            {
                last.Enqueue(e.Data);
                if (last.Count > LinesKept)
                    last.Dequeue();
                line?.Invoke(e.Data);
            }
        };
        process.OutputDataReceived += receive;
        process.ErrorDataReceived += receive;

        try
        {
            process.Start();
        }
        catch (Win32Exception e)
        {
            throw CannotStart(call, e.Message);
        }

        process.StandardInput.Close();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        using CancellationTokenRegistration stop = interrupted.Register(() => Kill(process));
        using MemoryWatch? watch = call.Memory is { } most ? new MemoryWatch(process.Id, most, () => Kill(process)) : null;
        bool ended = process.WaitForExit(call.Timeout);
        if (!ended)
            Kill(process);
        // Waits for the last lines too; bounded, as a grandchild may keep the pipes open after the program itself has ended.
        process.WaitForExitAsync(CancellationToken.None).Wait(TimeSpan.FromSeconds(5), CancellationToken.None);
        interrupted.ThrowIfCancellationRequested();
        lock (gate)
            return new ProgramOutcome(call, ended ? process.ExitCode : -1, TimedOut: !ended, [.. last]) { OverMemory = watch?.Found };
    }

    private static ProcessStartInfo StartInfo(ProgramCall call)
    {
        string file = ExecutablePath.Find(call.FileName, call.Folder, call.Environment) ?? throw CannotStart(call, $"found no such executable file in {(call.FileName.Contains('/', StringComparison.Ordinal) ? "its working folder" : "PATH")}");
        var info = new ProcessStartInfo(file, call.Arguments)
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
