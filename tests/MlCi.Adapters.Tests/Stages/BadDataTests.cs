using System.Text.Json.Nodes;
using MlCi.Testing;

namespace MlCi.Adapters.Tests.Stages;

/// <summary>Data that break the contract or cannot be judged by: a verdict of failed.</summary>
public sealed class BadDataTests(EngineSetup setup) : EngineTest(setup)
{
    private const string Holdout = "pipelines/tiny/data/holdout.csv";

    [Fact]
    public void LabelOutsideTheSchema_IsNamedWithItsRow()
    {
        Repository.Edit(Holdout, "1000,0.033989,even,no", "1000,0.033989,even,maybe");

        JsonNode report = AssertFails("ValidateData: the data break the contract: pipelines/tiny/data/holdout.csv:2: column 'y': found 'maybe', expected");

        Assert.Equal("failed", StatusOf(report, "ValidateData"));
        Assert.Equal("not-evaluated", StatusOf(report, "Train"));
        Assert.Empty(Repository.Cached("Train"));
        JsonNode finding = JsonNode.Parse(File.ReadAllText(Repository.Artifact("findings.json")))!.AsArray().Single()!;
        Assert.Equal("maybe", (string?)finding["first"]![0]!["value"]);
        Assert.All(report["gates"]!.AsArray(), gate => Assert.Equal("not-evaluated", (string?)gate!["verdict"]));
    }

    [Fact]
    public void MissingLabel_IsNamedWithItsRow()
    {
        Repository.Edit(Holdout, "1000,0.033989,even,no", "1000,0.033989,even,");

        AssertFails("pipelines/tiny/data/holdout.csv:2: column 'y': found no value, expected text");
    }

    [Fact]
    public void DoubledKey_IsNamedWithItsRow()
    {
        Repository.EditPipeline("  holdout: data/holdout.csv", "  holdout: data/holdout.csv\n  key: id");
        Repository.Edit(Holdout, "\n1001,", "\n1000,");

        AssertFails("pipelines/tiny/data/holdout.csv:3: column 'id': found '1000', expected each value in one row only");
    }

    [Fact]
    public void Key_NamesThePredictions()
    {
        Repository.EditPipeline("  holdout: data/holdout.csv", "  holdout: data/holdout.csv\n  key: id");

        AssertPasses();

        Assert.StartsWith("row_id,score\n1000,", File.ReadAllText(Repository.Artifact("predictions.csv")), StringComparison.Ordinal);
    }

    [Fact]
    public void HoldoutWithOneClass_IsNotEvaluated()
    {
        Repository.Write(Holdout, TinyRepository.Rows(1000, 300).Replace(",yes\n", ",no\n", StringComparison.Ordinal));

        JsonNode auc = Gate(AssertFails(), "auc");

        Assert.Equal("not-evaluated", (string?)auc["verdict"]);
        Assert.Contains("no positive rows", (string?)auc["reason"], StringComparison.Ordinal);
        Assert.Equal("pipelines/tiny/pipeline.yml", (string?)auc["source"]!["file"]);
    }

    [Fact]
    public void SliceWithoutRows_NeverPasses()
    {
        Repository.EditPipeline("  - group", "  - {name: band, column: x, bins: [0.5, 2]}");
        Repository.EditPipeline("slices: all", "slices: all\n    when_inconclusive: block");

        JsonNode report = AssertFails("accuracy@band=≥2");

        Assert.NotEqual("passed", (string?)Gate(report, "accuracy@band=≥2")["verdict"]);
    }
}
