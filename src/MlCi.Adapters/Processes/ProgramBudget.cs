namespace MlCi.Adapters.Processes;

/// <summary>
/// What the programs that run side by side share: cores and memory. One that does not fit waits, in the order of asking; one that
/// is larger than all there is runs alone.
/// </summary>
/// <param name="cores">The cores.</param>
/// <param name="memory">The memory in bytes.</param>
public sealed class ProgramBudget(int cores, long memory)
{
    private readonly Lock gate = new();
    private readonly LinkedList<Request> waiting = [];
    private int coresUsed;
    private long memoryUsed;
    private int running;

    /// <summary>The budget of this machine: its cores, and nine tenths of the memory that this process may see.</summary>
    public static ProgramBudget OfMachine { get; } = new(Environment.ProcessorCount, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 10 * 9);

    /// <summary>Waits until there is room, and takes it until it is disposed of.</summary>
    /// <param name="cores">The cores that a program uses.</param>
    /// <param name="memory">The memory that it may use, 0 where nobody says.</param>
    /// <param name="interrupted">Ends the wait.</param>
    /// <exception cref="OperationCanceledException">The user interrupted.</exception>
    public IDisposable Take(int cores, long memory, CancellationToken interrupted)
    {
        var request = new Request(this, cores, memory);
        lock (gate)
        {
            waiting.AddLast(request);
            Admit();
        }

        try
        {
            request.Admitted.Wait(interrupted);
        }
        catch (OperationCanceledException)
        {
            request.Dispose();
            throw;
        }

        return request;
    }

    private void Admit()
    {
        while (waiting.First is { Value: var next } && (running == 0 || (coresUsed + next.Cores <= cores && memoryUsed + next.Memory <= memory)))
        {
            waiting.RemoveFirst();
            (coresUsed, memoryUsed, running) = (coresUsed + next.Cores, memoryUsed + next.Memory, running + 1);
            next.Admitted.Set();
        }
    }

    private void Release(Request request)
    {
        lock (gate)
        {
            if (!waiting.Remove(request))
                (coresUsed, memoryUsed, running) = (coresUsed - request.Cores, memoryUsed - request.Memory, running - 1);
            Admit();
        }
    }

    private sealed class Request(ProgramBudget budget, int cores, long memory) : IDisposable
    {
        private bool disposed;

        public int Cores => cores;

        public long Memory => memory;

        public ManualResetEventSlim Admitted { get; } = new();

        public void Dispose()
        {
            if (disposed)
                return;
            disposed = true;
            budget.Release(this);
            Admitted.Dispose();
        }
    }
}
