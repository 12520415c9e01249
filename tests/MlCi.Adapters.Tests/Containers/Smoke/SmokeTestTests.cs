using System.Text;
using MlCi.Adapters.Containers.Smoke;
using MlCi.Data;
using MlCi.Findings;
using MlCi.Metrics;
using MlCi.Pipelines;
using MlCi.Schemas;
using MlCi.Serving;

namespace MlCi.Adapters.Tests.Containers.Smoke;

/// <summary>Servers of every kind of bad behaviour, beside one that is as it should be.</summary>
public sealed class SmokeTestTests
{
    [Fact]
    public void ServerAsItShouldBe_PassesEveryCheck()
    {
        SmokeReport report = Try(SoundServer.Answer(SoundServer.Score));

        Assert.All(report.Checks, check => Assert.True(check.Verdict == CheckVerdict.Passed, $"{check.Id}: {check.Reason}"));
        Assert.Equal(["ready", "parity", "rows", "latency", "hostile", "stop"], report.Checks.Select(check => check.Id));
        Assert.Equal((120, 50, 0), (report.Parity!.Result.Rows, report.Parity.Singles, report.Parity.Result.Differing.Count));
        Assert.Equal((1, 100), (report.Latency!.Connections, report.Latency.Summary.Requests));
        Assert.Equal("fake server", report.Ran);
        Assert.Empty(SchemaDocument.Read(File.ReadAllBytes(Path.Combine(Testing.RepositoryRoot.Path, "src", "MlCi", "Serving", "container.schema.json")), "container.schema.json").Check(Encoding.UTF8.GetBytes(SmokeReportJson.Write(report)), "container.json"));
    }

    [Fact]
    public void ServerThatClosesEachConnection_Passes_AndItsConnectionsAreCounted()
    {
        using var server = new FakeServer(SoundServer.Answer(SoundServer.Score)) { ClosesEach = true };

        SmokeReport report = SmokeTest.Run(Request(), server, _ => { }, CancellationToken.None);

        Assert.True(report.Passed, Failed(report));
        Assert.Equal(110, report.Latency!.Connections);
    }

    [Fact]
    public void ServerThatIsNeverReady_Fails_AndNothingElseIsEvaluated()
    {
        SmokeReport report = Try((_, _, _, _) => (503, "{}"), request => request with { Image = Image() with { ReadyWithin = TimeSpan.FromMilliseconds(200) } });

        Assert.Equal("not ready after 200.0 ms: found status 503 from /v2/health/ready, expected 200", Check(report, "ready").Reason);
        Assert.All(report.Checks.Skip(1), check => Assert.Equal(CheckVerdict.NotEvaluated, check.Verdict));
        Assert.Equal(["the first line", "the last line"], report.Log);
        Assert.Null(report.Start);
    }

    [Fact]
    public void ServerThatDiesBeforeItIsReady_SaysHowItEnded()
    {
        using var server = new FakeServer((_, _, _, _) => null);
        server.Crash(isOutOfMemory: true);

        SmokeReport report = SmokeTest.Run(Request(), server, _ => { }, CancellationToken.None);

        Assert.Equal("it ended with exit code 137, killed for want of memory before it was ready", Check(report, "ready").Reason);
        Assert.Equal((137, true), (report.ExitCode!.Value, report.IsOutOfMemory));
        Assert.False(report.Passed);
    }

    [Fact]
    public void ErrorOnABrokenRow_Fails() => Refuses(
        "hostile", "found status 500, expected one from 400 to 499",
        (method, path, type, body) => SoundServer.Answer(SoundServer.Score)(method, path, type, body) is { Status: >= 400 } ? (500, "{}") : SoundServer.Answer(SoundServer.Score)(method, path, type, body));

    [Fact]
    public void BrokenRowThatIsAnswered_ReachedTheModel() => Refuses(
        "hostile", "'x' at '2': found status 200, expected one from 400 to 499: it reached the model",
        (method, path, type, body) => SoundServer.Answer(SoundServer.Score)(method, path, type, body) is { Status: 400 } refused && Encoding.UTF8.GetString(body).Contains("\"x\":2,", StringComparison.Ordinal)
            ? (200, """{"predictions":[{"score":0.5}]}""") : SoundServer.Answer(SoundServer.Score)(method, path, type, body));

    [Fact]
    public void ConnectionThatIsClosedOnABrokenRow_Fails() => Refuses(
        "hostile", "found the connection closed without an answer",
        (method, path, type, body) => SoundServer.Answer(SoundServer.Score)(method, path, type, body) is { Status: 400 } ? null : SoundServer.Answer(SoundServer.Score)(method, path, type, body));

    [Fact]
    public void CrashOnABrokenRow_Fails_AndNamesTheRow()
    {
        FakeServer? server = null;
        server = new FakeServer((method, path, type, body) =>
        {
            if (Encoding.UTF8.GetString(body).Contains("\"x\":\"no such category\"", StringComparison.Ordinal))
                server!.Crash(isOutOfMemory: false);
            return SoundServer.Answer(SoundServer.Score)(method, path, type, body) is { Status: 400 } ? null : SoundServer.Answer(SoundServer.Score)(method, path, type, body);
        });
        using (server)
        {
            SmokeReport report = SmokeTest.Run(Request(), server, _ => { }, CancellationToken.None);

            Assert.Equal("'x' at 'no such category': it ended with exit code 137", Check(report, "hostile").Reason);
            Assert.Equal(("it ended with exit code 137", CheckVerdict.NotEvaluated), (Check(report, "stop").Reason, Check(report, "stop").Verdict));
        }
    }

    [Theory]
    [InlineData("[0.5]", "found JSON without a list 'predictions'")]
    [InlineData("""{"predictions":[0.5]}""", "found 1 prediction, expected 100")]
    [InlineData("<html>", "found text that is not JSON")]
    public void AnswerOfAnotherShape_Fails(string answer, string why) => Refuses(
        "parity", why, (method, path, type, body) => path == "/predict" ? (200, answer) : SoundServer.Answer(SoundServer.Score)(method, path, type, body));

    [Fact]
    public void RowThatTheContractAdmits_AndTheServerDoesNot_Fails() => Refuses(
        "rows", "'z' without a value: found status 400, expected 200",
        (method, path, type, body) => path == "/predict" && Encoding.UTF8.GetString(body).Contains("\"z\":null", StringComparison.Ordinal) && !Encoding.UTF8.GetString(body).Contains("rows", StringComparison.Ordinal)
            ? (400, "{}") : SoundServer.Answer(SoundServer.Score)(method, path, type, body),
        request => request with { Holdout = Holdout(withNulls: false), Batch = Batch(Holdout(withNulls: false)) });

    [Fact]
    public void ServerThatHangs_IsWaitedForNoLongerThanAsked() => Refuses(
        "parity", "found no answer after 0.3 s",
        (method, path, type, body) =>
        {
            if (path == "/predict")
                Thread.Sleep(TimeSpan.FromSeconds(2));
            return SoundServer.Answer(SoundServer.Score)(method, path, type, body);
        },
        request => request with { Patience = TimeSpan.FromSeconds(.3) });

    [Fact]
    public void OneFeatureThatServesOtherwise_IsNamed()
    {
        // As a program does that reads decimals by the culture of its machine: 2.5 becomes 25.
        SmokeReport report = Try(SoundServer.Answer(row => SoundServer.Score(row.With("z", row.Text("z")?.Replace(".", "", StringComparison.Ordinal)))));

        ServedCheck parity = Check(report, "parity");
        Assert.Equal(CheckVerdict.Failed, parity.Verdict);
        Assert.StartsWith("found ", parity.Reason, StringComparison.Ordinal);
        Assert.Contains("; row ", parity.Reason, StringComparison.Ordinal);
        Assert.EndsWith("carried by 'z' (with it replaced, 5 of 5 rows no longer differ)", parity.Reason, StringComparison.Ordinal);
        Assert.Equal("z", Assert.Single(report.Parity!.Columns!).Column);
    }

    [Fact]
    public void DifferenceWithinTheTolerance_Passes_AndOneBitDoesNotWithoutOne()
    {
        Answering off = SoundServer.Answer(row => Math.BitIncrement(SoundServer.Score(row)));

        Assert.Contains("no column carries it alone", Check(Try(off), "parity").Reason, StringComparison.Ordinal);
        SmokeReport report = Try(off, request => request with { Image = Image() with { Parity = new ParityRule(120, 1e-12) } });
        Assert.True(report.Passed, Failed(report));
        Assert.True(report.Parity!.Result.MaxDifference > 0);
    }

    [Fact]
    public void LimitsThatAreMissed_Fail_WhereTheyStand()
    {
        var place = new SourcePlace("pipeline.yml", 7);
        SmokeReport report = Try(SoundServer.Answer(SoundServer.Score), request => request with
        {
            Image = Image() with
            {
                Limits = new ImageLimits
                {
                    P99 = new(TimeSpan.FromTicks(1), place),
                    Memory = new(39 << 20, place),
                    Start = new(TimeSpan.FromMinutes(1), place),
                    Size = new(1, place),
                },
            },
        });

        Assert.Equal(
            [("limit.start", CheckVerdict.Passed), ("limit.p99", CheckVerdict.Failed), ("limit.memory", CheckVerdict.Failed), ("limit.size", CheckVerdict.NotEvaluated)],
            report.Checks.Where(check => check.Source == place).Select(check => (check.Id, check.Verdict)));
        Assert.Equal("found resident memory of 40.0 MB, expected at most 39.0 MB", Check(report, "limit.memory").Reason);
    }

    [Fact]
    public void ProgramThatEndsBadly_Fails()
    {
        using var server = new FakeServer(SoundServer.Answer(SoundServer.Score)) { ExitCode = 143 };

        SmokeReport report = SmokeTest.Run(Request(), server, _ => { }, CancellationToken.None);

        Assert.Equal("after SIGTERM it ended with exit code 143, expected 0 within 35.0 s", Check(report, "stop").Reason);
    }

    [Fact]
    public void Interruption_EndsIt()
    {
        using var stop = new CancellationTokenSource();
        using var server = new FakeServer((_, _, _, _) =>
        {
            stop.Cancel();
            return (503, "{}");
        });

        Assert.ThrowsAny<OperationCanceledException>(() => SmokeTest.Run(Request(), server, _ => { }, stop.Token));
    }

    private static void Refuses(string id, string why, Answering answer, Func<SmokeRequest, SmokeRequest>? change = null)
    {
        ServedCheck check = Check(Try(answer, change), id);
        Assert.Equal(CheckVerdict.Failed, check.Verdict);
        Assert.Contains(why, check.Reason, StringComparison.Ordinal);
    }

    private static SmokeReport Try(Answering answer, Func<SmokeRequest, SmokeRequest>? change = null)
    {
        using var server = new FakeServer(answer);
        return SmokeTest.Run(change?.Invoke(Request()) ?? Request(), server, _ => { }, CancellationToken.None);
    }

    private static ServedCheck Check(SmokeReport report, string id) => Assert.Single(report.Checks, check => check.Id == id);

    private static string Failed(SmokeReport report) => string.Join('\n', report.Checks.Where(check => check.Verdict != CheckVerdict.Passed));

    private static ImageRule Image() => new() { Place = new("pipeline.yml", 1), Parity = new ParityRule(120, 0) };

    private static SmokeRequest Request() => new()
    {
        Schema = SoundServer.Schema,
        Label = "y",
        Task = PredictionTask.Binary,
        Outputs = ["score"],
        Image = Image(),
        Holdout = Holdout(),
        Key = "id",
        Batch = Batch(Holdout()),
        Predict = Batch,
        Model = Digest.OfText("model"),
        Seed = Digest.OfText("seed"),
        LatencyRequests = 100,
    };

    private static Table Holdout(bool withNulls = true) => CsvReader.Read(Encoding.UTF8.GetBytes("id,x,z,group,note,y\n" + string.Concat(Enumerable.Range(0, 300).Select(i =>
    {
        string z = withNulls && i % 7 == 0 ? "" : $"{i % 11 / 2.0:0.0}";
        string note = withNulls && i % 3 == 0 ? "" : "\"a, b\"";
        return $"{i + 1000},{i / 300.0:F4},{z},{(i % 2 == 0 ? "even" : "odd")},{note},{(i % 5 == 0 ? "yes" : "no")}\n";
    }))), "holdout.csv");

    private static double[] Batch(Table rows) => [.. Enumerable.Range(0, rows.RowCount).Select(row => SoundServer.Score(RequestRow.Of(rows, row)))];
}
