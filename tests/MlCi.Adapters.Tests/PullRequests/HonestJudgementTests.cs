using System.Text.Json.Nodes;
using MlCi.Adapters.PullRequests;
using MlCi.Adapters.Storage;
using MlCi.Adapters.Tests.Stages;
using MlCi.Findings;
using MlCi.PullRequests;
using MlCi.Testing;
using Spectre.Console;

namespace MlCi.Adapters.Tests.PullRequests;

/// <summary>A real gate, what it leaves, and what is judged of that.</summary>
public sealed class HonestJudgementTests(EngineSetup setup) : CommandPipelineTest(setup)
{
    [Fact]
    public void JudgedVerdict_IsThatOfTheGate_GateForGate_AndWritesNothingDown()
    {
        Repository.EditPipeline("champion: optional", "robustness: [{noise: 0.05, columns: [x], max_flips: 0.1}]\nchampion: optional");
        Crown();
        // Twice: what is decided already leaves the disturbed predictions, too.
        AssertPasses();
        AssertPasses();
        JsonNode gated = Report();
        string kept = FileDigests.OfFolder(Repository.Path(".mlci"));
        using var scratch = new TemporaryFolder();

        JudgedChange judged = Judge(new UploadedZip(scratch.Path("gate.zip")).WithFolder(Repository.Path("artifacts"), "artifacts").Write());

        JudgedPipeline tiny = Assert.Single(judged.Report.Pipelines);
        Assert.True(tiny.Passed, tiny.Failure ?? tiny.Report?.Reason);
        JsonNode written = JsonNode.Parse(File.ReadAllText(Repository.Path("artifacts/judged/tiny/gate.json")))!;
        Assert.Equal(gated["gates"]!.ToJsonString(), written["gates"]!.ToJsonString());
        Assert.Contains(written["gates"]!.AsArray(), gate => (string?)gate!["rule"] == "robustness");
        Assert.Contains(written["gates"]!.AsArray(), gate => (string?)gate!["outcome"] == "identical");
        Assert.Equal((string?)gated["verdict"], (string?)written["verdict"]);
        foreach (string same in new[] { "reason", "counts", "findings", "champion", "diagnostics" })
            Assert.Equal(gated[same]!.ToJsonString(), written[same]!.ToJsonString());
        Assert.Equal(kept, FileDigests.OfFolder(Repository.Path(".mlci")));
        Assert.Empty(Repository.Unfinished());
    }

    [Fact]
    public void JudgedVerdict_OfAGateWithoutLabels_IsThatOfOneWhichHasThem()
    {
        Repository.Edit("pipelines/tiny/model/predict.sh", "print NR - 2", "print $1");
        Repository.EditPipeline("champion: optional", "robustness: [{noise: 0.05, columns: [x], max_flips: 0.1}]\nchampion: optional");
        Repository.KeepLabelsApart();
        Crown();
        AssertPasses();
        JsonNode gated = Report();
        string file = Repository.Path(TinyRepository.Labels), labels = File.ReadAllText(file);
        File.Delete(file);
        (int code, string output) = Run("Gate", options => options with { WithoutLabels = true });
        Assert.True(code == ExitCodes.Passed, output);
        Assert.Empty(Repository.Verdict());
        using var scratch = new TemporaryFolder();
        string uploaded = new UploadedZip(scratch.Path("gate.zip")).WithFolder(Repository.Path("artifacts"), "artifacts").Write();
        File.WriteAllText(file, labels);

        JudgedChange judged = Judge(uploaded);

        JudgedPipeline tiny = Assert.Single(judged.Report.Pipelines);
        Assert.True(tiny.Passed, tiny.Failure ?? tiny.Report?.Reason);
        Assert.Null(tiny.Claimed);
        JsonNode written = JsonNode.Parse(File.ReadAllText(Repository.Path("artifacts/judged/tiny/gate.json")))!;
        Assert.Contains(written["gates"]!.AsArray(), gate => (string?)gate!["outcome"] == "identical");
        foreach (string same in new[] { "verdict", "gates", "reason", "counts", "champion", "diagnostics", "worstSlices" })
            Assert.Equal(gated[same]?.ToJsonString(), written[same]?.ToJsonString());
    }

    [Fact]
    public void FailedVerdict_IsThatOfTheGate_Too()
    {
        Repository.EditPipeline("min: 0.7", "min: 0.95");
        Run("Gate");
        JsonNode gated = Report();
        using var scratch = new TemporaryFolder();

        JudgedChange judged = Judge(new UploadedZip(scratch.Path("gate.zip")).WithFolder(Repository.Path("artifacts"), "artifacts").Write());

        Assert.Equal(ExitCodes.Negative, judged.ExitCode);
        Assert.Equal((string?)gated["reason"], judged.Report.Pipelines[0].Report!.Reason);
        Assert.Equal(false, judged.Report.Pipelines[0].Claimed);
    }

    private JudgedChange Judge(string zip)
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, Out = new AnsiConsoleOutput(TextWriter.Null) });
        return new Judgement(
            new JudgeRequest { Root = Repository.Root, Artifacts = [zip], Changed = ["pipelines/tiny/model/train.sh"], HeadSha = new string('1', 40), BaseSha = new string('2', 40) }, console).Run();
    }

    private void Crown()
    {
        (int code, string output) = Run("Register");
        Assert.True(code == ExitCodes.Passed, output);
        (code, output) = Run("Promote", options => options with { To = "production", Why = "first" });
        Assert.True(code == ExitCodes.Passed, output);
    }
}
