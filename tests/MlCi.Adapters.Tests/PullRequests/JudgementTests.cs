using System.Text;
using System.Text.Json.Nodes;
using MlCi.Adapters.PullRequests;
using MlCi.Findings;
using MlCi.PullRequests;
using MlCi.Reports;

namespace MlCi.Adapters.Tests.PullRequests;

/// <summary>What is judged, by whose rules, and what is said where nothing can be.</summary>
public sealed class JudgementTests : JudgementTest
{
    [Fact]
    public void HonestPredictions_Pass_OnTheHeadsCommit_UnderTheBasesRules()
    {
        JudgedPipeline judged = One(Honest.Write());

        Assert.True(judged.Passed, judged.Failure ?? judged.Report?.Reason);
        Assert.Equal((true, true), (judged.Claimed, judged.LabelsVisible));
        Assert.Equal((Head, (string?)null), (judged.Report!.Commit, judged.Report.Digests.Model));
        Assert.Contains("PASSED tiny", Output, StringComparison.Ordinal);
        // What is written is whole, and no verdict that is merged: only the job itself could tell whether it changed files.
        MergedVerdict merged = Assert.Single(MergedVerdicts.Of(["tiny"], [("gate.json", Written().ToJsonString())], Head));
        Assert.StartsWith("found a verdict on files that may have been changed after commit", merged.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void StagesOfTheChangesOwnCode_AreNamedAsNotRun()
    {
        One(Honest.Write());

        JsonNode train = Written()["stages"]!.AsArray().Single(stage => (string?)stage!["name"] == "Train")!;
        Assert.Equal(("skipped", "not run here, as it is the change's own code, whose job says passed: nothing blocks"), ((string?)train["status"], (string?)train["reason"]));
    }

    [Theory]
    [InlineData("failed", "Train: the change's own job says failed: it crashed")]
    [InlineData("not-evaluated", "Train: the change's own job says not-evaluated: it crashed")]
    public void WhatTheJobSaysAgainstTheChange_Counts(string train, string reason)
    {
        JudgedPipeline judged = One(Upload.With("tiny/predictions.csv", Predictions()).With("tiny/gate.json", Claim("failed", "it crashed", train: train)).Write());

        Assert.Equal((false, reason), (judged.Passed, judged.Report!.Reason));
    }

    [Fact]
    public void TestsThatTheBaseAsksFor_MustAtLeastBeSaidToHavePassed()
    {
        Repository.EditPipeline("tests: none", "tests: {command: [sh, tests.sh, \"{results}\"]}");

        Assert.Equal("TestPreprocessing: the change's own job says skipped: nothing blocks", One(Honest.Write()).Report!.Reason);
        Assert.True(One(Upload.With("tiny/predictions.csv", Predictions()).With("tiny/gate.json", Claim(tests: "passed")).Write()).Passed);
        Assert.Equal(
            "ValidateData: the artifact has no gate.json, in which the change's own job says what came of it",
            One(Upload.With("tiny/predictions.csv", Predictions()).Write()).Report!.Reason);
    }

    [Fact]
    public void NothingUploaded_IsNotJudged()
    {
        AssertNotJudged(null, "found no predictions.csv of it in the artifact, expected those of the base's holdout");
        AssertNotJudged(Upload.With("tiny/gate.json", Claim("failed", "Train: exit code 3")).Write(), "; its own gate says: Train: exit code 3");
    }

    [Fact]
    public void ProgramThatCannotBeHad_IsSkipped_WhereTheBasesOwnBuildHasFoundSo()
    {
        Repository.EditPipeline("tests: none", "tests: none\nrequires: [Microsoft.ML]");
        AssertNotJudged(null, "found no predictions.csv of it");
        Repository.Write(".nuke/temp/feed/packages.json", """[{"id": "Microsoft.ML", "version": "5.0.0", "available": false, "standIn": null, "reason": "NU1101: no such package"}]""");

        JudgedPipeline judged = One(null);

        Assert.Equal((true, "skipped: needs Microsoft.ML 5.0.0, which cannot be had (NU1101)"), (judged.Passed, judged.Unjudged));
        Assert.NotNull(One(Honest.Write()).Report);
    }

    [Fact]
    public void ChangeThatAffectsNoPipeline_Passes_WithoutALookAtTheArtifact()
    {
        JudgedChange judged = Judge(Upload.With("../attack", "").Write(), ["README.md"]);

        Assert.Equal((ExitCodes.Passed, true), (judged.ExitCode, judged.Report.Passed));
        Assert.Empty(judged.Report.Pipelines);
        Assert.Contains("the change affects no pipeline: nothing was judged", Output, StringComparison.Ordinal);
    }

    [Fact]
    public void PipelinesBesideTheAffectedOnes_AreLeftOut()
    {
        Repository.AddPipeline("other");

        Assert.Equal(["other"], Judge(Honest.Write(), ["pipelines/other/notes.md"]).Report.Pipelines.Select(one => one.Name));
        Assert.Equal(["other", "tiny"], Judge(Honest.Write(), [Program]).Report.Pipelines.Select(one => one.Name));
    }

    [Fact]
    public void NewPipeline_BlocksNothing_ButIsNoPass_AndItsOwnWordCountsAgainstIt()
    {
        const string Added = "pipelines/fresh/pipeline.yml";
        JudgedChange judged = Judge(Upload.With("fresh/gate.json", Claim()).Write(), [Added]);

        JudgedPipeline fresh = Assert.Single(judged.Report.Pipelines);
        Assert.Equal((true, (GateReport?)null, true), (fresh.Passed, fresh.Report, judged.Report.Passed));
        Assert.StartsWith("new pipeline: the base has no rules for it", fresh.Unjudged, StringComparison.Ordinal);
        Assert.Equal([Added], judged.Report.ChangedRules);
        Assert.Contains("\"verdict\": \"nothing to judge\"", judged.Json(), StringComparison.Ordinal);

        Assert.Equal("new pipeline: its own gate says that it failed: auc", Judge(Upload.With("fresh/gate.json", Claim("failed", "auc")).Write(), [Added]).Report.Pipelines[0].Failure);
        Assert.False(Judge(null, [Added]).Report.Passed);
    }

    [Fact]
    public void PipelineThatIsTakenAway_BlocksNothing_WhereThatIsKnown()
    {
        JudgedChange judged = Judge(null, [Definition], request => request with { Proposals = new Dictionary<string, byte[]?> { ["tiny"] = null } });

        Assert.True(judged.Report.Passed);
        Assert.StartsWith("removed: ", judged.Report.Pipelines[0].Unjudged, StringComparison.Ordinal);
        Assert.Equal([Definition], judged.Report.ChangedRules);
    }

    [Fact]
    public void BaseThatCannotBeRead_IsAWrongConfiguration()
    {
        Repository.Write(Definition, "version: 1\n");

        Assert.Equal(ExitCodes.Misconfigured, Judge(Honest.Write(), [Definition]).ExitCode);
    }

    [Theory]
    [InlineData("main")]
    [InlineData("")]
    [InlineData("1111111111111111111111111111111111111111\n")]
    public void CommitThatIsNone_IsAWrongConfiguration(string sha) => Assert.Equal(
        ExitCodes.Misconfigured, Assert.Throws<FaultException>(() => Judge(null, [Program], request => request with { HeadSha = sha })).ExitCode);

    [Fact]
    public void ChangedTrainingData_AreNamedAsSeenByNobody()
    {
        JudgedPipeline judged = One(Honest.Write(), "pipelines/tiny/data/train.csv");

        Finding finding = Assert.Single(judged.Report!.Findings);
        Assert.Equal((false, "claimed"), (finding.Blocks, finding.Rule));
        Assert.Contains("training data that the change brings, which its own job validated and nobody else", finding.Message, StringComparison.Ordinal);
        Assert.Null(judged.Report.Digests.Data);
        Assert.True(judged.Passed);
    }

    [Fact]
    public void DisturbedPredictions_AreCountedAnew_AndNotEvaluatedWhereThereAreNone()
    {
        Repository.EditPipeline("champion: optional", "robustness: [{noise: 0.05, columns: [x], max_flips: 0.1}]\nchampion: optional");
        string name = "disturbed/" + Data.Digest.OfText("noise\0" + "0.05\0x")[7..19] + ".csv";

        JudgedPipeline without = One(Honest.Write());
        Assert.Equal($"flips@noise 0.05 of x not evaluated: found no {name} in the artifact, expected what the model predicted of the disturbed holdout", without.Report!.Reason);

        Assert.True(One(Honest.With($"tiny/{name}", Predictions()).Write()).Passed);
        Assert.False(One(Honest.With($"tiny/{name}", Predictions((x, _) => 1 - x)).Write()).Passed);
    }

    [Fact]
    public void ListOfChangedFiles_IsReadAsGitWritesIt_ButNotInQuotes()
    {
        string file = Path.Combine(Scratch, "changed");
        File.WriteAllText(file, "a b.txt\r\npipelines/ü.csv\n\n");
        Assert.Equal(["a b.txt", "pipelines/ü.csv"], ChangeList.Read(file));
        File.WriteAllText(file, "two\nlines\0\"quoted\"\0");
        Assert.Equal(["two\nlines", "\"quoted\""], ChangeList.Read(file));
        File.WriteAllText(file, "plain\n\"pipelines/\\303\\274.csv\"\n");
        Assert.Contains($"{file}:2: found ", Assert.Throws<FaultException>(() => ChangeList.Read(file)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Proposals_AreReadWhereTheyLie_ThroughNoLink()
    {
        string folder = Path.Combine(Scratch, "head");
        Directory.CreateDirectory(Path.Combine(folder, "pipelines", "tiny"));
        Directory.CreateDirectory(Path.Combine(folder, "pipelines", "linked"));
        File.WriteAllText(Path.Combine(folder, "pipelines", "tiny", "pipeline.yml"), "version: 1");
        File.CreateSymbolicLink(Path.Combine(folder, "pipelines", "linked", "pipeline.yml"), "/etc/passwd");

        IReadOnlyDictionary<string, byte[]?> read = ProposalFiles.Read(folder, [Definition, "pipelines/linked/pipeline.yml", "pipelines/gone/pipeline.yml", "pipelines/../pipeline.yml", "README.md"]);

        Assert.Equal(["gone", "linked", "tiny"], read.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(("version: 1", 0, (byte[]?)null), (Encoding.UTF8.GetString(read["tiny"]!), read["linked"]!.Length, read["gone"]));
    }
}
