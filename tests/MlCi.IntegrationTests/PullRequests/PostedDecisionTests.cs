using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using MlCi.Adapters.PullRequests;
using MlCi.Adapters.Registry;
using MlCi.Data;
using MlCi.Gates;
using MlCi.IntegrationTests.Registry.Remote;
using MlCi.PullRequests;
using MlCi.Testing;
using Spectre.Console;

namespace MlCi.IntegrationTests.PullRequests;

/// <summary>Verdicts that authors of changes read, in the ledger of a real registry that machines share.</summary>
public sealed class PostedDecisionTests(PlainRegistry registry) : IClassFixture<PlainRegistry>, IDisposable
{
    private readonly List<TinyRepository> machines = [];
    private readonly string space = RemoteTest.NewNamespace();

    public void Dispose() => machines.ForEach(machine => machine.Dispose());

    [SkippableFact]
    public void VerdictThatIsRead_IsCountedOnce_OneByHandNotAtAll()
    {
        TinyRepository base0 = Base(), base1 = Base();
        Judge(base0, 0, isTold: false);
        Assert.Empty(Ledger(base0));

        Assert.Contains("first decision on this holdout", Judge(base0, 0), StringComparison.Ordinal);
        Assert.Contains("first decision on this holdout", Judge(base1, 0), StringComparison.Ordinal);
        Assert.Contains("decision 2 on this holdout", Judge(base1, 1), StringComparison.Ordinal);

        HoldoutDecision[] written = [.. Ledger(base1)];
        Assert.Equal([true, true], written.Select(one => one.Passed && one.IsOfPredictionsAlone));
        Assert.Equal(Digest.OfText(Predictions(0)), written[0].Predictions);
        // The gate of what was merged knows the model, too, and is no second decision.
        HoldoutDecision merged = written[0] with { Model = Digest.OfText("model") };
        Assert.True(new HoldoutAccount(written).IsRepeat(merged));
        Assert.False(new HoldoutAccount(written).IsRepeat(merged with { Predictions = Digest.OfText("others") }));
    }

    [SkippableTheory]
    [InlineData("full", "the holdout's budget of 2 decisions is used up")]
    [InlineData("firstChange", "the holdout is retired, since a model of predictions")]
    public void ModeThatBlocks_BlocksTheJudgement_AsItBlocksAGate(string mode, string reason)
    {
        TinyRepository machine = Base($"holdoutUse: {{mode: {mode}, decisions: 2}}");
        string[] said = [.. Enumerable.Range(0, 3).Select(one => Judge(machine, one))];

        Assert.Contains($"decision 1 of 2 on this holdout ({mode}", said[0], StringComparison.Ordinal);
        Assert.Contains(reason, said[2], StringComparison.Ordinal);
        Assert.Equal(mode == "full" ? 2 : 1, Ledger(machine).Count);
        // Whoever may not decide is told why, and no number.
        Assert.False(File.Exists(machine.Path("artifacts/judged/tiny/gate.json")));
        // What was told once may be told again.
        Assert.Equal(said[0], Judge(machine, 0));
    }

    [SkippableFact]
    public void ReportsOfManyPullRequestsAtOnce_LoseNoDecision()
    {
        TinyRepository[] at = [.. Enumerable.Range(0, 8).Select(_ => Base())];

        string[] said = new string[at.Length];
        Parallel.For(0, at.Length, one => said[one] = Judge(at[one], one));

        // What could not be written is a warning in this mode.
        Assert.True(Array.TrueForAll(said, reason => !reason.Contains("found no way", StringComparison.Ordinal)), string.Join('\n', said));
        Assert.Equal(Enumerable.Range(0, 8).Select(one => Digest.OfText(Predictions(one))).Order(StringComparer.Ordinal), Ledger(at[0]).Select(one => one.Predictions).Order(StringComparer.Ordinal));
    }

    [SkippableFact]
    public void PassThatTheChangesOwnJobDenies_IsCountedAsAPass()
    {
        TinyRepository machine = Base("holdoutUse: {mode: firstChange, decisions: 2}");

        Judge(machine, 0, tests: "failed");

        Assert.True(Assert.Single(Ledger(machine)).Passed);
        Assert.Contains("the holdout is retired", Judge(machine, 1), StringComparison.Ordinal);
    }

    [SkippableFact]
    public void NumbersBesideGatesThatCannotBeEvaluated_AreCounted()
    {
        TinyRepository machine = Base();
        machine.EditPipeline("- metric: auc\n    min: 0.7\n  - metric: accuracy\n    min: 0.6\n    slices: all", "- metric: precision\n    min: 0.6");
        machine.EditPipeline("compare:\n  - metric: auc\n    margin: 0.02\n", "");

        // No score reaches the decision, so there is no precision; the AUC is told all the same.
        Judge(machine, 0, scale: .1);

        Assert.Single(Ledger(machine));
    }

    // Each is a machine of its own: locks of machines are files below their repository.
    private TinyRepository Base(string more = "champion: optional")
    {
        TinyRepository machine = new();
        lock (machines)
            machines.Add(machine);
        machine.EditPipeline("champion: optional", $"registry: {registry.Server.Address}/{space}\nchampion: optional{(more == "champion: optional" ? "" : "\n" + more)}");
        return machine;
    }

    private IReadOnlyList<HoldoutDecision> Ledger(TinyRepository machine) => new HoldoutLedger(RemoteTest.Place(registry.Server, machine.Root, space).Repository("tiny"))
        .Read(RowSetDigest.Of(CsvReader.Read(File.ReadAllBytes(machine.Path("pipelines/tiny/data/holdout.csv")), "holdout.csv")));

    /// <summary>What the verdict says of the holdout's use.</summary>
    private static string Judge(TinyRepository machine, int variant, bool isTold = true, string tests = "passed", double scale = 1)
    {
        using TemporaryFolder upload = new();
        using (ZipArchive zip = ZipFile.Open(upload.Path("gate.zip"), ZipArchiveMode.Create))
        {
            Add(zip, "tiny/predictions.csv", Predictions(variant, scale));
            Add(zip, "tiny/gate.json", new JsonObject
            {
                ["verdict"] = "passed",
                ["reason"] = "nothing blocks",
                // A model that another decision may be of: it is only claimed.
                ["digests"] = new JsonObject { ["model"] = Digest.OfText("model") },
                ["stages"] = new JsonArray([.. new[] { "ValidateData", "TestPreprocessing", "Train" }.Select(stage => new JsonObject { ["name"] = stage, ["status"] = stage == "TestPreprocessing" ? tests : "passed", ["reason"] = "" })]),
            }.ToJsonString());
        }

        JudgedChange judged = new Judgement(
            new JudgeRequest
            {
                Root = machine.Root,
                Artifacts = [upload.Path("gate.zip")],
                Changed = ["model/Program.cs"],
                HeadSha = new string('1', 40),
                BaseSha = new string('2', 40),
                IsTold = isTold,
            },
            AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, Out = new AnsiConsoleOutput(TextWriter.Null) })).Run();
        JudgedPipeline tiny = Assert.Single(judged.Report.Pipelines);
        return tiny.Report?.HoldoutUse.Single().Reason ?? tiny.Failure!;
    }

    private static void Add(ZipArchive zip, string name, string text)
    {
        using StreamWriter writer = new(zip.CreateEntry(name).Open(), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        writer.Write(text);
    }

    // The same order of rows with every variant, so that each passes.
    private static string Predictions(int variant, double scale = 1)
    {
        var text = new StringBuilder("row_id,score\n");
        foreach ((int row, string line) in TinyRepository.Rows(1000, 300).Split('\n', StringSplitOptions.RemoveEmptyEntries)[1..].Index())
            text.Append(CultureInfo.InvariantCulture, $"{row},{double.Parse(line.Split(',')[1], CultureInfo.InvariantCulture) * scale * (1 - (variant * 1e-9)):R}\n");
        return text.ToString();
    }
}
