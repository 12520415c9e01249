using MlCi.Serving;

namespace MlCi.Adapters.Containers.Smoke;

/// <summary>
/// Tries a served model as production would use it: is it ready, does it answer as the batch predicted, does it take what the contract admits
/// and refuse what it does not, how fast is it, and does it end well?
/// </summary>
public static class SmokeTest
{
    private const int LogLines = 50;

    /// <summary>The report of an image that was not started.</summary>
    /// <param name="request">What it would have been tried with.</param>
    /// <param name="ran">What was to run.</param>
    /// <param name="ready">Why it is not ready.</param>
    public static SmokeReport NotStarted(SmokeRequest request, string ran, ServedCheck ready) => new()
    {
        Checks =
        [
            ready,
            .. new[] { CheckIds.Parity, CheckIds.Rows, CheckIds.Latency, CheckIds.Hostile, CheckIds.Stop }.Select(id => ServedCheck.NotEvaluated(id, "it was not started")),
            .. LimitChecks.Of(request.Image.Limits, start: null, latency: null, memory: null, request.Built?.UnpackedSize),
        ],
        IsContainer = true,
        Ran = ran,
        Image = request.Built,
        Model = request.Model,
    };

    /// <summary>Tries it. Whatever fails, the report carries the last lines of its log, its exit code and whether memory ran out.</summary>
    /// <param name="request">What with.</param>
    /// <param name="served">What was started just now; it has ended when this returns, unless it cannot be ended.</param>
    /// <param name="progress">Is told what is being done.</param>
    /// <param name="interrupted">Stops the test.</param>
    /// <exception cref="OperationCanceledException">The user interrupted.</exception>
    public static SmokeReport Run(SmokeRequest request, IServedProgram served, Action<string> progress, CancellationToken interrupted)
    {
        var session = new SmokeSession(request, served, progress, interrupted);
        var checks = new List<ServedCheck>();
        progress("waiting until it is ready");
        (ServedCheck ready, TimeSpan? start) = ReadyTrial.Run(session);
        checks.Add(ready);

        ParityReport? parity = null;
        LatencyReport? latency = null;
        Try(CheckIds.Parity, "comparing it with the batch predictions", () =>
        {
            (ServedCheck check, parity) = ParityTrial.Run(session);
            return check;
        });
        Try(CheckIds.Rows, "sending rows that the contract admits", () => RowTrial.Run(session));
        Try(CheckIds.Latency, "measuring", () =>
        {
            (ServedCheck check, latency) = LatencyTrial.Run(session);
            return check;
        });
        Try(CheckIds.Hostile, "sending what breaks the contract", () => HostileTrial.Run(session));
        // After the end nobody can tell.
        long? memory = served.PeakMemory();
        Try(CheckIds.Stop, "asking it to stop", () => StopTrial.Run(session).Check);
        ServedState end = served.State() is { IsRunning: true } ? served.Stop(request.StopWithin) : served.State();
        checks.AddRange(LimitChecks.Of(request.Image.Limits, start, latency?.Summary, memory, request.Built?.UnpackedSize));
        return new SmokeReport
        {
            Checks = checks,
            IsContainer = served.IsContainer,
            Ran = served.IsContainer ? served.Shown : $"{served.Shown}, no engine",
            Image = request.Built,
            Model = request.Model,
            Parity = parity,
            Latency = latency,
            PeakMemory = memory,
            Start = start,
            ExitCode = end.ExitCode,
            IsOutOfMemory = end.IsOutOfMemory,
            Log = served.Log(LogLines),
        };

        void Try(string id, string doing, Func<ServedCheck> trial)
        {
            interrupted.ThrowIfCancellationRequested();
            if (ready.Verdict != CheckVerdict.Passed)
            {
                checks.Add(ServedCheck.NotEvaluated(id, "it never was ready"));
            }
            else if (session.Ended() is { } ended)
            {
                checks.Add(ServedCheck.NotEvaluated(id, ended));
            }
            else
            {
                progress(doing);
                checks.Add(trial());
            }
        }
    }
}
