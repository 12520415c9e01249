using System.Diagnostics;
using System.Text;
using MlCi.Findings;
using MlCi.Serving;

namespace MlCi.Adapters.Containers.Smoke;

/// <summary>Measures requests of one row each: one after another over one connection, then several at a time.</summary>
internal static class LatencyTrial
{
    private const int Clients = 8;
    private static readonly TimeSpan Throughput = TimeSpan.FromSeconds(1);

    /// <summary>Measures.</summary>
    public static (ServedCheck Check, LatencyReport? Report) Run(SmokeSession session)
    {
        if (session.Rows.Count == 0)
            return (ServedCheck.NotEvaluated(CheckIds.Latency, "found no row in the holdout to ask for, expected one at least"), null);
        byte[][] messages = [.. session.Rows.Select(row => ServedConnection.Message(
            "POST", "/predict", "application/json", Encoding.UTF8.GetBytes(RowJson.One(row, session.Request.Schema))))];
        using ServedConnection connection = session.Connect();
        int warmUp = session.Request.LatencyRequests / 10;
        (List<TimeSpan> _, string? fault) = Ask(session, connection, messages, warmUp, 0);
        (List<TimeSpan> times, fault) = fault is null ? Ask(session, connection, messages, session.Request.LatencyRequests, LatencySummary.LeastForP99) : ([], fault);
        if (fault is not null)
            return (ServedCheck.Failed(CheckIds.Latency, $"a row of the holdout, alone: {fault}"), null);
        var summary = LatencySummary.Of(times, warmUp);
        int connections = connection.Opened;
        (double? perSecond, fault) = AtOnce(session, messages);
        if (fault is not null)
            return (ServedCheck.Failed(CheckIds.Latency, $"{Clients} clients at once: {fault}"), new LatencyReport(summary, connections, Clients, null));
        string p99 = summary.P99 is { } known ? $", p99 {LimitChecks.Shown(known)}" : "";
        return (
            ServedCheck.Passed(CheckIds.Latency, $"p50 {LimitChecks.Shown(summary.P50!.Value)}{p99} ({LatencySummary.Definition}) of {Numerals.Count(summary.Requests, "requests")} of one row over {Numerals.Count(connections, "connections")}, {warmUp} before them to warm up; {Clients} clients at once: {perSecond:N0} a second"),
            new LatencyReport(summary, connections, Clients, perSecond));
    }

    // A slow model gets no more time than there is, but as many requests as a percentile needs.
    private static (List<TimeSpan> Times, string? Fault) Ask(SmokeSession session, ServedConnection connection, byte[][] messages, int count, int least)
    {
        List<TimeSpan> times = new(count);
        long began = Stopwatch.GetTimestamp();
        for (int i = 0; i < count && (i < least || Stopwatch.GetElapsedTime(began) < session.Request.LatencyTime); i++)
        {
            long sent = Stopwatch.GetTimestamp();
            ServedAnswer answer = connection.Exchange(messages[i % messages.Length]);
            times.Add(Stopwatch.GetElapsedTime(sent));
            if (answer.Status != 200)
                return (times, answer.Fault ?? $"found status {answer.Status}, expected 200");
        }

        return (times, null);
    }

    // 429 and 503 say that it has enough: no answer, but no fault either.
    private static (double? PerSecond, string? Fault) AtOnce(SmokeSession session, byte[][] messages)
    {
        long began = Stopwatch.GetTimestamp();
        Task<(int Answered, string? Fault)>[] clients = [.. Enumerable.Range(0, Clients).Select(client => Task.Factory.StartNew(() => Client(client), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default))];
        (int Answered, string? Fault)[] all = Task.WhenAll(clients).GetAwaiter().GetResult();
        TimeSpan elapsed = Stopwatch.GetElapsedTime(began);
        return (all.Sum(one => one.Answered) / elapsed.TotalSeconds, all.Select(one => one.Fault).FirstOrDefault(fault => fault is not null));

        (int Answered, string? Fault) Client(int client)
        {
            using ServedConnection connection = session.Connect();
            int answered = 0;
            for (int i = client; Stopwatch.GetElapsedTime(began) < Throughput; i++)
            {
                ServedAnswer answer = connection.Exchange(messages[i % messages.Length]);
                if (answer.Status is not (200 or 429 or 503))
                    return (answered, answer.Fault ?? $"found status {answer.Status}, expected 200");
                answered += answer.Status == 200 ? 1 : 0;
            }

            return (answered, null);
        }
    }
}
