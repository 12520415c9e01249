namespace MlCi.Adapters.Stages;

/// <summary>
/// The right to work on a pipeline's artifacts, held by one run at a time: two gates of one pipeline in one folder come one after
/// the other. The operating system gives it back when its holder dies.
/// </summary>
internal static class PipelineLock
{
    private static readonly TimeSpan FirstWait = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>Takes the lock, waiting for whoever holds it.</summary>
    /// <param name="root">The repository's folder.</param>
    /// <param name="pipeline">The pipeline's name.</param>
    /// <param name="progress">Is told of a wait.</param>
    /// <param name="interrupted">Ends the wait.</param>
    /// <exception cref="OperationCanceledException">The user interrupted.</exception>
    public static FileStream Take(string root, string pipeline, Action<string> progress, CancellationToken interrupted)
    {
        string file = PathOf(root, pipeline);
        for (long start = Environment.TickCount64, told = 0; ; Thread.Sleep(Pause))
        {
            interrupted.ThrowIfCancellationRequested();
            FileStream? taken = TryTake(file);
            if (taken is not null)
                return taken;
            if (told == 0 && Environment.TickCount64 - start > FirstWait.TotalMilliseconds)
            {
                progress($"waiting for another run of {pipeline} in this folder to end");
                told = 1;
            }
        }
    }

    /// <summary>Takes the lock of a file, or null where another process holds it.</summary>
    public static FileStream? TryTake(string file)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        try
        {
            return new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e) when (IsHeld(e.HResult))
        {
            return null;
        }
    }

    /// <summary>
    /// Whether an error of opening says that another process holds the file: EWOULDBLOCK (Linux 11, macOS 35), or a sharing or lock violation.
    /// Whoever waits for anything else, such as too many open files, waits for ever.
    /// </summary>
    /// <param name="code">The exception's HResult: on Unix the error's number.</param>
    internal static bool IsHeld(int code) => code is 11 or 35 or unchecked((int)0x80070020) or unchecked((int)0x80070021);

    private static string PathOf(string root, string pipeline) => Path.Combine(FolderOf(root), pipeline + ".lock");

    /// <summary>The folder of all locks.</summary>
    public static string FolderOf(string root) => Path.Combine(root, ".mlci", "lock");
}
