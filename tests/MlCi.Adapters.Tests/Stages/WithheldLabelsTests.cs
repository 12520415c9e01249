using System.Globalization;
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

        AssertSame(before["gates"]!, Report()["gates"]!);
        Assert.NotEqual((string?)before["digests"]!["holdout"], (string?)Report()["digests"]!["holdout"]);
        // Its ledger is that of the same rows.
        Assert.Equal((string?)before["holdoutUse"]![0]!["holdout"], (string?)Report()["holdoutUse"]![0]!["holdout"]);
    }

    [Fact]
    public void Numbers_AreToldInFourDigits_WhereverTheyAreWritten()
    {
        Repository.EditPipeline("gates:\n", "gates:\n  - {metric: brier, max: 0.3, slices: all, diagnostic: true}\n");
        Repository.EditPipeline("  holdout: data/holdout.csv\n", "  holdout: data/holdout.csv\n  key: id\n");
        AssertPasses();
        Assert.Contains(Measured(), number => Digits(number) > 10);

        Repository.EditPipeline("  key: id\n", "");
        Repository.KeepLabelsApart();
        AssertPasses();
        Assert.DoesNotContain(Measured(), IsExact);

        // What an earlier run decided is taken over as it was told.
        AssertPasses();
        Assert.DoesNotContain(Measured(), IsExact);
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

    // Two lines more in pipeline.yml, and fewer digits.
    private static void AssertSame(JsonNode gates, JsonNode told)
    {
        string[] measured = ["estimate", "lower", "upper", "pValue", "pAdjusted", "rowsNeeded"];
        Assert.Equal(gates.AsArray().Count, told.AsArray().Count);
        foreach ((JsonNode? exact, JsonNode? gate) in gates.AsArray().Zip(told.AsArray()))
        {
            foreach (string name in measured)
            {
                if ((double?)exact![name] is { } number)
                    Assert.InRange((double)gate![name]!, number - (Math.Abs(number) * .001), number + (Math.Abs(number) * .001));
                else
                    Assert.Null(gate![name]);
            }

            foreach (string name in measured.Append("source"))
                (exact![name], gate![name]) = (null, null);
            Assert.Equal(exact!.ToJsonString(), gate!.ToJsonString());
        }
    }

    // The numbers that were measured, in all that is registered of a run; what follows from counts beside it, and rules, aside.
    private List<double> Measured()
    {
        string[] names = ["estimate", "lower", "upper", "pValue", "pAdjusted", "champion", "difference", "brier", "miscalibration", "discrimination", "uncertainty"];
        List<double> found = [];
        string[] runs = Directory.GetFiles(Repository.Path(".mlci/runs"), "*.json", SearchOption.AllDirectories);
        Assert.NotEmpty(runs);
        foreach (string file in (string[])[Repository.Artifact("gate.json"), Repository.Artifact("evaluation.json"), Repository.Artifact("comparison.json"), runs.MaxBy(File.GetLastWriteTimeUtc)!])
            Collect(JsonNode.Parse(File.ReadAllText(file)));
        return found;

        void Collect(JsonNode? node)
        {
            if (node is JsonArray items)
            {
                foreach (JsonNode? item in items)
                    Collect(item);
            }

            foreach ((string name, JsonNode? value) in node as JsonObject ?? [])
            {
                if (names.Contains(name) && value is JsonValue number && number.TryGetValue(out double measured))
                    found.Add(measured);
                // These follow from the counts beside them.
                if (name != "worstSlices")
                    Collect(value);
            }
        }
    }

    // What four digits would show as 1 has as many as tell it from that.
    private static bool IsExact(double number) => Digits(number) > 4 && number is <= .9995 or >= 1;

    private static int Digits(double number) => Enumerable.Range(1, 17).First(digits =>
        digits == 17 || double.Parse(number.ToString("E" + (digits - 1), CultureInfo.InvariantCulture), CultureInfo.InvariantCulture).Equals(number));
}
