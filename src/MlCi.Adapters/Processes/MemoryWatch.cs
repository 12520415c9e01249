namespace MlCi.Adapters.Processes;

/// <summary>
/// Looks ten times a second at the resident memory of a program and all its children, and stops it where they use more than their
/// limit. A limit of address space would be exact, but it counts what runtimes reserve and never touch.
/// </summary>
internal sealed class MemoryWatch : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);
    private readonly int process;
    private readonly long most;
    private readonly Action stop;
    private readonly Timer timer;
    private long found;
    private long peak;

    public MemoryWatch(int process, long most, Action stop)
    {
        this.process = process;
        this.most = most;
        this.stop = stop;
        timer = new Timer(_ => Look(), state: null, Interval, Interval);
    }

    /// <summary>What was found over the limit, or null.</summary>
    public long? Found => Volatile.Read(ref found) is > 0 and var bytes ? bytes : null;

    public void Dispose() => timer.Dispose();

    /// <summary>Looks now; gives the most that was seen so far.</summary>
    public long Look()
    {
        long used = OperatingSystem.IsLinux() ? OfTree(process) : OfProcess(process);
        InterlockedMax(ref peak, used);
        if (used > most && Interlocked.CompareExchange(ref found, used, 0) == 0)
            stop();
        return Volatile.Read(ref peak);
    }

    private static void InterlockedMax(ref long target, long value)
    {
        for (long seen = Volatile.Read(ref target); value > seen;)
        {
            long before = Interlocked.CompareExchange(ref target, value, seen);
            if (before == seen)
                return;
            seen = before;
        }
    }

    private static long OfProcess(int id)
    {
        try
        {
            using var one = System.Diagnostics.Process.GetProcessById(id);
            return one.WorkingSet64;
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException)
        {
            return 0; // It has ended.
        }
    }

    // A child whose parent has ended is in the program's session still.
    private static long OfTree(int root)
    {
        var all = ListedProcess.All().ToDictionary(one => one.Id);
        return all.Values.Where(one => one.Session == root || IsOf(root, one.Id, all)).Sum(one => one.Pages) * Environment.SystemPageSize;
    }

    private static bool IsOf(int root, int id, Dictionary<int, ListedProcess> all)
    {
        for (int steps = 0; steps <= all.Count; steps++)
        {
            if (id == root)
                return true;
            if (!all.TryGetValue(id, out ListedProcess? one))
                return false;
            id = one.Parent;
        }

        return false;
    }
}
