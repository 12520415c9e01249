using System.Text.Json.Nodes;
using MlCi.Adapters.Registry;
using MlCi.Adapters.Storage;
using MlCi.Findings;
using MlCi.Promotion;
using MlCi.Testing;

namespace MlCi.Adapters.Tests.Stages;

/// <summary>The champion: missing, the same model, another holdout, and unable to answer.</summary>
public sealed class ChampionTests(EngineSetup setup) : EngineTest(setup)
{
    private const string Holdout = "pipelines/tiny/data/holdout.csv";

    [Fact]
    public void MissingChampion_IsNotEvaluated_UnlessItIsOptional()
    {
        Repository.EditPipeline("champion: optional\n", "");

        JsonNode report = AssertFails("Compare: no champion in production yet; promote a model, or accept that with champion: optional");

        Assert.Equal("not-evaluated", StatusOf(report, "Compare"));
        Assert.Equal("not-evaluated", (string?)Comparison(report)["verdict"]);
    }

    [Fact]
    public void ChampionWithoutRulesToCompareBy_IsNamed()
    {
        Crown("good");
        Repository.EditPipeline("compare:\n  - metric: auc\n    margin: 0.02\n", "");

        AssertPasses();

        Assert.Equal("skipped", StatusOf(Report(), "Compare"));
    }

    [Fact]
    public void SameModel_IsIdentical_NeverBetter()
    {
        Crown("good");

        AssertPasses();

        Assert.Equal("identical", (string?)Comparison(Report())["outcome"]);
    }

    [Fact]
    public void WorseModel_FailsAgainstTheChampion()
    {
        Crown("good");
        Repository.SetMode("reversed");
        Repository.EditPipeline("min: 0.7", "min: 0.1");
        Repository.EditPipeline("min: 0.6", "min: 0.1");

        JsonNode report = AssertFails("auc");

        Assert.Equal("worse", (string?)Comparison(report)["outcome"]);
        Assert.Equal("failed", StatusOf(report, "Compare"));
    }

    [Fact]
    public void ChangedHoldout_IsPredictedAnewByTheChampion_WithoutRowsThatEitherKnows()
    {
        Repository.EditPipeline("seed: 7\n", "seed: 7\nquality: {copies: none}\n");
        Crown("good");
        // 20 rows that both were trained on; the ids of the others are new.
        string known = TinyRepository.Rows(0, 20)["id,x,group,y\n".Length..];
        Repository.Write(Holdout, TinyRepository.Rows(2000, 400) + known);

        AssertPasses();

        JsonNode report = Report();
        AssertSaid((string)report["champion"]!, "; the holdout has changed since, so the champion predicted it anew, 20 rows that either was trained on left out");
        Assert.Equal(400, (int)Comparison(report)["rows"]!);
        Assert.Equal("identical", (string?)Comparison(report)["outcome"]);
        Assert.Single(Repository.Cached("Champion"));
        Assert.Empty(Repository.Unfinished());
    }

    [Fact]
    public void ChampionThatCannotPredictTheChangedHoldout_IsNotEvaluated()
    {
        Crown("first-holdout-only");
        Repository.Write(Holdout, TinyRepository.Rows(2000, 400));
        Repository.EditPipeline("mode: first-holdout-only", "mode: good");

        JsonNode report = AssertFails(
            "Compare: the holdout has changed, and the champion cannot predict the new one: the program's predict ended with exit code 3, expected 0");

        Assert.Equal("not-evaluated", StatusOf(report, "Compare"));
        Assert.Equal("not-evaluated", (string?)Comparison(report)["verdict"]);
        Assert.Empty(Repository.Cached("Champion"));
    }

    [Fact]
    public void ChampionWithoutProgram_IsNotEvaluatedOnAChangedHoldout()
    {
        RegisterByHand(Passing(), contents => contents with { ProgramFolder = null }, promote: true);
        Repository.Write(Holdout, TinyRepository.Rows(2000, 400));

        JsonNode report = AssertFails("Compare: the holdout has changed, and the champion was registered without a program to predict the new one");

        Assert.Equal("not-evaluated", (string?)Comparison(report)["verdict"]);
    }

    [Fact]
    public void ChampionWithABrokenProgram_IsNotEvaluatedOnAChangedHoldout()
    {
        string program = Repository.Path("broken");
        Repository.Write("broken/readme.txt", "no program");
        RegisterByHand(Passing(), contents => contents with { ProgramFolder = program }, promote: true);
        Repository.Write(Holdout, TinyRepository.Rows(2000, 400));

        AssertFails("Compare: the holdout has changed, and the champion cannot predict the new one: ../../model/Tiny.csproj: found 0 executables");
    }

    [Fact]
    public void ChampionWithUnknownTrainingRows_IsNotEvaluatedOnAChangedHoldout()
    {
        RegisterByHand(Passing(), contents => contents with { TrainingRowsFile = null }, promote: true);
        Repository.Write(Holdout, TinyRepository.Rows(2000, 400));

        AssertFails("Compare: the holdout has changed, and the champion was registered without the hashes of its training rows: it may know the new holdout");
    }

    [Fact]
    public void Promote_IsRefused_WithoutAPassingReport()
    {
        Repository.SetMode("reversed");
        Run("Gate");
        RegisterByHand(File.ReadAllBytes(Repository.Artifact("gate.json")), contents => contents, promote: false);

        (int code, string output) = Run("Promote", options => options with { To = "production", Why = "it looks fine" });

        Assert.Equal(ExitCodes.Negative, code);
        AssertSaid(output, "✗ tiny Promote", "rule 'passing-gate' refuses production for sha256:", "expected one that passed");
        Assert.Null(new ModelRegistry(new FolderPlace(Repository.Path(".mlci/registry")), TimeProvider.System).Champion("tiny"));
    }

    [Fact]
    public void QuietRefusal_IsStillSaid()
    {
        Repository.SetMode("reversed");

        (int code, string output) = Run("Register", options => options with { Quiet = true });

        Assert.Equal(ExitCodes.Negative, code);
        AssertSaid(output, "FAILED tiny", "✗ tiny Register", "the gate did not pass, so nothing was registered");
    }

    [Fact]
    public void Register_IsRefused_WhereTheGateFailed()
    {
        Repository.SetMode("reversed");

        (int code, string output) = Run("Register");

        Assert.Equal(ExitCodes.Negative, code);
        AssertSaid(output, "the gate did not pass, so nothing was registered");
        Assert.Empty(new FolderRegistry(Repository.Path(".mlci/registry"), "tiny").Tags());
    }

    [Theory]
    [InlineData(null, ExitCodes.Misconfigured, "found no --to, expected the alias to move: --to staging or --to production")]
    [InlineData("prod", ExitCodes.Misconfigured, "found 'prod', expected one of candidate, staging, production")]
    [InlineData("production", ExitCodes.Misconfigured, "found no model, expected a registered model of 'tiny'; run Register first")]
    public void FailedPromotion_LeavesTheVerdict(string? to, int exitCode, string message)
    {
        AssertPasses();

        (int code, string output) = Run("Promote", options => options with { To = to });

        Assert.Equal(exitCode, code);
        AssertSaid(output, message);
        Assert.Equal(4, Repository.Verdict().Count);
    }

    [Theory]
    [InlineData("index.json")]
    [InlineData("oci-layout")]
    public void RegistryCutOffHalfWay_IsOutOfReach_NeverNoChampion(string file)
    {
        Crown("good");
        string path = Repository.Path($".mlci/registry/tiny/{file}");
        byte[] whole = File.ReadAllBytes(path);
        File.WriteAllBytes(path, whole[..(whole.Length / 2)]);

        AssertNoVerdict(ExitCodes.OutOfReach, path, "the registry folder is damaged: restore");
    }

    [Fact]
    public void RegistryWithoutItsBlobs_IsOutOfReach()
    {
        Crown("good");
        Directory.Delete(Repository.Path(".mlci/registry/tiny/blobs"), recursive: true);

        AssertNoVerdict(ExitCodes.OutOfReach, "the registry folder is damaged");
    }

    /// <summary>Gates, registers and promotes the model of a mode.</summary>
    private void Crown(string mode)
    {
        if (mode != "good")
            Repository.SetMode(mode);
        (int code, string output) = Run("Register");
        Assert.True(code == ExitCodes.Passed, output);
        (code, output) = Run("Promote", options => options with { To = "production", Why = "first" });
        Assert.True(code == ExitCodes.Passed, output);
    }

    private byte[] Passing()
    {
        AssertPasses();
        return File.ReadAllBytes(Repository.Artifact("gate.json"));
    }

    /// <summary>Registers the model gated last as another tool might: with other parts.</summary>
    private void RegisterByHand(byte[] report, Func<ModelContents, ModelContents> change, bool promote)
    {
        Repository.Write("rows", "");
        var registry = new ModelRegistry(new FolderPlace(Repository.Path(".mlci/registry")), TimeProvider.System);
        registry.Register("tiny", change(new ModelContents
        {
            ModelFolder = Repository.Artifact("model"),
            ProgramFolder = Repository.Cached("Build").Single() + "/files/program",
            SchemaFile = Repository.Path("pipelines/tiny/schema.json"),
            PipelineFile = Repository.Path("pipelines/tiny/pipeline.yml"),
            Predictions = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                [FileDigests.OfFile(Repository.Path(Holdout))] = Repository.Artifact("predictions.csv"),
            },
            TrainingRowsFile = Repository.Path("rows"),
        }), report);
        if (promote)
            registry.Promote("tiny", reference: null, Alias.Production, "ana", "first");
    }

    private static JsonNode Comparison(JsonNode report) => report["gates"]!.AsArray().Single(gate => (string?)gate!["rule"] == "comparison")!;
}
