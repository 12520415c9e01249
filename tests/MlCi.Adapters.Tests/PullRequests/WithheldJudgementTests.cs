using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using MlCi.Adapters.PullRequests;
using MlCi.Adapters.Snapshots;
using MlCi.Findings;
using MlCi.PullRequests;
using MlCi.Testing;

namespace MlCi.Adapters.Tests.PullRequests;

/// <summary>Judging by labels that the change's job could not read.</summary>
public sealed class WithheldJudgementTests : JudgementTest
{
    private const string Labels = TinyRepository.Labels, Holdout = "pipelines/tiny/data/holdout.csv";

    public WithheldJudgementTests()
    {
        Repository.KeepLabelsApart();
        Repository.Write("pipelines/tiny/data/.gitignore", "/labels.csv\n");
        Git("init", "-q");
        Commit("base");
    }

    private static string Withheld => new JsonObject
    {
        ["verdict"] = null,
        ["ran"] = true,
        ["reason"] = "no verdict",
        ["digests"] = new JsonObject { ["model"] = null },
        ["stages"] = new JsonArray(
            new JsonObject { ["name"] = "ValidateData", ["status"] = "passed", ["reason"] = "400 + 300 rows" },
            new JsonObject { ["name"] = "Train", ["status"] = "passed", ["reason"] = "trained" }),
    }.ToJsonString();

    private UploadedZip Uploaded(Func<double, bool, double>? score = null) =>
        Upload.With("tiny/predictions.csv", Predictions(score)).With("tiny/withheld.json", Withheld);

    [Fact]
    public void HonestPredictions_Pass_AndNobodyCouldSeeTheLabels()
    {
        JudgedPipeline judged = One(Uploaded().Write());

        Assert.True(judged.Passed, judged.Failure ?? judged.Report?.Reason);
        Assert.Equal((false, null), (judged.LabelsVisible, judged.Claimed));
        Assert.Empty(judged.Report!.Findings);
    }

    [Fact]
    public void InventedPredictions_Fail_HoweverGoodTheyLook()
    {
        // Sure of every row, as labels are: guessed by what a forger knows, which is the features.
        JudgedPipeline judged = One(Uploaded((x, _) => x * 7919 % 1 > .5 ? 1 : 0).Write());

        Assert.False(judged.Passed);
        Assert.Equal("failed", (string?)Written()["gates"]![0]!["verdict"]);
        Assert.DoesNotContain("\"yes\"", Written().ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public void PerfectPredictions_AreNamed_AsWhatNobodyCouldMakeHonestly()
    {
        JudgedPipeline judged = One(Uploaded((_, isPositive) => isPositive ? 1 : 0).Write());

        Assert.False(judged.LabelsVisible);
        Assert.Contains("without any error on 300 rows whose labels are withheld from the job that made them", Assert.Single(judged.Report!.Findings).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Labels)]
    [InlineData(Labels + ".mlci")]
    [InlineData(Holdout)]
    public void ChangedLabels_OrSmuggledOnes_AreAnotherHoldout(string path)
    {
        AssertNotJudged(Uploaded().Write(), "found another holdout in the change than 'data/holdout.csv' with labels 'data/labels.csv' of the base", path);
        Assert.Equal([path], Judge(Uploaded().Write(), [path]).Report.ChangedRules);
    }

    [Fact]
    public void PipelineThatNamesOtherLabels_OrNone_IsAnotherHoldout()
    {
        string text = File.ReadAllText(Repository.Path(Definition));
        foreach (string proposed in new[] { text.Replace("  labels: data/labels.csv\n", "", StringComparison.Ordinal), text.Replace("labels.csv", "mine.csv", StringComparison.Ordinal) })
        {
            JudgedChange judged = Judge(Uploaded().Write(), [Definition], request => request with { Proposals = new Dictionary<string, byte[]?> { ["tiny"] = Encoding.UTF8.GetBytes(proposed) } });
            Assert.StartsWith("found another holdout in the change", judged.Report.Pipelines[0].Failure, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void RulesOfTheChange_AreNotAskedAboutWithheldLabels()
    {
        // Slices of one row each would tell the label of each.
        string text = File.ReadAllText(Repository.Path(Definition)).Replace("slices:\n  - group", "slices:\n  - group\n  - id", StringComparison.Ordinal);

        JudgedChange judged = Judge(Uploaded().Write(), [Definition], request => request with { Proposals = new Dictionary<string, byte[]?> { ["tiny"] = Encoding.UTF8.GetBytes(text) } });

        Assert.NotNull(judged.Report.Pipelines[0].Report);
        Assert.Null(judged.Report.Pipelines[0].Proposed);
    }

    [Fact]
    public void LabelsInGit_AreVisible_InWhateverCommitAndUnderWhateverName()
    {
        Repository.Write("notes/copy.csv", File.ReadAllText(Repository.Path(Labels)));
        Commit("copied");
        Assert.True(One(Uploaded().Write()).LabelsVisible);
        File.Delete(Repository.Path("notes/copy.csv"));
        Commit("removed, and still in the past");
        Assert.True(One(Uploaded().Write()).LabelsVisible);
    }

    [Fact]
    public void LabelsWithASource_AreVisible_AsAnybodyCanAskThere()
    {
        File.AppendAllText(Repository.Path(Labels + ".mlci"), "source: \"https://example.org/labels.csv\"\n");

        Assert.True(One(Uploaded().Write()).LabelsVisible);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void HoldoutThatStoodInGitWithItsLabels_LeavesThemVisible(bool isPointer)
    {
        string split = File.ReadAllText(Repository.Path(Definition)), features = File.ReadAllText(Repository.Path(Holdout));
        Directory.Delete(Repository.Path(".git"), recursive: true);
        Git("init", "-q");
        Repository.EditPipeline("  labels: data/labels.csv\n  key: id\n", "");
        Repository.Write(Holdout, TinyRepository.Rows(first: 1000, count: 300));
        Repository.Write("pipelines/tiny/data/.gitignore", isPointer ? "/labels.csv\n/holdout.csv\n" : "/labels.csv\n");
        if (isPointer)
            Repository.PointAt(Holdout);
        Commit("with labels, or where they can be had");
        Repository.Write(Definition, split);
        Repository.Write(Holdout, features);
        if (isPointer)
            Repository.PointAt(Holdout);
        Commit("split");

        JudgedPipeline judged = One(Uploaded().Write());

        Assert.True(judged.LabelsVisible);
        Assert.True(judged.Passed, judged.Failure ?? judged.Report?.Reason);
    }

    [Fact]
    public void HoldoutThatChangedAfterTheSplit_LeavesLabelsWithheld()
    {
        string features = File.ReadAllText(Repository.Path(Holdout));
        Repository.Write(Holdout, features.Replace("even", "other", StringComparison.Ordinal));
        Commit("another");
        Repository.Write(Holdout, features);
        Repository.PointAt(Holdout);
        Commit("back again, and a pointer");

        Assert.False(One(Uploaded().Write()).LabelsVisible);
    }

    [Fact]
    public void RulesOfTheChange_AreNotAsked_WhereLabelsThatLieApartMayBeVisible_Either()
    {
        Directory.Delete(Repository.Path(".git"), recursive: true);
        string text = File.ReadAllText(Repository.Path(Definition)).Replace("slices:\n  - group", "slices:\n  - group\n  - id", StringComparison.Ordinal);

        JudgedPipeline judged = Judge(Uploaded().Write(), [Definition], request => request with { Proposals = new Dictionary<string, byte[]?> { ["tiny"] = Encoding.UTF8.GetBytes(text) } }).Report.Pipelines[0];

        Assert.True(judged.LabelsVisible);
        Assert.Null(judged.Proposed);
    }

    [Fact]
    public void WithoutGit_LabelsCountAsVisible()
    {
        Directory.Delete(Repository.Path(".git"), recursive: true);

        Assert.True(One(Uploaded().Write()).LabelsVisible);
    }

    [Fact]
    public void LabelsAreLent_AndGoAgain()
    {
        Push();
        File.Delete(Repository.Path(Labels));

        JudgedPipeline judged = One(Uploaded().Write());

        Assert.True(judged.Passed, judged.Failure ?? judged.Report?.Reason);
        Assert.Contains($"{Labels} taken from .mlci/registry, until this is judged", Output, StringComparison.Ordinal);
        Assert.False(File.Exists(Repository.Path(Labels)));
    }

    [Fact]
    public void LabelsThatCannotBeHad_AreNoVerdict()
    {
        File.Delete(Repository.Path(Labels));

        JudgedChange judged = Judge(Uploaded().Write(), [Program]);

        Assert.Equal(ExitCodes.Misconfigured, judged.ExitCode);
        Assert.Contains("found only the pointer of 'labels.csv' for 'data.labels'", judged.Report.Pipelines[0].Failure, StringComparison.Ordinal);
        Assert.False(judged.Report.Pipelines[0].LabelsVisible);
    }

    [Fact]
    public void WhatTheJobSaysAgainstTheChange_CountsWithoutAVerdict_Too()
    {
        string failed = Withheld.Replace("\"name\":\"Train\",\"status\":\"passed\"", "\"name\":\"Train\",\"status\":\"failed\"", StringComparison.Ordinal).Replace("\"ran\":true", "\"ran\":false", StringComparison.Ordinal);

        JudgedPipeline judged = One(Upload.With("tiny/predictions.csv", Predictions()).With("tiny/withheld.json", failed).Write());

        Assert.Equal((false, false, "Train: the change's own job says failed: trained"), (judged.Passed, judged.Claimed, judged.Report!.Reason));
    }

    [Fact]
    public void NewPipeline_WhoseJobHadNoLabels_BlocksNothing()
    {
        JudgedPipeline fresh = Judge(Upload.With("fresh/withheld.json", Withheld).Write(), ["pipelines/fresh/pipeline.yml"]).Report.Pipelines[0];

        Assert.Equal((true, null), (fresh.Passed, fresh.Claimed));
        Assert.StartsWith("new pipeline: ", fresh.Unjudged, StringComparison.Ordinal);
    }

    private void Commit(string message)
    {
        Git("add", "--all");
        Git("-c", "user.name=t", "-c", "user.email=t@t", "commit", "-q", "-m", message);
    }

    private void Git(params string[] arguments)
    {
        using Process asked = Process.Start(new ProcessStartInfo("git", arguments) { WorkingDirectory = Repository.Root, UseShellExecute = false })!;
        asked.WaitForExit();
        Assert.Equal(0, asked.ExitCode);
    }

    // As data push does, into the folder of this machine.
    private void Push()
    {
        TrackedFile file = PointerFiles.Find(Repository.Root, Repository.Path(Labels))!;
        Assert.True(new SnapshotRegistry(Repository.Root).Push(file, file.FullPath, CancellationToken.None));
    }

    // Rows are named by their ids here.
    private static new string Predictions(Func<double, bool, double>? score = null)
    {
        var text = new StringBuilder("row_id,score\n");
        foreach (string[] fields in TinyRepository.Rows(1000, 300).Split('\n', StringSplitOptions.RemoveEmptyEntries)[1..].Select(row => row.Split(',')))
        {
            double x = double.Parse(fields[1], CultureInfo.InvariantCulture);
            text.Append(CultureInfo.InvariantCulture, $"{fields[0]},{score?.Invoke(x, fields[3] == "yes") ?? x}\n");
        }

        return text.ToString();
    }
}
