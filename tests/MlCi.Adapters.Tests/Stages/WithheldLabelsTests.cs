using System.Text.Json.Nodes;
using MlCi.Adapters.Stages;
using MlCi.Findings;
using MlCi.Testing;

namespace MlCi.Adapters.Tests.Stages;

/// <summary>Holdout labels that lie apart: gated with them as ever, and without them as far as one comes, with no verdict.</summary>
public sealed class WithheldLabelsTests : CommandPipelineTest
{
    private const string Labels = TinyRepository.Labels;

    public WithheldLabelsTests(EngineSetup setup)
        : base(setup) => Repository.Edit("pipelines/tiny/model/predict.sh", "print NR - 2", "print $1");

    [Fact]
    public void GateWithLabels_DecidesAsIfTheyStoodInTheHoldout()
    {
        Repository.EditPipeline("  holdout: data/holdout.csv\n", "  holdout: data/holdout.csv\n  key: id\n");
        AssertPasses();
        JsonNode before = Report();

        Repository.EditPipeline("  key: id\n", "");
        Repository.KeepLabelsApart();
        AssertPasses();

        Assert.Equal(WithoutPlaces(before["gates"]!), WithoutPlaces(Report()["gates"]!));
        Assert.NotEqual((string?)before["digests"]!["holdout"], (string?)Report()["digests"]!["holdout"]);
        // Its ledger is that of the same rows.
        Assert.Equal((string?)before["holdoutUse"]![0]!["holdout"], (string?)Report()["holdoutUse"]![0]!["holdout"]);
    }

    [Fact]
    public void Reports_DrawNoCurves_WhichTellLabelsBesideThePredictions()
    {
        Repository.EditPipeline("  holdout: data/holdout.csv\n", "  holdout: data/holdout.csv\n  key: id\n");
        AssertPasses();
        Assert.Contains("ROC curve", File.ReadAllText(Repository.Artifact("gate.html")), StringComparison.Ordinal);
        Assert.Contains("\"curve\"", File.ReadAllText(Repository.Artifact("evaluation.json")), StringComparison.Ordinal);

        Repository.EditPipeline("  key: id\n", "");
        Repository.KeepLabelsApart();
        AssertPasses();

        Assert.DoesNotContain("ROC", File.ReadAllText(Repository.Artifact("gate.html")), StringComparison.Ordinal);
        Assert.DoesNotContain("\"curve\"", File.ReadAllText(Repository.Artifact("evaluation.json")), StringComparison.Ordinal);
    }

    [Fact]
    public void GateWithoutLabels_LeavesPredictions_AndGivesNoVerdict()
    {
        Repository.EditPipeline("champion: optional", "robustness: [{noise: 0.05, columns: [x], max_flips: 0.1}]\nchampion: optional");
        Repository.KeepLabelsApart();
        File.Delete(Repository.Path(Labels));
        Repository.LeaveEarlierVerdict();

        (int code, string output) = WithoutLabels();

        Assert.True(code == ExitCodes.Passed, output);
        AssertSaid(
            output, "✓ tiny ValidateData", "✓ tiny Train", "– tiny Evaluate", "predicted 300 rows, whose labels are withheld here: nothing is measured",
            "– tiny Compare", "– tiny Gate", "no verdict, as labels are withheld here: mlci/gate, which has them, judges these predictions");
        Assert.DoesNotContain("PASSED", output, StringComparison.Ordinal);
        Assert.Empty(Repository.Verdict());
        Assert.False(File.Exists(Repository.Artifact("evaluation.json")));
        Assert.False(Directory.Exists(Repository.Path(".mlci/registry")), "nothing was decided on the holdout");
        Assert.Empty(Repository.Unfinished());
        JsonNode left = Left();
        Assert.Equal((null, true, "tiny"), ((string?)left["verdict"], (bool?)left["ran"], (string?)left["pipeline"]));
        Assert.Equal(("passed", "skipped"), (StatusOf(left, "Train"), StatusOf(left, "Evaluate")));
        string predictions = File.ReadAllText(Repository.Artifact("predictions.csv"));
        string disturbed = File.ReadAllText(Assert.Single(Directory.GetFiles(Repository.Artifact("disturbed"))));

        // What is left is, byte for byte, what a gate with the labels makes, which takes nothing but that over.
        Write();
        AssertPasses();
        Assert.Equal(predictions, File.ReadAllText(Repository.Artifact("predictions.csv")));
        Assert.Equal(disturbed, File.ReadAllText(Assert.Single(Directory.GetFiles(Repository.Artifact("disturbed")))));
        Assert.False(File.Exists(Repository.Artifact("withheld.json")));
    }

    [Fact]
    public void ModelThatMissesItsLimits_IsNotKnownWithoutLabels_AndFailsWithThem()
    {
        Repository.KeepLabelsApart();
        Repository.Edit("pipelines/tiny/model/predict.sh", "\",\" $2", "\",\" 1 - $2");
        File.Delete(Repository.Path(Labels));

        Assert.Equal(ExitCodes.Passed, WithoutLabels().ExitCode);

        Write();
        AssertFails("auc");
    }

    [Fact]
    public void LabelsThatAreNotHere_AreNamed_WithWhatBringsThem()
    {
        Repository.KeepLabelsApart();
        File.Delete(Repository.Path(Labels));

        AssertNoVerdict(ExitCodes.Misconfigured, $"pipelines/tiny/pipeline.yml:6:11: found only the pointer of 'labels.csv' for 'data.labels', expected its 2.5 KB at {Labels}: mlci data pull {Labels}; or gate --without-labels, which gives no verdict");
    }

    [Fact]
    public void QuietRun_SaysThatThereIsNoVerdict()
    {
        Repository.KeepLabelsApart();

        (int code, string output) = Run("Gate", options => options with { WithoutLabels = true, Quiet = true });

        Assert.Equal((ExitCodes.Passed, "tiny: no verdict, as labels are withheld here: mlci/gate, which has them, judges these predictions"), (code, output.Trim()));
    }

    [Fact]
    public void WhatBreaks_BreaksWithoutLabels_Too()
    {
        Repository.KeepLabelsApart();
        Repository.Write("pipelines/tiny/model/train.sh", "exit 3\n");
        File.Delete(Repository.Path(Labels));

        (int code, string output) = WithoutLabels();

        Assert.Equal(ExitCodes.Negative, code);
        AssertSaid(output, "✗ tiny Gate", "no verdict, and Train did not pass: ");
        Assert.Equal(false, (bool?)Left()["ran"]);
        Assert.Empty(Repository.Verdict());
    }

    [Fact]
    public void FeaturesThatBreakTheContract_AreFoundWithoutLabels()
    {
        Repository.KeepLabelsApart();
        Repository.Edit("pipelines/tiny/data/holdout.csv", "1007,", "1007,9");
        File.Delete(Repository.Path(Labels));

        (int code, string output) = WithoutLabels();

        Assert.Equal(ExitCodes.Negative, code);
        AssertSaid(output, "pipelines/tiny/data/holdout.csv:9: column 'x': found '90.", "expected at most 1");
    }

    [Fact]
    public void LabelSmuggledIntoTheHoldout_IsRefused_WithAndWithoutLabels()
    {
        Repository.KeepLabelsApart();
        Repository.Write("pipelines/tiny/data/holdout.csv", TinyRepository.Rows(first: 1000, count: 300));
        const string Message = "pipelines/tiny/data/holdout.csv:1: found the label 'y' in the holdout, expected it in data.labels alone";

        AssertNoVerdict(ExitCodes.Misconfigured, Message);
        (int code, string output) = WithoutLabels();
        Assert.Equal(ExitCodes.Misconfigured, code);
        AssertSaid(output, Message);
    }

    [Fact]
    public void LabelsThatBreakTheContract_AreCounted_AndNotTold()
    {
        Repository.KeepLabelsApart();
        Repository.Edit("pipelines/tiny/schema.json", "\"required\"", "\"if\": {\"properties\": {\"y\": {\"const\": \"yes\"}}}, \"then\": {\"properties\": {\"id\": {\"maximum\": 1100}}},\n  \"required\"");
        Repository.Edit(Labels, "1004,no", "1004,maybe");
        Repository.PointAt(Labels);

        JsonNode report = AssertFails("ValidateData: the data break the contract: pipelines/tiny/data/holdout.csv: column 'y': found 1 of 300 rows that break this, expected one of \"no\", \"yes\"");

        JsonNode[] findings = [.. report["findings"]!.AsArray().Where(one => (string?)one!["file"] == "pipelines/tiny/data/holdout.csv").Select(one => one!)];
        Assert.Equal(2, findings.Length);
        Assert.All(findings, one => Assert.Empty(one["first"]!.AsArray()));
        Assert.DoesNotContain("maybe", File.ReadAllText(Repository.Artifact("gate.json")) + File.ReadAllText(Repository.Artifact("findings.json")), StringComparison.Ordinal);
    }

    [Fact]
    public void RowsWithoutALabel_FailTheGate()
    {
        Repository.KeepLabelsApart();
        Repository.Edit(Labels, "1004,no\n", "");
        Repository.PointAt(Labels);

        AssertFails($"{Labels}: found no label of rows of pipelines/tiny/data/holdout.csv (id 1004), expected one for each");
    }

    [Fact]
    public void ChangedLabel_IsAnotherHoldout()
    {
        Repository.KeepLabelsApart();
        AssertPasses();
        string? before = (string?)Report()["digests"]!["holdout"];
        Repository.Edit(Labels, "1004,no", "1004,yes");
        Repository.PointAt(Labels);

        AssertPasses();

        Assert.NotEqual(before, (string?)Report()["digests"]!["holdout"]);
        Assert.Equal(1, (int?)Report()["holdoutUse"]![0]!["decision"]);
    }

    [Fact]
    public void PipelinesWithTheirLabels_AreGatedAsEver()
    {
        Repository.Edit("pipelines/tiny/model/predict.sh", "print $1", "print NR - 2");

        (int code, string output) = WithoutLabels();

        Assert.True(code == ExitCodes.Passed, output);
        AssertSaid(output, "PASSED tiny");
        Assert.Equal("passed", (string?)Report()["verdict"]);
    }

    [Theory]
    [InlineData("Register")]
    [InlineData("Promote")]
    public void WhatNeedsAVerdict_IsRefused(string stage)
    {
        (int code, string output) = Run(stage, options => options with { WithoutLabels = true, To = "production", Why = "why" });

        Assert.Equal(ExitCodes.Misconfigured, code);
        AssertSaid(output, $"expected a whole run: a run without labels gives no verdict");
    }

    [Fact]
    public void Labels_AreNoPartOfTheProgram()
    {
        Repository.KeepLabelsApart();

        Assert.DoesNotContain(
            Repository.Path(Labels), MlCi.Adapters.Training.CommandFiles.OfProgram(Repository.Root, Repository.Path("pipelines/tiny"), Workspace.Read(Repository.Root, "tiny").Definition));
    }

    private (int ExitCode, string Output) WithoutLabels() => Run("Gate", options => options with { WithoutLabels = true });

    private JsonNode Left() => JsonNode.Parse(File.ReadAllText(Repository.Artifact("withheld.json")))!;

    // The labels as they were.
    private void Write()
    {
        string definition = File.ReadAllText(Repository.Path("pipelines/tiny/pipeline.yml"));
        Repository.EditPipeline("  labels: data/labels.csv\n  key: id\n", "");
        Repository.KeepLabelsApart();
        Assert.Equal(definition, File.ReadAllText(Repository.Path("pipelines/tiny/pipeline.yml")));
    }

    // Two lines more in pipeline.yml.
    private static string WithoutPlaces(JsonNode gates)
    {
        foreach (JsonNode? gate in gates.AsArray())
            gate!["source"] = null;
        return gates.ToJsonString();
    }
}
