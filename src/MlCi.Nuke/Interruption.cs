using System.Runtime.InteropServices;

namespace MlCi.Nuke;

/// <summary>Lets the engine stop by itself when the user interrupts, so that nothing half-done is kept.</summary>
internal static class Interruption
{
    private static readonly CancellationTokenSource Source = new();

    // Kept, since a registration that is collected is none.
    private static readonly PosixSignalRegistration[] Registrations = [StopOn(PosixSignal.SIGINT), StopOn(PosixSignal.SIGTERM)];

    public static CancellationToken Token => Registrations.Length > 0 ? Source.Token : default;

    private static PosixSignalRegistration StopOn(PosixSignal signal) => PosixSignalRegistration.Create(signal, context =>
    {
        // Whoever says it twice has waited long enough.
        context.Cancel = !Source.IsCancellationRequested;
        Source.Cancel();
    });
}
