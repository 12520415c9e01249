using System.Text.Json.Nodes;
using MlCi.Findings;
using MlCi.Testing;

namespace MlCi.Adapters.Tests.Stages;

/// <summary>Model programs that go wrong: each way has its message, fails the gate, and leaves nothing to be reused.</summary>
public sealed class BadProgramTests(EngineSetup setup) : EngineTest(setup)
{
    [Theory]
    [InlineData("train-crash", "the program's train ended with exit code 3, expected 0\nits last lines:\n  training\n  the matrix is singular")]
    [InlineData("train-nothing", "the program's train ended well but wrote no file into --out, expected a model")]
    public void ProgramThatCannotTrain_FailsTheGate(string mode, string message)
    {
        Repository.SetMode(mode);

        JsonNode report = AssertFails("Train: " + message);

        Assert.Equal("failed", StatusOf(report, "Train"));
        Assert.Equal("not-evaluated", StatusOf(report, "Evaluate"));
        Assert.Empty(Repository.Cached("Train"));
        Assert.False(Directory.Exists(Repository.Artifact("model")));
    }

    [Theory]
    [InlineData("crash", "the program's predict ended with exit code 3, expected 0\nits last lines:\n  the matrix is singular")]
    [InlineData("nothing", "the program's predict ended well but wrote no --out file, expected predictions")]
    [InlineData("nan", "predictions.csv:2: found score 'NaN', expected a number from 0 to 1")]
    [InlineData("out-of-range", "predictions.csv:2: found score '1.5', expected a number from 0 to 1")]
    [InlineData("too-few", "predictions.csv:1: found predictions of 299 rows, expected all 300 of the holdout")]
    [InlineData("doubled", "predictions.csv:3: found row_id '0' a second time, expected each row once")]
    [InlineData("unknown-id", "predictions.csv:302: found row_id 'nobody', expected a row number from 0 to 299")]
    [InlineData("wrong-columns", "predictions.csv:1: found columns id, p, expected row_id, score")]
    [InlineData("not-csv", "predictions.csv:302: found 1 fields, expected 2 as in the header")]
    [InlineData("bytes", "predictions.csv:1: found a byte that is not UTF-8 at offset 2, expected UTF-8 text")]
    public void UnusablePredictions_FailTheGate(string mode, string message)
    {
        AssertPasses();
        int kept = Repository.Cached("Evaluate").Count;
        Repository.SetMode(mode);

        JsonNode report = AssertFails("Evaluate: " + message);

        Assert.Equal("failed", StatusOf(report, "Evaluate"));
        Assert.Equal(kept, Repository.Cached("Evaluate").Count);
        Assert.False(File.Exists(Repository.Artifact("predictions.csv")), "predictions of the run before stand beside this verdict");
        Assert.False(File.Exists(Repository.Artifact("evaluation.json")), "the evaluation of the run before stands beside this verdict");
    }

    [Fact]
    public void ProgramThatAborts_IsNamedWithItsSignal()
    {
        Repository.SetMode("abort");

        AssertFails("the program's predict ended with exit code 134, as after signal 6 (abort), expected 0\nits last lines:");

        Assert.Empty(Repository.Cached("Evaluate"));
    }

    [Fact]
    public void ProgramThatHangs_IsStoppedWithItsChildren()
    {
        Repository.SetMode("train-hang");
        Repository.EditPipeline("timeout: 5m\npredict", "timeout: 15s\npredict");

        JsonNode report = AssertFails("Train: the program's train was stopped after 15 s, expected it to end within its timeout\nits last lines:\n  training\n  hanging with child ");

        Assert.False(TinyChild.IsRunning((string)report["reason"]!));
        Assert.Empty(Repository.Cached("Train"));
    }

    [Fact]
    public void ConstantScore_IsNotEvaluated()
    {
        Repository.SetMode("constant");

        JsonNode auc = Gate(AssertFails(), "auc");

        Assert.Equal("not-evaluated", (string?)auc["verdict"]);
        Assert.Contains("constant score", (string?)auc["reason"], StringComparison.Ordinal);
    }

    [Fact]
    public void ReversedScore_FailsItsLimitByItsInterval()
    {
        Repository.SetMode("reversed");

        JsonNode report = AssertFails("auc 0.1", "misses ≥ 0.7");

        Assert.Equal("failed", StatusOf(report, "Evaluate"));
        Assert.Equal("skipped", StatusOf(report, "Compare"));
    }

    [Fact]
    public void CrashedProgram_IsTriedAgain_AndUsedOnceItIsWell()
    {
        Repository.SetMode("crash");
        AssertFails("exit code 3");
        AssertFails("exit code 3");
        Repository.EditPipeline("mode: crash", "mode: good");

        AssertPasses();
    }

    [Fact]
    public void ProgramThatDoesNotCompile_FailsWithTheCompilersMessage()
    {
        Repository.Edit("model/Program.cs", "return GoWrong(how);", "return GoWrong(hw);");

        JsonNode report = AssertFails("Train: Tiny.csproj does not build: model/Program.cs(63,16): error CS0103: The name 'hw' does not exist in the current context");

        Assert.Equal("failed", StatusOf(report, "Train"));
        // The one that every repository of these tests starts with.
        Assert.Single(Repository.Cached("Build"));
    }

    [Fact]
    public void ProjectThatIsALibrary_IsNamed()
    {
        Repository.Edit("model/Tiny.csproj", "<OutputType>Exe</OutputType>", "");
        Repository.Write("model/Program.cs", "public class Nothing;");

        AssertNoVerdict(ExitCodes.Misconfigured, "model/Tiny.csproj: found 0 executables, expected one: <OutputType>Exe</OutputType>");
    }
}
