using System.Text.Json.Nodes;
using MlCi.Findings;
using MlCi.Testing;

namespace MlCi.Adapters.Tests.Stages;

/// <summary>What messages and findings say of holdout labels that lie apart: how many, and neither whose nor which.</summary>
public sealed class WithheldMessagesTests : CommandPipelineTest
{
    private const string Labels = TinyRepository.Labels;

    public WithheldMessagesTests(EngineSetup setup)
        : base(setup) => Repository.Edit("pipelines/tiny/model/predict.sh", "print NR - 2", "print $1");

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
    public void RowsThatTheLabelsAloneHave_AreCounted_AndNotNamed()
    {
        Repository.KeepLabelsApart();
        File.AppendAllText(Repository.Path(Labels), "987654,no\n");
        Repository.PointAt(Labels);

        AssertFails($"{Labels}: found labels of 1 row that pipelines/tiny/data/holdout.csv does not have, expected labels of its rows alone");

        Assert.DoesNotContain("987654", File.ReadAllText(Repository.Artifact("gate.json")), StringComparison.Ordinal);
    }

    [Fact]
    public void ValuesThatARuleOfQualityFindsInLabels_AreNotTold()
    {
        Repository.KeepLabelsApart();
        Repository.EditPipeline("champion: optional", "quality: {new_categories: {columns: [y]}, balance: {min: 0.4, max: 0.6}, fresh: [{column: y, within: 1d, warn: true}]}\nchampion: optional");
        Repository.Edit("pipelines/tiny/schema.json", "[\"no\", \"yes\"]", "[\"no\", \"yes\", \"2024-01-31\"]");
        Repository.Edit(Labels, "1004,no", "1004,2024-01-31");
        Repository.PointAt(Labels);

        (int code, string output) = Run("ValidateData");

        Assert.True(code is ExitCodes.Negative, output);
        string told = output + File.ReadAllText(Repository.Artifact("findings.json"));
        AssertSaid(told, "\"rule\": \"new_categories\"", "found 3 values of label 'y' (no, yes in the training data), expected two");
        Assert.DoesNotContain("2024-01-31", told.Replace("one of \"no\", \"yes\", \"2024-01-31\"", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void AgeOfLabels_IsNotAskedWithoutThem()
    {
        Repository.KeepLabelsApart();
        Repository.EditPipeline("champion: optional", "quality: {fresh: [{column: y, within: 1d, warn: true}]}\nchampion: optional");

        (int code, string output) = Run("Gate", options => options with { WithoutLabels = true });
        Assert.True(code == ExitCodes.Passed, output);
    }
}
