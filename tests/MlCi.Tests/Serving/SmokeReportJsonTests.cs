using System.Text;
using MlCi.Data;
using MlCi.Findings;
using MlCi.Schemas;
using MlCi.Serving;
using MlCi.Testing;

namespace MlCi.Tests.Serving;

public sealed class SmokeReportJsonTests
{
    private static readonly SchemaDocument Schema = SchemaDocument.Read(
        File.ReadAllBytes(Path.Combine(RepositoryRoot.Path, "src", "MlCi", "Serving", "container.schema.json")), "container.schema.json");

    [Fact]
    public Task Failed() => Verify(new SmokeReport
    {
        Checks =
        [
            ServedCheck.Passed(CheckIds.Ready, "ready after 412.5 ms"),
            ServedCheck.Failed(CheckIds.Parity, "found 1 of 500 rows that differ"),
            ServedCheck.NotEvaluated(CheckIds.Memory, "nobody can tell its memory", new SourcePlace("pipeline.yml", 40)),
        ],
        IsContainer = true,
        Ran = "container 1a2b3c4d5e6f",
        Image = new SmokedImage(Digest.OfText("manifest"), Digest.OfText("config"), "debian", "1654:1654", 17_000_000, 42_000_000),
        Model = Digest.OfText("model"),
        Parity = new ParityReport(new ParityResult(500, 0, [new DifferingRow(3, "7010", "score", .25, .5, .25)], .25), 50, [new CarryingColumn("tenure", 1, 1, 1)]),
        Latency = new LatencyReport(LatencySummary.Of([.. Enumerable.Range(1, 100).Select(time => TimeSpan.FromMicroseconds(10 * time))], 10), 1, 8, 12345.678),
        PeakMemory = 44_040_192,
        Start = TimeSpan.FromMilliseconds(412.5),
        ExitCode = 0,
        Log = ["ready"],
    });

    [Fact]
    public Task NeverReady() => Verify(new SmokeReport
    {
        Checks = [ServedCheck.Failed(CheckIds.Ready, "it ended with exit code 137, killed for want of memory before it was ready")],
        IsContainer = false,
        Ran = "published program, no engine",
        Model = Digest.OfText("model"),
        ExitCode = 137,
        IsOutOfMemory = true,
    });

    [Theory]
    [InlineData(CheckVerdict.Passed, true)]
    [InlineData(CheckVerdict.Failed, false)]
    [InlineData(CheckVerdict.NotEvaluated, false)]
    public void OnlyWhatPassedInFull_Passes(CheckVerdict verdict, bool passes) => Assert.Equal(passes, new SmokeReport
    {
        Checks = [ServedCheck.Passed(CheckIds.Ready, ""), new ServedCheck(CheckIds.Parity, verdict, "")],
        IsContainer = true,
        Ran = "",
        Model = "",
    }.Passed);

    private static Task Verify(SmokeReport report, [System.Runtime.CompilerServices.CallerMemberName] string method = "")
    {
        string text = SmokeReportJson.Write(report);
        Assert.Empty(Schema.Check(Encoding.UTF8.GetBytes(text), "container.json"));
        return Snapshot.Verify(text, "json", method: method);
    }
}
