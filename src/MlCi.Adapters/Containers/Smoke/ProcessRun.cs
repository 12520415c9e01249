using System.ComponentModel;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.InteropServices;
using MlCi.Adapters.Processes;
using MlCi.Adapters.Storage;
using MlCi.Adapters.Training;
using MlCi.Findings;

namespace MlCi.Adapters.Containers.Smoke;

/// <summary>The published program as a process of this machine, where there is no engine: it serves on a Unix socket in a folder of its own.</summary>
public sealed class ProcessRun : IServedProgram
{
    private const int Terminate = 15;
    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(2);

    private readonly Process process;
    private readonly SocketFolder folder;
    private readonly ScratchFolder? copy;
    private readonly LastLines last;
    private readonly MemoryWatch memory;
    private readonly bool isApart;
    private readonly Task read;
    private bool isDisposed;

    private ProcessRun(Process process, SocketFolder folder, ScratchFolder? copy, LastLines last, long? most, bool isApart)
    {
        (this.process, this.folder, this.copy, this.last, this.isApart) = (process, folder, copy, last, isApart);
        read = Task.WhenAll(last.Read(process.StandardOutput), last.Read(process.StandardError));
        memory = new MemoryWatch(process.Id, most ?? long.MaxValue, Kill);
    }

    /// <inheritdoc/>
    public string Shown => "published program";

    /// <inheritdoc/>
    public bool IsContainer => false;

    /// <inheritdoc/>
    public string Socket => folder.Socket;

    /// <inheritdoc/>
    public long Started { get; } = Stopwatch.GetTimestamp();

    /// <summary>Starts it.</summary>
    /// <param name="command">How, but for model and URL.</param>
    /// <param name="model">The model's folder.</param>
    /// <param name="most">The most resident memory in bytes of it and its children, or null for no limit: what uses more is killed.</param>
    /// <exception cref="FaultException">It cannot be started (exit 2).</exception>
    [SuppressMessage("Reliability", "CA2000", Justification = "What is started has them from then on.")]
    public static ProcessRun Start(VerbCommand command, string model, long? most)
    {
        var sockets = new SocketFolder();
        ScratchFolder? copied = null;
        Process? started = null;
        try
        {
            ProgramCall call = command.With(("model", Path.GetFullPath(model)), ("urls", $"http://unix:{sockets.Socket}"));
            if (command.RunsInCopy)
            {
                copied = new ScratchFolder("mlci-program-");
                FolderCopy.Into(copied.Path, call.Folder);
                call = call with { Folder = copied.Path };
            }

            bool hasSession = ProgramSession.IsPossible;
            started = new Process { StartInfo = ProgramRunner.StartInfo(call, hasSession) };
            started.Start();
            started.StandardInput.Close();
            return new ProcessRun(started, sockets, copied, new LastLines(new SecretTexts(call.Secrets)), most, hasSession);
        }
        catch (Exception e)
        {
            started?.Dispose();
            copied?.Dispose();
            sockets.Dispose();
            if (e is Win32Exception)
                throw FaultException.Misconfigured($"cannot start the program's {command.Title}: {e.Message}");
            throw;
        }
    }

    /// <inheritdoc/>
    public ServedState State()
    {
        bool hasEnded = isDisposed || process.HasExited;
        if (hasEnded && !isDisposed)
            read.Wait(LastWords);
        return new ServedState(!hasEnded, hasEnded && !isDisposed ? process.ExitCode : null, memory.Found is not null);
    }

    /// <inheritdoc/>
    public long? PeakMemory()
    {
        // What the system has kept is exact, but of the first process alone; what is looked at now and then is of all of them.
        long most = Math.Max(memory.Look(), OfKernel());
        return most > 0 ? most : null;
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Log(int lines) => last.Take(lines);

    /// <inheritdoc/>
    public ServedState Stop(TimeSpan patience)
    {
        if (!isDisposed && !process.HasExited)
        {
            if (OperatingSystem.IsWindows() || Signal(process.Id, Terminate) != 0 || !process.WaitForExit(patience))
                Kill();
            process.WaitForExit(LastWords);
        }

        if (isApart && !isDisposed)
            ProgramSession.Kill(process.Id);
        return State();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (isDisposed)
            return;
        memory.Dispose();
        Kill();
        process.WaitForExit(LastWords);
        read.Wait(LastWords);
        isDisposed = true;
        process.Dispose();
        copy?.Dispose();
        folder.Dispose();
    }

    private void Kill()
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception or AggregateException)
        {
            // It, or one of its children, has ended by itself in the meantime.
        }

        if (isApart)
            ProgramSession.Kill(process.Id);
    }

    private long OfKernel()
    {
        const string Peak = "VmHWM:";
        try
        {
            string? line = OperatingSystem.IsLinux() ? File.ReadLines($"/proc/{process.Id}/status").FirstOrDefault(line => line.StartsWith(Peak, StringComparison.Ordinal)) : null;
            return line is null ? 0 : long.Parse(line.AsSpan(Peak.Length).Trim().TrimEnd(" kB"), CultureInfo.InvariantCulture) << 10;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return 0; // It has ended.
        }
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Signal(int process, int signal);
}
