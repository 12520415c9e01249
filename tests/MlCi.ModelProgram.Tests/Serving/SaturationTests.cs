using System.Globalization;
using System.Net.Sockets;

namespace MlCi.Modeling.Tests.Serving;

/// <summary>A real process under more requests than it takes, which is told to end.</summary>
public sealed class SaturationTests
{
    private static readonly byte[] Request = RawClient.Request(ServedProcess.Row);

    [SkippableFact]
    public async Task SigtermUnderSaturation_LosesNoRequestThatWasAccepted()
    {
        Skip.If(OperatingSystem.IsWindows(), "there is no SIGTERM");
        const int Clients = 12, Slots = 3;
        using ServedProcess served = await ServedProcess.Start(new Dictionary<string, string>(), "--concurrency", $"{Slots}", "--drain-delay", "3");
        RawClient[] halves = [.. Enumerable.Range(0, Slots).Select(_ => new RawClient(served.Url))];
        foreach (RawClient half in halves)
            half.Send(Request.AsSpan(0, Request.Length - 10));
        await UntilInFlight(served.Url, Slots);

        // All places are taken: the next one is sent away, whole and with a time to come back.
        using (var next = new RawClient(served.Url))
        {
            next.Send(Request);
            string answer = next.Read()!;
            Assert.StartsWith("HTTP/1.1 429 ", answer, StringComparison.Ordinal);
            Assert.Contains("\r\nRetry-After: 1\r\n", answer, StringComparison.Ordinal);
        }

        AssertAnswered(halves[0]);
        using var load = new ServedLoad(served.Url);
        Task[] clients = [.. Enumerable.Range(0, Clients).Select(client => Task.Factory.StartNew(
            () => load.Run(isKeptAlive: client % 2 == 0), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default))];
        await load.UntilAllWereAnswered(Clients);
        load.MayBeRefused = true;
        served.Terminate();
        // What was accepted half before the signal is accepted.
        foreach (RawClient half in halves[1..])
            AssertAnswered(half);
        await Task.WhenAll(clients);

        Assert.Equal(0, await served.Ended());
        Assert.Equal((0, 0), (load.Lost, load.Other));
        Assert.Equal(Clients, load.Refused);
        Assert.True(load.Predicted > 0);
        Assert.DoesNotContain("cut off", served.Log, StringComparison.Ordinal);
        foreach (RawClient half in halves)
            half.Dispose();
    }

    private static void AssertAnswered(RawClient half)
    {
        half.Send(Request.AsSpan(Request.Length - 10));
        Assert.StartsWith("HTTP/1.1 200 ", half.Read(), StringComparison.Ordinal);
    }

    private static async Task UntilInFlight(Uri url, int count)
    {
        using var client = new HttpClient { BaseAddress = url };
        string wanted = string.Create(CultureInfo.InvariantCulture, $"mlci_serve_in_flight {count}\n");
        for (int waited = 0; !(await client.GetStringAsync(new Uri("/metrics", UriKind.Relative))).Contains(wanted, StringComparison.Ordinal); waited++)
        {
            Assert.True(waited < 600, "the requests were never accepted");
            await Task.Delay(50);
        }
    }

    /// <summary>Clients that send without end, and what came of each request.</summary>
    private sealed class ServedLoad(Uri url) : IDisposable
    {
        private readonly SemaphoreSlim answered = new(0);
        private int predicted, refused, lost, other;

        public int Predicted => predicted;

        public int Refused => refused;

        public int Lost => lost;

        public int Other => other;

        /// <summary>Whether the server was told to end: a new connection that it never took is then none of its requests.</summary>
        public bool MayBeRefused { get; set; }

        public void Dispose() => answered.Dispose();

        public async Task UntilAllWereAnswered(int clients)
        {
            for (int i = 0; i < clients; i++)
                Assert.True(await answered.WaitAsync(TimeSpan.FromSeconds(60)));
        }

        /// <summary>Sends until no connection can be had.</summary>
        public void Run(bool isKeptAlive)
        {
            int count = 0;
            while (true)
            {
                try
                {
                    using var client = new RawClient(url);
                    while (Exchange(client, ref count) && isKeptAlive)
                    {
                    }

                    if (client.Answers == 0)
                        return;
                }
                catch (SocketException) when (MayBeRefused)
                {
                    Interlocked.Increment(ref refused);
                    return;
                }
            }
        }

        // Whether the connection may be used again.
        private bool Exchange(RawClient client, ref int count)
        {
            string? answer;
            try
            {
                client.Send(Request);
                answer = client.Read();
            }
            catch (IOException e) when (e is not EndOfStreamException)
            {
                answer = null;
            }

            if (answer is null)
            {
                Interlocked.Increment(ref client.Answers == 0 && MayBeRefused ? ref refused : ref lost);
                return false;
            }

            bool isWhole = answer.StartsWith("HTTP/1.1 200 ", StringComparison.Ordinal) ? answer.EndsWith('}')
                : answer.StartsWith("HTTP/1.1 429 ", StringComparison.Ordinal) && answer.Contains("\r\nRetry-After: 1\r\n", StringComparison.Ordinal);
            if (!isWhole)
                Interlocked.Increment(ref other);
            else if (answer[9] == '2')
                Interlocked.Increment(ref predicted);
            if (++count == 3)
                answered.Release();
            return !answer.Contains("Connection: close", StringComparison.Ordinal);
        }
    }
}
