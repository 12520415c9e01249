using System.Text;
using MlCi.Serving;

namespace MlCi.Adapters.Containers.Smoke;

/// <summary>Asks the program to end while a request is on its way to it: that is answered, and the program ends with 0.</summary>
internal static class StopTrial
{
    // Until a connection is accepted, and its first bytes are read; and until the signal has come.
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(200);

    /// <summary>Asks.</summary>
    public static (ServedCheck Check, ServedState End) Run(SmokeSession session)
    {
        if (session.Rows.Count == 0)
            return Ended(session.Served.Stop(session.Request.StopWithin), session, inFlight: null);
        using ServedConnection connection = session.Connect();
        byte[] message = ServedConnection.Message("POST", "/predict", "application/json", Encoding.UTF8.GetBytes(RowJson.One(session.Rows[0], session.Request.Schema)));
        string? fault = connection.Begin(message[..^20]);
        Thread.Sleep(Moment);
        Task<ServedState> stop = Task.Run(() => session.Served.Stop(session.Request.StopWithin), CancellationToken.None);
        Thread.Sleep(Moment);
        try
        {
            if (fault is null)
                (_, fault) = session.Read(connection.Finish(message[^20..]), 1);
        }
        finally
        {
            ((IAsyncResult)stop).AsyncWaitHandle.WaitOne();
        }

        return Ended(stop.GetAwaiter().GetResult(), session, fault is null ? "" : $"a request that was under way was not answered: {fault}");
    }

    private static (ServedCheck Check, ServedState End) Ended(ServedState end, SmokeSession session, string? inFlight)
    {
        if (end.IsRunning)
            return (ServedCheck.Failed(CheckIds.Stop, $"it runs still, {LimitChecks.Shown(session.Request.StopWithin)} after SIGTERM"), end);
        if (end.ExitCode != 0)
            return (ServedCheck.Failed(CheckIds.Stop, $"after SIGTERM {SmokeSession.EndOf(end)}, expected 0 within {LimitChecks.Shown(session.Request.StopWithin)}{(inFlight is { Length: > 0 } ? $"; {inFlight}" : "")}"), end);
        return (inFlight switch
        {
            null => ServedCheck.Passed(CheckIds.Stop, "ended with 0 after SIGTERM"),
            "" => ServedCheck.Passed(CheckIds.Stop, "ended with 0 after SIGTERM, and answered the request that was under way"),
            _ => ServedCheck.Failed(CheckIds.Stop, inFlight),
        }, end);
    }
}
