using System.Globalization;
using MlCi.Adapters.Replays;
using MlCi.Adapters.Storage;
using MlCi.Adapters.Tests.Stages;
using MlCi.Findings;

namespace MlCi.Adapters.Tests.Replays;

/// <summary>Replays with programs that are commands: theirs score is x.</summary>
public sealed class PredictionReplayTests : CommandPipelineTest
{
    public PredictionReplayTests(EngineSetup setup)
        : base(setup)
    {
        Repository.Write("artifacts/tiny/model/model.json", "{}\n");
    }

    private string Model => FileDigests.OfFolder(Repository.Artifact("model"));

    [Fact]
    public void SameAnswer_IsTheSameToTheLastBit_AndACommandCannotExplainIt()
    {
        Log("""{"id":"7","x":"0.10000000000000001","group":"a, \"b\""}""", 0.1);

        ReplayResult result = Replay();

        Assert.True(result.IsSame);
        Assert.Equal(("tiny", "artifacts/tiny/model"), (result.Pipeline, result.From));
        Assert.Equal([new ReplayedOutput("score", 0.1, 0.1)], result.Outputs);
        Assert.Equal([new("id", "7"), new("x", "0.10000000000000001"), new("group", "a, \"b\"")], result.Row);
        Assert.Equal("its program is a command, and only C# programs are asked for explanations", result.CannotExplain);
        Assert.Empty(result.Explanations);
    }

    [Fact]
    public void OtherAnswer_IsNamed_EvenWhereItIsOffByOneBit()
    {
        Log("""{"id":"7","x":"0.1","group":"a"}""", Math.BitIncrement(0.1));

        ReplayResult result = Replay();

        Assert.False(result.IsSame);
        Assert.Equal([new ReplayedOutput("score", 0.10000000000000002, 0.1)], result.Outputs);
    }

    [Fact]
    public void RedactedColumn_MustBeSet_AndNothingElseCanBe()
    {
        Log("""{"id":"[redacted]","x":"[redacted]","group":"a"}""", 0.25);

        FaultException fault = Assert.Throws<FaultException>(() => Replay(new() { ["X"] = "1" }));
        Assert.Equal(
            [
                "found 'X' for '--set', expected 'x', or one of id, x: only what is redacted can be set",
                "column 'id' is redacted in the log, so that the row cannot be replayed: expected --set id=VALUE",
                "column 'x' is redacted in the log, so that the row cannot be replayed: expected --set x=VALUE",
            ],
            fault.Faults.Select(one => one.ToString()));
        ReplayResult result = Replay(new() { ["x"] = "0.25", ["id"] = null });
        Assert.True(result.IsSame);
        Assert.Equal(["id", "x"], result.Set);
    }

    [Fact]
    public void OfSeveralRows_OneIsAskedFor_AndOfSeveralRequestsTheLatestIsTaken()
    {
        Log("""{"x":"0.5"}""", 0.5, row: 0);
        Log("""{"x":"0.25"}""", 0.25, row: 1);
        Log("""{"x":"0.125"}""", 0.125, row: 1, time: "2026-01-02T00:00:00.000000Z");

        Assert.EndsWith("found 2 rows of request 'r-1', expected --row N with N from 0 to 1", Message(() => Replay()), StringComparison.Ordinal);
        Assert.EndsWith("found no row 7 of request 'r-1', expected one of 0, 1", Message(() => Replay(row: 7)), StringComparison.Ordinal);
        Assert.Equal(0.5, Replay(row: 0).Outputs[0].Replayed);
        ReplayResult latest = Replay(row: 1);
        Assert.Equal(0.125, latest.Outputs[0].Replayed);
        Assert.Contains("2 requests bear this id: the latest is replayed", latest.Notes);
    }

    [Fact]
    public void ModelOfAnotherDigest_IsNeverReplayed()
    {
        Log("""{"x":"0.5"}""", 0.5, model: "sha256:" + new string('0', 64));

        string message = Message(() => Replay());
        Assert.StartsWith($"found no model sha256:{new string('0', 64)}, which the log names, expected it in artifacts or the registry: artifacts/tiny/model is {Model}; 0 models in ", message, StringComparison.Ordinal);
    }

    [Fact]
    public void ModelThatIsServedWithItsContractBesideIt_IsFound()
    {
        string trained = Repository.Artifact("model");
        Repository.Write("served/model.json", File.ReadAllText(Path.Combine(trained, "model.json")));
        Repository.Write("served/schema.json", File.ReadAllText(Repository.Path("pipelines/tiny/schema.json")));
        Log("""{"x":"0.5"}""", 0.5, model: FileDigests.OfFolder(Repository.Path("served")));

        Assert.True(Replay().IsSame);
    }

    [Fact]
    public void RegisteredModel_IsReplayedWithItsOwnProgram()
    {
        Assert.Equal(ExitCodes.Passed, Run("Register").ExitCode);
        Log("""{"id":"7","x":"0.5","group":"a"}""", 0.5);
        Directory.Delete(Repository.Path("artifacts"), recursive: true);
        Repository.Write("pipelines/tiny/model/predict.sh", "exit 1\n");

        ReplayResult result = Replay();

        Assert.True(result.IsSame);
        Assert.StartsWith("tiny sha256:", result.From, StringComparison.Ordinal);
    }

    [Fact]
    public void LogThatIsNotThere_OrHasNoSuchRequest_IsAFault()
    {
        Assert.Contains("for '--log', expected the one that `serve --prediction-log` writes", Message(() => Replay()), StringComparison.Ordinal);
        Repository.Write("p.jsonl", "{\"requestId\":\"r-1\",\"row\":");
        Assert.Contains("found no line of request 'r-1' that can be read (1 line with that id cannot), expected one", Message(() => Replay()), StringComparison.Ordinal);
    }

    private static string Message(Action act) => Assert.Throws<FaultException>(act).Message;

    private ReplayResult Replay(Dictionary<string, string?>? set = null, int? row = null) =>
        PredictionReplay.Run(new ReplayRequest(Repository.Root, "r-1", Repository.Path("p.jsonl")) { Row = row, Set = set ?? [] }, CancellationToken.None);

    private void Log(string inputs, double score, int row = 0, string time = "2026-01-01T00:00:00.000000Z", string? model = null) => File.AppendAllText(
        Repository.Path("p.jsonl"),
        string.Create(CultureInfo.InvariantCulture, $$$"""{"requestId":"r-1","row":{{{row}}},"time":"{{{time}}}","model":"{{{model ?? Model}}}","inputs":{{{inputs}}},"outputs":{"score":{{{score:R}}}}}""") + "\n");
}
