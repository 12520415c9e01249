using System.Diagnostics;
using MlCi.Serving;

namespace MlCi.Adapters.Containers.Smoke;

/// <summary>Waits until the server says that it is ready.</summary>
internal static class ReadyTrial
{
    /// <summary>Where it is asked.</summary>
    public const string Path = "/v2/health/ready";

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);

    /// <summary>Waits; gives the time from its start, or null where it was never ready.</summary>
    public static (ServedCheck Check, TimeSpan? Start) Run(SmokeSession session)
    {
        TimeSpan within = session.Request.Image.ReadyWithin;
        // One that hangs takes no more of the time than there is.
        using var connection = new ServedConnection(session.Served.Socket, Least(within, session.Request.Patience), session.Interrupted);
        string last = "it never listened on its socket";
        while (true)
        {
            if (File.Exists(session.Served.Socket))
            {
                ServedAnswer answer = connection.Get(Path);
                TimeSpan start = Stopwatch.GetElapsedTime(session.Served.Started);
                if (answer.Status == 200 && start <= within)
                    return (ServedCheck.Passed(CheckIds.Ready, $"ready after {LimitChecks.Shown(start)}"), start);
                last = answer.Fault ?? (answer.Status == 200 ? "it was a moment later" : $"found status {answer.Status} from {Path}, expected 200");
            }

            if (session.Ended() is { } ended)
                return (ServedCheck.Failed(CheckIds.Ready, $"{ended} before it was ready"), null);
            if (Stopwatch.GetElapsedTime(session.Served.Started) > within)
                return (ServedCheck.Failed(CheckIds.Ready, $"not ready after {LimitChecks.Shown(within)}: {last}"), null);
            session.Interrupted.ThrowIfCancellationRequested();
            Thread.Sleep(Pause);
        }
    }

    private static TimeSpan Least(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
