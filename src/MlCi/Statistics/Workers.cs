using System.Runtime.ExceptionServices;

namespace MlCi.Statistics;

/// <summary>Spreads independent pieces of work over cores. What is added up must not depend on who did which piece.</summary>
public static class Workers
{
    /// <summary>Does each piece once.</summary>
    /// <param name="cores">The most threads to use, at least 1.</param>
    /// <param name="pieces">The number of pieces.</param>
    /// <param name="work">Does the piece of an index from 0.</param>
    public static void Run(int cores, int pieces, Action<int> work) => Run(cores, pieces, () => work, (piece, does) => does(piece));

    /// <summary>Does each piece once, with a state for each thread: room to work in, or a sum of its own.</summary>
    /// <param name="cores">The most threads to use, at least 1.</param>
    /// <param name="pieces">The number of pieces.</param>
    /// <param name="start">Makes the state of a thread.</param>
    /// <param name="work">Does the piece of an index from 0.</param>
    /// <returns>The states of all threads.</returns>
    public static IReadOnlyList<T> Run<T>(int cores, int pieces, Func<T> start, Action<int, T> work)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(cores, 1);
        int threads = Math.Max(1, Math.Min(cores, pieces));
        T[] states = new T[threads];
        int next = -1;
        if (threads == 1)
            Work(0);
        else
            InParallel();
        return states;

        // What a piece throws comes as it is, on one core or many.
        void InParallel()
        {
            try
            {
                Parallel.For(0, threads, new ParallelOptions { MaxDegreeOfParallelism = threads }, Work);
            }
            catch (AggregateException e)
            {
                ExceptionDispatchInfo.Throw(e.Flatten().InnerExceptions[0]);
            }
        }

        void Work(int thread)
        {
            T state = states[thread] = start();
            for (int piece = Interlocked.Increment(ref next); piece < pieces; piece = Interlocked.Increment(ref next))
                work(piece, state);
        }
    }
}
