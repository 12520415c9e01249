using System.Text.Json.Nodes;
using MlCi.Adapters.Registry;
using MlCi.Adapters.Stages;
using MlCi.Adapters.Storage;
using MlCi.Data;
using MlCi.Findings;
using MlCi.Gates;
using Spectre.Console;

namespace MlCi.Adapters.Tests.Stages;

/// <summary>Gate at the holdout's ledger.</summary>
public sealed class HoldoutUseTests(EngineSetup setup) : EngineTest(setup)
{
    private const string Budget = "champion: optional\nholdoutUse: {mode: MODE, decisions: 2}";

    private IReadOnlyList<HoldoutDecision> Decisions => Ledger.Read(RowSetDigest.Of(CsvReader.Read(File.ReadAllBytes(HoldoutFile), "holdout.csv")));

    private string HoldoutFile => Repository.Path("pipelines/tiny/data/holdout.csv");

    private HoldoutLedger Ledger => new(new FolderRegistry(Repository.Path(".mlci/registry"), "tiny"));

    [Fact]
    public void EachModelAndEachRules_AreADecision_ARepeatIsNone()
    {
        AssertPasses();
        Assert.Equal((1, .05, "first decision on this holdout"), Use());

        AssertPasses();
        Assert.Single(Decisions);

        Repository.SetMode("constant");
        Assert.Equal(ExitCodes.Negative, Run("Gate").ExitCode);
        Assert.Equal(2, Use().Decision);
        Repository.EditPipeline("min: 0.7", "min: 0.71");
        Run("Gate");

        Assert.Equal((3, .15, "decision 3 on this holdout: one alone passes wrongly with a chance of up to 5 %, at least one of all 3 with up to 15 %"), Use());
        Assert.Equal([true, false, false], Decisions.Select(decision => decision.Passed));
        JsonNode report = Report();
        Assert.Equal((string?)report["digests"]!["model"], Decisions[2].Model);
        Assert.Equal((string?)report["digests"]!["rules"], Decisions[2].Rules);
        Assert.Equal(("track", .05), (Decisions[2].Mode, Decisions[2].Alpha));
        Assert.Equal(FileDigests.OfFile(Repository.Artifact("predictions.csv")), Decisions[2].Predictions);
    }

    [Fact]
    public void OtherHoldout_HasALedgerOfItsOwn()
    {
        AssertPasses();
        Repository.Edit("pipelines/tiny/data/holdout.csv", "\n1001,", "\n5001,");

        AssertPasses();

        Assert.Equal(1, Use().Decision);
        Assert.Single(Decisions);
    }

    // Row numbers are the keys of this pipeline's predictions, so the rewritten file is predicted anew; its ledger is the same.
    [Fact]
    public void HoldoutWrittenInAnotherWay_IsTheSame_AndARowMoreIsNot()
    {
        AssertPasses();
        string[] lines = File.ReadAllLines(HoldoutFile);
        File.WriteAllText(HoldoutFile, string.Join("\r\n", lines.Skip(1).Reverse().Prepend(lines[0]).Select(line => string.Join(',', line.Split(',').Reverse()))) + "\r\n");

        AssertPasses();
        Assert.Equal((1, .05, "first decision on this holdout"), Use());
        Assert.Single(Decisions);

        File.AppendAllText(HoldoutFile, "yes,odd,0.99,9999\r\n");
        AssertPasses();
        Assert.Single(Decisions);
        Assert.Equal(1, Use().Decision);
    }

    [Fact]
    public void DecisionsOfTheFile_AsAnEarlierVersionWroteThem_Count()
    {
        using (RegistryLock held = Ledger.Lock())
        {
            Ledger.Append(held, new HoldoutDecision
            {
                Holdout = FileDigests.OfFile(HoldoutFile),
                Model = Digest.OfText("model"),
                Rules = Digest.OfText("rules"),
                Passed = false,
                Mode = "track",
                Alpha = .05,
                When = DateTimeOffset.UnixEpoch,
            });
        }

        AssertSaid(Status(asJson: false).Output, "decisions: 1");
        AssertPasses();
        Assert.Equal(2, Use().Decision);
        File.WriteAllText(HoldoutFile, File.ReadAllText(HoldoutFile).ReplaceLineEndings("\r\n"));
        AssertPasses();
        Assert.Equal(2, Use().Decision);
        Assert.Equal(2, Decisions.Count);
    }

    [Theory]
    [InlineData("train-crash")]
    [InlineData("nan")]
    public void NothingDecided_IsNotWrittenDown(string mode)
    {
        Repository.SetMode(mode);

        Run("Evaluate");
        Run("Gate");

        Assert.Empty(Report()["holdoutUse"]!.AsArray());
        Assert.False(Directory.Exists(Repository.Path(".mlci/registry")));
    }

    [Fact]
    public void VerdictOfEvaluateAlone_IsADecision_AndTheGateOfTheSameIsNone()
    {
        AssertSaid(Run("Evaluate").Output, "3 passed", "\n  first decision on this holdout");
        Assert.Single(Decisions);
        AssertPasses();
        Assert.Equal((1, .05, "first decision on this holdout"), Use());
        Assert.Single(Decisions);

        Repository.SetMode("constant");
        (int code, string output) = Run("Evaluate");
        Assert.Equal(ExitCodes.Negative, code);
        AssertSaid(output, "  decision 2 on this holdout: one alone passes wrongly with a chance of up to 5 %, at least one of all 2 with up to 10 %");
        Assert.Equal([true, false], Decisions.Select(decision => decision.Passed));
        Run("Gate");
        Assert.Equal(2, Use().Decision);
        Assert.Equal(2, Decisions.Count);
    }

    [Fact]
    public void VerdictOfCompareAlone_IsThatOfTheGate_AgainstTheSameChampion()
    {
        Assert.Equal(ExitCodes.Passed, Run("Register").ExitCode);
        Assert.Equal(ExitCodes.Passed, Run("Promote", options => options with { To = "production", Why = "the first" }).ExitCode);
        Repository.EditPipeline("mode: good", "mode: fine");

        AssertSaid(Run("Compare").Output, "decision 2 on this holdout");
        Run("Evaluate");
        AssertPasses();

        Assert.Equal(2, Use().Decision);
        Assert.Equal([null, Decisions[0].Model], Decisions.Select(decision => decision.Champion));
        AssertSaid(Status(asJson: false).Output, "# verdict model        champion     rules", $"2 passed  {Decisions[1].Model[7..19]} {Decisions[0].Model[7..19]} ");
        JsonArray ledger = JsonNode.Parse(Status(asJson: true).Output)![0]!["ledger"]!.AsArray();
        Assert.Equal([null, Decisions[0].Model], ledger.Select(one => (string?)one!["champion"]));
    }

    [Fact]
    public void WhereTheHoldoutMayNotDecide_EvaluateGivesNoVerdict()
    {
        Repository.EditPipeline("champion: optional", Budget.Replace("MODE", "firstChange", StringComparison.Ordinal));
        AssertSaid(Run("Evaluate").Output, "! decision 1 of 2 on this holdout (firstChange, reliability 0.95): it passed, which retires the holdout");
        AssertPasses();
        Repository.EditPipeline("mode: good", "mode: fine");

        (int code, string output) = Run("Evaluate");

        Assert.Equal(ExitCodes.Negative, code);
        AssertSaid(output, "✗ tiny Evaluate", "the holdout is retired, since model");
        Assert.DoesNotContain("3 passed", output, StringComparison.Ordinal);
        Assert.Single(Decisions);
    }

    [Fact]
    public void UsedUpBudget_Blocks_SaysWhatToDo_AndLetsRepeatsPass()
    {
        Repository.EditPipeline("champion: optional", Budget.Replace("MODE", "full", StringComparison.Ordinal));
        AssertPasses();
        byte[] first = File.ReadAllBytes(Repository.Artifact("gate.json"));
        Assert.Equal((1, .0125, "decision 1 of 2 on this holdout (full, reliability 0.95)"), Use());
        Assert.Equal(.975, (double)Gate(Report(), "auc")["level"]!, 12);
        Repository.EditPipeline("seed: 7", "seed: 8");
        Repository.EditPipeline("mode: good", "mode: fine");
        AssertPasses();
        Repository.EditPipeline("mode: fine", "mode: also");

        JsonNode report = AssertFails(
            "the holdout's budget of 2 decisions is used up (holdoutUse: full); take a new holdout, or another mode of holdoutUse");

        Assert.Equal("passed", (string?)Gate(report, "auc")["verdict"]);
        Assert.Null(report["holdoutUse"]![0]!["decision"]);
        Assert.True((bool)report["holdoutUse"]![0]!["blocks"]!);
        Assert.Equal(2, Decisions.Count);
        Assert.Contains("❌ FAILED tiny: the holdout's budget", File.ReadAllText(Repository.Artifact("gate.md")), StringComparison.Ordinal);
        Assert.Contains("""name="holdout use" """, File.ReadAllText(Repository.Artifact("gate.junit.xml")), StringComparison.Ordinal);

        Repository.EditPipeline("mode: also", "mode: good");
        Repository.EditPipeline("seed: 8", "seed: 7");
        AssertPasses();
        Assert.Equal(first, File.ReadAllBytes(Repository.Artifact("gate.json")));
    }

    [Fact]
    public void FirstPass_RetiresTheHoldout_UntilThereIsANewOne()
    {
        Repository.EditPipeline("champion: optional", Budget.Replace("MODE", "firstChange", StringComparison.Ordinal));
        Repository.SetMode("reversed");
        Assert.Equal(ExitCodes.Negative, Run("Gate").ExitCode);
        Repository.EditPipeline("mode: reversed", "mode: good");
        (int code, string output) = Run("Gate");
        Assert.Equal(ExitCodes.Passed, code);
        AssertSaid(output, "! decision 2 of 2 on this holdout (firstChange, reliability 0.95): it passed, which retires the holdout; take a new one for the next model");
        Repository.EditPipeline("mode: good", "mode: fine");

        AssertFails($"the holdout is retired, since model {Decisions[1].Model[7..19]} passed on it (holdoutUse: firstChange); take a new holdout");

        Repository.Edit("pipelines/tiny/data/holdout.csv", "\n1001,", "\n5001,");
        AssertPasses();
    }

    [Fact]
    public void ModeThatBlocks_CanBeLeft()
    {
        Repository.EditPipeline("champion: optional", Budget.Replace("MODE", "firstChange", StringComparison.Ordinal));
        AssertPasses();
        Repository.EditPipeline("holdoutUse: {mode: firstChange, decisions: 2}", "holdoutUse: track");

        AssertPasses();
        Assert.Equal(2, Use().Decision);
    }

    [Fact]
    public void DamagedLedger_IsOutOfReach_AndNoVerdict()
    {
        AssertPasses();
        string layer = Directory.GetFiles(Repository.Path(".mlci/registry/tiny/blobs/sha256"))
            .Single(path => File.ReadAllText(path).StartsWith("""{"holdout":""", StringComparison.Ordinal));
        File.WriteAllText(layer, File.ReadAllText(layer).Replace("true", "fals", StringComparison.Ordinal));

        AssertNoVerdict(ExitCodes.OutOfReach, Path.GetFileName(layer), "the registry folder is damaged: restore");
        Assert.Equal(ExitCodes.OutOfReach, Status(asJson: false).ExitCode);
    }

    [Fact]
    public void Status_PrintsTheLedger()
    {
        (int code, string output) = Status(asJson: false);
        Assert.Equal(ExitCodes.Passed, code);
        AssertSaid(output, "tiny: pipelines/tiny/data/holdout.csv sha256:", "holdoutUse: track; decisions: 0");
        Assert.False(Directory.Exists(Repository.Path(".mlci")) && Directory.Exists(Repository.Path(".mlci/registry")));

        AssertPasses();
        Repository.SetMode("constant");
        Run("Gate");
        (code, output) = Status(asJson: false);

        Assert.Equal(ExitCodes.Passed, code);
        AssertSaid(
            output, "decisions: 2", "chance of a wrong pass among them: up to 10 %; up to 15 % where each verdict led to the next model",
            $"1 passed  {Decisions[0].Model[7..19]}", $"2 failed  {Decisions[1].Model[7..19]}");
        JsonNode json = JsonNode.Parse(Status(asJson: true).Output)![0]!;
        Assert.Equal([true, false], json["ledger"]!.AsArray().Select(one => (bool)one!["passed"]!));
        Assert.Equal((.1, .15), (Math.Round((double)json["falsePass"]!, 12), Math.Round((double)json["falsePassAdaptive"]!, 12)));
        Assert.Null(json["closed"]);
    }

    [Fact]
    public void Status_SaysWhatIsClosed_AndWhichPipelineCannotBeRead()
    {
        Repository.EditPipeline("champion: optional", Budget.Replace("MODE", "firstChange", StringComparison.Ordinal));
        AssertPasses();
        Repository.AddPipeline("zebra");
        File.Delete(Repository.Path("pipelines/zebra/data/holdout.csv"));

        (int code, string output) = Status(asJson: false);

        Assert.Equal(ExitCodes.Misconfigured, code);
        AssertSaid(output, "holdoutUse: firstChange; decisions: 1 of 2, reliability 0.95", "✗ the holdout is retired", "found no file 'data/holdout.csv' for 'data.holdout', expected it at pipelines/zebra/data/holdout.csv");
    }

    private (int ExitCode, string Output) Status(bool asJson)
    {
        using var output = new StringWriter();
        using var engine = new Engine(
            new RunOptions { Root = Repository.Root }, AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, Out = new AnsiConsoleOutput(output) }));
        engine.ShowHoldoutUse(asJson);
        return (engine.ExitCode, output.ToString());
    }

    private (int? Decision, double FalsePass, string? Reason) Use()
    {
        JsonNode use = Report()["holdoutUse"]!.AsArray().Single()!;
        return ((int?)use["decision"], Math.Round((double)use["falsePass"]!, 12), (string?)use["reason"]);
    }
}
