using System.Text;
using MlCi.Adapters.PullRequests;
using MlCi.Findings;
using MlCi.PullRequests;

namespace MlCi.Adapters.Tests.PullRequests;

/// <summary>Attacks by a pull request from a fork: none passes, and none keeps the job from its end.</summary>
public sealed class JudgedAttackTests : JudgementTest
{
    private const string Holdout = "pipelines/tiny/data/holdout.csv";

    private static string Bad => Predictions((x, _) => 1 - x);

    [Fact]
    public void ForgedVerdict_CountsForNothing()
    {
        JudgedPipeline judged = One(Upload.With("tiny/predictions.csv", Bad).With("tiny/gate.json", Claim()).Write());

        Assert.Equal((false, true), (judged.Passed, judged.Claimed));
        Assert.Equal("failed", (string?)Written()["verdict"]);
        Assert.Contains("'tiny': the change's own job says that it passed, which counts for nothing", Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("299,", "", "found predictions of 299 rows, expected all 300 of the holdout")]
    [InlineData("\n0,", "\n900,", "found row_id '900', expected a row number from 0 to 299")]
    [InlineData("\n5,", "\n4,", "found row_id '4' a second time, expected each row once")]
    [InlineData("row_id,score", "row_id,p", "found columns row_id, p, expected row_id, score")]
    [InlineData("\n7,0.", "\n7,7.", "expected a number from 0 to 1")]
    [InlineData("\n7,0.", "\n7,NaN", "expected a number from 0 to 1")]
    [InlineData("\n7,", "\n7,,,", "found")]
    public void ForgedPredictions_ThatDoNotFitTheHoldout_AreNotJudged(string old, string text, string message)
    {
        string predictions = Predictions();
        string forged = old == "299," ? predictions[..(predictions.LastIndexOf("299,", StringComparison.Ordinal))] : predictions.Replace(old, text, StringComparison.Ordinal);
        Assert.NotEqual(predictions, forged);

        AssertNotJudged(Upload.With("tiny/predictions.csv", forged).With("tiny/gate.json", Claim()).Write(), message);
    }

    [Fact]
    public void PredictionsThatAreNoTable_AreNotJudged()
    {
        foreach (byte[] bytes in new byte[][] { [], [0x50, 0x4B, 0xFF, 0xFE], new byte[100_000], Encoding.UTF8.GetBytes("row_id,score\n" + new string('9', 200_000) + ",1\n") })
        {
            JudgedPipeline judged = AssertNotJudged(Upload.With("tiny/predictions.csv", bytes).With("tiny/gate.json", Claim()).Write(), "found");
            Assert.InRange(judged.Failure!.Length, 1, 3000);
        }
    }

    [Fact]
    public void PredictionsOfMillionsOfColumnsOrLines_AreRefusedBeforeTheyAreParsed()
    {
        AssertNotJudged(Upload.With("tiny/predictions.csv", string.Join(',', Enumerable.Range(0, 200_000))).Write(), "expected at most 10000 columns");
        AssertNotJudged(Upload.With("tiny/predictions.csv", "row_id,score\n" + string.Concat(Enumerable.Repeat("0,0\n", 100_000))).Write(), "found 100001 ends of lines, expected predictions of 300 rows");
    }

    [Fact]
    public void LoweredThreshold_IsJudgedByTheOldOne_AndBothVerdictsAreTold()
    {
        string lowered = File.ReadAllText(Repository.Path(Definition));
        Repository.EditPipeline("min: 0.7", "min: 0.95");

        JudgedChange judged = Judge(Honest.Write(), [Definition], request => request with { Proposals = new Dictionary<string, byte[]?> { ["tiny"] = Encoding.UTF8.GetBytes(lowered) } });

        JudgedPipeline tiny = judged.Report.Pipelines[0];
        Assert.Equal((false, false, true, true), (judged.Report.Passed, tiny.Passed, tiny.Proposed!.Passed, tiny.Claimed));
        Assert.Equal([Definition], judged.Report.ChangedRules);
        Assert.StartsWith($"rules changed: {Definition}; the base's count", Output, StringComparison.Ordinal);
        Assert.Contains("which count for nothing before they are merged: PASSED tiny", Output, StringComparison.Ordinal);
        Assert.Equal(.95, tiny.Report!.Gates[0].Threshold);
        Assert.Equal(.7, tiny.Proposed.Gates[0].Threshold);
    }

    [Theory]
    [InlineData("&a [*a, *a]")]
    [InlineData("version: 1")]
    [InlineData("\u0000\u0001")]
    public void ProposedRulesThatCannotBeRead_AreRefused_AsTheyMayNameAnotherHoldout(string text)
    {
        JudgedChange judged = Judge(Honest.Write(), [Definition], request => request with { Proposals = new Dictionary<string, byte[]?> { ["tiny"] = Encoding.UTF8.GetBytes(text) } });

        Assert.Null(judged.Report.Pipelines[0].Proposed);
        Assert.StartsWith("found a pipeline.yml in the change that cannot be read", judged.Report.Pipelines[0].Failure, StringComparison.Ordinal);
    }

    [Fact]
    public void ProposedRules_LeadNowhere()
    {
        // Its paths, registry and commands would reach what is not there, and fail if anybody followed them.
        string text = File.ReadAllText(Repository.Path(Definition)).Replace("data/train.csv", "/proc/self/environ", StringComparison.Ordinal)
            .Replace("min: 0.7", "min: 0.71", StringComparison.Ordinal) + "registry: oci://evil.invalid/steal\nquality: {drift: {reference: /etc/passwd}}\n";

        JudgedChange judged = Judge(Honest.Write(), [Definition], request => request with { Proposals = new Dictionary<string, byte[]?> { ["tiny"] = Encoding.UTF8.GetBytes(text) } });

        Assert.Equal(.71, judged.Report.Pipelines[0].Proposed!.Gates[0].Threshold);
        Assert.True(judged.Report.Pipelines[0].Passed);
    }

    [Fact]
    public void ReplacedHoldout_IsNotJudged()
    {
        AssertNotJudged(Honest.Write(), "found another holdout in the change than 'data/holdout.csv' of the base", Holdout);
        AssertNotJudged(Honest.Write(), "found another holdout in the change", Holdout + ".mlci");
        string elsewhere = File.ReadAllText(Repository.Path(Definition)).Replace("data/holdout.csv", "data/easy.csv", StringComparison.Ordinal);
        JudgedChange judged = Judge(Honest.Write(), [Definition, "pipelines/tiny/data/easy.csv"], request => request with { Proposals = new Dictionary<string, byte[]?> { ["tiny"] = Encoding.UTF8.GetBytes(elsewhere) } });
        Assert.False(judged.Report.Passed);
        Assert.Equal([Definition], judged.Report.ChangedRules);
    }

    [Fact]
    public void LabelSmuggledIntoFeatures_IsNotJudged_AndWhatAsGoodAsTheLabelsIsNamed()
    {
        string perfect = Predictions((_, isPositive) => isPositive ? 1 : 0);
        string zip = Upload.With("tiny/predictions.csv", perfect).With("tiny/gate.json", Claim()).Write();

        AssertNotJudged(zip, "found another holdout in the change", Holdout);
        JudgedPipeline judged = One(zip);
        Finding finding = Assert.Single(judged.Report!.Findings);
        Assert.Contains("possible: predictions as good as the labels", finding.Message, StringComparison.Ordinal);
        Assert.True(judged.LabelsVisible);
        Assert.Contains("predictions as good as the labels", File.ReadAllText(Repository.Path("artifacts/judged/tiny/gate.md")), StringComparison.Ordinal);
        Assert.Empty(One(Honest.Write()).Report!.Findings);
    }

    [Theory]
    [InlineData("../../home/runner/.bashrc", "leads out of its folder")]
    [InlineData("/etc/cron.d/evil", "is an absolute path")]
    public void PathOutOfTheFolder_IsRefused_AndNothingIsWritten(string name, string message)
    {
        JudgedChange judged = Judge(Honest.With(name, "evil").Write(), [Program]);

        Assert.Contains($"the artifact is refused: upload.zip: found entry '{name}', which {message}", judged.Report.Failure, StringComparison.Ordinal);
        Assert.Equal(ExitCodes.Negative, judged.ExitCode);
        Assert.Empty(judged.Report.Pipelines);
        Assert.False(Directory.Exists(Repository.Path("artifacts/judged")));
        Assert.Equal(["upload.zip"], Directory.GetFileSystemEntries(Scratch).Select(Path.GetFileName));
    }

    [Fact]
    public void GigabyteOfZeros_IsNotUnpacked()
    {
        string file = UploadedZip.Bomb(Path.Combine(Scratch, "bomb.zip"), "tiny/predictions.csv", megabytes: 1024);
        Assert.InRange(new FileInfo(file).Length, 1, 20 << 20);

        AssertNotJudged(file, "found more than 128.0 MB in 'tiny/predictions.csv', expected at most that");
    }

    [Fact]
    public void DeepJson_AndJsonOfTwoMinds_AreNotJudged()
    {
        string deep = new string('[', 1_000_000) + new string(']', 1_000_000);
        AssertNotJudged(Upload.With("tiny/predictions.csv", Predictions()).With("tiny/gate.json", deep).Write(), "'tiny/gate.json': found JSON that is no verdict");
        string twice = Claim("failed").Replace("\"verdict\":\"failed\"", "\"verdict\":\"failed\",\"verdict\":\"passed\"", StringComparison.Ordinal);
        AssertNotJudged(Upload.With("tiny/predictions.csv", Predictions()).With("tiny/gate.json", twice).Write(), "found JSON that is no verdict");
        foreach (string other in new[] { "null", "[]", "{}", "\"passed\"", "{\"verdict\":1}", "" })
            AssertNotJudged(Upload.With("tiny/predictions.csv", Predictions()).With("tiny/gate.json", other).Write(), "found JSON that is no verdict");
    }

    [Fact]
    public void ScriptInNames_IsTextEverywhere()
    {
        const string Script = "<script>alert(1)</script>";
        string zip = Upload.With($"{Script}/gate.json", Claim()).With("tiny/predictions.csv", Predictions())
            .With("tiny/gate.json", Claim(reason: $"{Script} @everyone \u001b[2J ![x](http://evil) {new string('a', 100_000)}")).Write();

        JudgedChange judged = Judge(zip, [Program, "pipelines/<img src=x onerror=alert(1)>/pipeline.yml"]);

        Assert.Equal(2, judged.Report.Pipelines.Count);
        string markdown = File.ReadAllText(Repository.Path("artifacts/judged/tiny/gate.md"));
        Assert.DoesNotContain("<script>", markdown, StringComparison.Ordinal);
        Assert.DoesNotContain("![x]", markdown, StringComparison.Ordinal);
        Assert.InRange(markdown.Length, 1, 20_000);
        Assert.DoesNotContain('\u001b', Output + markdown);
    }

    [Fact]
    public void EditedWorkflow_IsTold_AndHelpsNobody()
    {
        const string Workflow = ".github/workflows/gate.yml";
        Assert.Equal([Workflow], Judge(null, [Workflow]).Report.ChangedRules);

        JudgedChange judged = Judge(Upload.With("tiny/gate.json", Claim()).Write(), [Workflow, Program]);

        Assert.False(judged.Report.Passed);
        Assert.StartsWith("rules changed: .github/workflows/gate.yml", Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("pipelines/tiny/schema.json")]
    [InlineData("global.json")]
    [InlineData(".config/dotnet-tools.json")]
    [InlineData("build/Build.cs")]
    [InlineData("CODEOWNERS")]
    public void WhatDecides_IsToldAsAChangedRule(string path) => Assert.Equal([path], Judge(Honest.Write(), [path, "README.md"]).Report.ChangedRules);

    [Fact]
    public void EarlierVerdict_DoesNotStandBesideAnArtifactThatIsRefused()
    {
        Assert.True(One(Honest.Write()).Passed);

        Judge(Honest.With("tiny/gate.json", Claim()).Write(), [Program]);

        Assert.False(File.Exists(Repository.Path("artifacts/judged/tiny/gate.json")));
    }
}
