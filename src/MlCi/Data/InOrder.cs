using System.Runtime.ExceptionServices;

namespace MlCi.Data;

/// <summary>Hands on, in order, the results of numbered work that is done side by side, up to the first that fails.</summary>
/// <param name="take">Takes the results from number 0 on, one after the other.</param>
internal sealed class InOrder<T>(Action<T> take)
{
    private readonly Lock turn = new();
    private readonly Dictionary<int, T> waiting = [];
    private int next;
    private int failedAt = int.MaxValue;
    private ExceptionDispatchInfo? failure;

    /// <summary>Whether some work failed, so that none with a higher number is wanted any more.</summary>
    public bool HasFailed => Volatile.Read(ref failure) is not null;

    /// <summary>Does one piece of work.</summary>
    /// <param name="number">Its number; each is there once.</param>
    /// <param name="work">The work.</param>
    public void Run(int number, Func<T> work)
    {
        Try(number, () =>
        {
            Add(number, work());
            return true;
        });
    }

    /// <summary>Does what may fail after all work before a number.</summary>
    /// <returns>What it says; false where it fails.</returns>
    public bool Try(int number, Func<bool> work)
    {
        try
        {
            return work();
        }
        catch (Exception e)
        {
            lock (turn)
            {
                if (failure is null || number < failedAt)
                    (failedAt, failure) = (number, ExceptionDispatchInfo.Capture(e));
            }

            return false;
        }
    }

    /// <summary>Throws what the first failed work threw, if any did.</summary>
    public void End() => failure?.Throw();

    private void Add(int number, T result)
    {
        lock (turn)
        {
            waiting.Add(number, result);
            while (waiting.Remove(next, out T? ready) && next < failedAt)
            {
                next++;
                take(ready);
            }
        }
    }
}
