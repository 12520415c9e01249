using System.Diagnostics;
using MlCi.Findings;

namespace MlCi.Adapters.Registry;

/// <summary>
/// The right to move tags, held by one process of this machine at a time, and of others where a command says so. Whatever moves a tag asks for it, so that reading,
/// deciding and writing are one step. The operating system gives it back when its holder dies.
/// </summary>
public sealed class RegistryLock : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);
    private readonly FileStream file;
    private Action? release;

    private RegistryLock(FileStream file) => this.file = file;

    /// <summary>Takes the lock, waiting for whoever holds it.</summary>
    /// <param name="path">The lock's file; it is made if need be and never removed, since another may wait on it.</param>
    /// <param name="patience">How long to wait.</param>
    /// <exception cref="FaultException">It was held all the time, or cannot be made (exit 3).</exception>
    internal static RegistryLock Take(string path, TimeSpan patience)
    {
        long start = Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
                return new RegistryLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
            }
            catch (IOException exception) when (File.Exists(path))
            {
                if (Stopwatch.GetElapsedTime(start) > patience)
                {
                    throw FaultException.OutOfReach(
                        $"{path}: found locked for {patience.TotalSeconds:0.#} s, expected that whoever writes to the registry soon ends; "
                        + $"look for another mlci or build that runs, and try again ({exception.Message})");
                }

                Thread.Sleep(Pause);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                throw LayoutFaults.Unusable(path, exception);
            }
        }
    }

    /// <summary>Whether this lock is the one of a file.</summary>
    internal bool IsOf(string path) => file.Name == Path.GetFullPath(path);

    /// <summary>The same lock, which gives something else back, too: before the file, and once.</summary>
    internal RegistryLock With(Action release)
    {
        this.release = release;
        return this;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        try
        {
            Interlocked.Exchange(ref release, null)?.Invoke();
        }
        finally
        {
            file.Dispose();
        }
    }
}
