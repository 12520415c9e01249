using MlCi.Adapters.Terminal;
using MlCi.Findings;

namespace MlCi.Adapters.Stages;

/// <summary>The one place that prints an error and maps it to an exit code.</summary>
/// <param name="interrupted">Says that the user interrupted.</param>
internal sealed class FaultGuard(CancellationToken interrupted)
{
    private int saidInterrupted;

    /// <summary>Does something that may fail.</summary>
    /// <param name="lines">Where an error is printed.</param>
    /// <param name="action">What to do.</param>
    /// <returns>The exit code; null where all went well.</returns>
    public int? Run(StageLines lines, Action action)
    {
        try
        {
            interrupted.ThrowIfCancellationRequested();
            action();
            return null;
        }
        catch (FaultException e)
        {
            lines.WriteFaults(e.Faults);
            return e.ExitCode;
        }
        catch (OperationCanceledException) when (interrupted.IsCancellationRequested)
        {
            // Once, however many pipelines it stops.
            if (Interlocked.Exchange(ref saidInterrupted, 1) == 0)
                lines.WriteFaults([new Fault("interrupted; nothing half-done was kept")]);
            return ExitCodes.Interrupted;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            lines.WriteFaults([new Fault($"the file system refused: {e.Message}")]);
            return ExitCodes.OutOfReach;
        }
        catch (Exception e)
        {
            lines.WriteFaults([new Fault($"this is a bug in MlCi, please report it: {e}")]);
            return ExitCodes.OutOfReach;
        }
    }
}
