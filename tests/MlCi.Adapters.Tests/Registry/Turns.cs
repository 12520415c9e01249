namespace MlCi.Adapters.Tests.Registry;

/// <summary>Lets one of several threads go on at a time, in an order that is fixed beforehand.</summary>
internal sealed class Turns(int count, int[] schedule)
{
    private readonly List<int> running = [.. Enumerable.Range(0, count)];
    private int at;

    /// <summary>Ends a thread's turn, and waits for its next.</summary>
    public void Next(int who)
    {
        lock (running)
        {
            at++;
            Monitor.PulseAll(running);
            Wait(who);
        }
    }

    /// <summary>Waits for a thread's first turn.</summary>
    public void Begin(int who)
    {
        lock (running)
            Wait(who);
    }

    /// <summary>A thread has ended.</summary>
    public void End(int who)
    {
        lock (running)
        {
            running.Remove(who);
            at++;
            Monitor.PulseAll(running);
        }
    }

    private void Wait(int who)
    {
        while (running[schedule[at % schedule.Length] % running.Count] != who)
            Monitor.Wait(running);
    }
}
