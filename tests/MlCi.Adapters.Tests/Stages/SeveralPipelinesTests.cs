using System.Text.Json.Nodes;
using MlCi.Findings;

namespace MlCi.Adapters.Tests.Stages;

/// <summary>One run, several pipelines: each gets what it deserves, and the worst exit code is the run's.</summary>
public sealed class SeveralPipelinesTests : EngineTest
{
    public SeveralPipelinesTests(EngineSetup setup)
        : base(setup) => Repository.AddPipeline("other");

    [Fact]
    public void UnreadablePipeline_DoesNotKeepTheOtherFromItsVerdict()
    {
        Repository.EditPipeline("task: binary", "task: ranking");
        Repository.LeaveEarlierVerdict();

        (int code, string output) = Run("Gate");

        Assert.Equal(ExitCodes.Misconfigured, code);
        AssertSaid(output, "error pipelines/tiny/pipeline.yml:2:7: found ranking for 'task', expected binary", "PASSED other");
        Assert.Empty(Repository.Verdict());
        Assert.Equal("passed", (string?)OtherReport()["verdict"]);
    }

    [Fact]
    public void MissingDataOfOne_DoesNotKeepTheOtherFromItsVerdict()
    {
        File.Delete(Repository.Path("pipelines/tiny/data/train.csv"));
        Repository.LeaveEarlierVerdict();

        (int code, string output) = Run("Gate");

        Assert.Equal(ExitCodes.Misconfigured, code);
        AssertSaid(output, "found no file 'data/train.csv'", "PASSED other");
        Assert.Empty(Repository.Verdict());
        Assert.Equal("passed", (string?)OtherReport()["verdict"]);
    }

    [Fact]
    public void FailureOfOne_DoesNotTouchTheOther()
    {
        Repository.SetMode("crash");

        (int code, string output) = Run("Gate");

        Assert.Equal(ExitCodes.Negative, code);
        AssertSaid(output, "FAILED tiny", "PASSED other");
        Assert.Equal("failed", (string?)Report()["verdict"]);
        Assert.Equal("passed", (string?)OtherReport()["verdict"]);
    }

    [Fact]
    public void Quiet_PrintsOneLineForEachPipeline()
    {
        Repository.SetMode("crash");

        (int code, string output) = Run("Gate", options => options with { Quiet = true });

        Assert.Equal(ExitCodes.Negative, code);
        string[] lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(2, lines.Length);
        Assert.StartsWith("PASSED other: all 3 gates passed", lines[0], StringComparison.Ordinal);
        Assert.StartsWith("FAILED tiny: Evaluate: the program's predict ended with exit code 3", lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public void OnlyTheChosen_Run()
    {
        (int code, string output) = Run("Gate", options => options with { Pipelines = ["other", "other"] });

        Assert.Equal(ExitCodes.Passed, code);
        Assert.Equal(1, output.Split("PASSED other").Length - 1);
        Assert.False(Directory.Exists(Repository.Path("artifacts/tiny")));
    }

    private JsonNode OtherReport() => JsonNode.Parse(File.ReadAllText(Repository.Path("artifacts/other/gate.json")))!;
}
