using System.Runtime.InteropServices;

namespace MlCi.Modeling.Serving;

/// <summary>The verb <c>serve</c>: until SIGTERM or SIGINT.</summary>
internal static class ServeCommand
{
    /// <summary>Serves a model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="options">How.</param>
    /// <param name="log">Where events go.</param>
    /// <param name="stop">Ends it as SIGTERM does.</param>
    /// <exception cref="Findings.FaultException">It cannot listen or be loaded (exit 2), or does not predict (exit 1).</exception>
    public static async Task Run(IModel model, ServeOptions options, TextWriter log, CancellationToken stop)
    {
        var lines = new ServeLog(log, options.IsTextLog, TimeProvider.System);
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using PosixSignalRegistration term = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        await using CancellationTokenRegistration stopped = stop.Register(() => asked.TrySetResult());
        // Ends last, and so with the spans of the last requests.
        using IDisposable? traces = ServeTraces.Export(Environment.GetEnvironmentVariable, options.Name);
        await using ModelServer server = await ModelServer.Start(options, lines);
        Task loading = Task.Run(() => server.Load(model, TimeProvider.System), CancellationToken.None);
        if (await Task.WhenAny(loading, asked.Task) == loading)
            await loading;
        await asked.Task;
        await server.Drain();

        void Stop(PosixSignalContext signal)
        {
            signal.Cancel = true;
            asked.TrySetResult();
        }
    }
}
