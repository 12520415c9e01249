namespace MlCi.Adapters.Registry.Remote;

/// <summary>Waits for what runs on other threads. The stages are synchronous: each takes its turn.</summary>
internal static class Blocking
{
    /// <summary>Runs something to its end, apart from whatever the caller's thread is bound to.</summary>
    public static T Wait<T>(Func<Task<T>> run) => Task.Run(run).GetAwaiter().GetResult();

    /// <inheritdoc cref="Wait{T}"/>
    public static void Wait(Func<Task> run) => Task.Run(run).GetAwaiter().GetResult();
}
