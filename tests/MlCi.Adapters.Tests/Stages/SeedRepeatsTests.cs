using System.Text.Json.Nodes;
using MlCi.Findings;

namespace MlCi.Adapters.Tests.Stages;

/// <summary>Several models that differ by their seed (<c>train.repeats</c>), of commands that say which seeds they trained.</summary>
public sealed class SeedRepeatsTests : EngineTest
{
    private const string CSharp = "train:\n  project: ../../model/Tiny.csproj\n  timeout: 5m\npredict:\n  timeout: 5m\n";

    public SeedRepeatsTests(EngineSetup setup)
        : base(setup)
    {
        Repository.Write("pipelines/tiny/model/train.sh", """
            while [ $# -gt 0 ]; do case $1 in --out) out=$2;; --seed) seed=$2;; esac; shift; done
            echo "$seed" >> ../../trained.txt
            if [ "$seed" = 13 ]; then echo "seed 13 is unlucky" >&2; exit 3; fi
            echo "$seed" > "$out/model.txt"

            """);
        // Noise that the seed decides.
        Repository.Write("pipelines/tiny/model/predict.sh", """
            while [ $# -gt 0 ]; do case $1 in --out) out=$2;; --data) data=$2;; --model) model=$2;; esac; shift; done
            seed=$(cat "$model/model.txt")
            if [ "$seed" = 23 ]; then echo "cannot predict" >&2; exit 4; fi
            awk -F, -v seed="$seed" 'BEGIN { print "row_id,score" } NR > 1 { printf "%d,%.6f\n", NR - 2, .8 * $2 + .2 * ((NR * 7919 * seed) % 101) / 101 }' "$data" > "$out"

            """);
        Repository.Write("pipelines/tiny/packages.lock", "none\n");
        Repository.EditPipeline(CSharp, "train:\n  command: [sh, model/train.sh]\n  lock: packages.lock\npredict:\n  command: [sh, model/predict.sh]\n");
    }

    [Fact]
    public void Spread_IsReportedEverywhere_AndTheFirstSeedIsGated()
    {
        SetRepeats(3);

        (int code, string output) = Run("Gate");

        Assert.True(code == ExitCodes.Passed, output);
        AssertSaid(output, "training with seed 7, 1 of 3", "training with seed 9, 3 of 3", "and 2 models of the seeds that follow", "Over 3 seeds", "models of seeds 7 to 9");
        AssertSaid(File.ReadAllText(Repository.Artifact("gate.md")), "<summary>Over 3 seeds</summary>", "| `auc` | 0.");
        JsonNode report = Report();
        // Accuracy is gated in slices only.
        JsonNode spread = Assert.Single(report["seedSpread"]!.AsArray())!;
        Assert.Equal("auc", (string?)spread["metric"]);
        Assert.Equal([7, 8, 9], spread["seeds"]!.AsArray().Select(one => (int)one!["seed"]!));
        double[] values = [.. spread["seeds"]!.AsArray().Select(one => (double)one!["estimate"]!)];
        Assert.Equal(3, values.Distinct().Count());
        Assert.Equal((double)Gate(report, "auc")["estimate"]!, values[0]);
        Assert.Equal((values.Min(), values.Max()), ((double)spread["least"]!, (double)spread["greatest"]!));
        JsonObject evaluated = JsonNode.Parse(File.ReadAllText(Repository.Artifact("evaluation.json")))!["seedSpread"]![0]!.AsObject();
        evaluated["note"] = null;
        Assert.Equal(spread.ToJsonString(), evaluated.ToJsonString());
    }

    [Fact]
    public void Repeats_TrainNoSeedTwice()
    {
        AssertPasses();
        Assert.Empty(Report()["seedSpread"]!.AsArray());
        string? model = (string?)Report()["digests"]!["model"];

        SetRepeats(3);
        (_, string output) = Run("Gate", options => options with { Explain = true });

        Assert.Equal(["7", "8", "9"], Trained);
        Assert.Equal(model, (string?)Report()["digests"]!["model"]);
        AssertSaid(output, "Train ran: no whole result of seed 8, 9 was kept");
        byte[] first = File.ReadAllBytes(Repository.Artifact("gate.json"));

        (_, output) = Run("Gate", options => options with { Explain = true });

        Assert.Equal(["7", "8", "9"], Trained);
        AssertSaid(output, "of the seeds that follow, unchanged since an earlier run", "Train did not run: ");
        Assert.Equal(first, File.ReadAllBytes(Repository.Artifact("gate.json")));
    }

    [Fact]
    public void DifferenceToTheChampion_ThatASeedMakes_IsCalledSo_AndDecidesNothing()
    {
        Assert.Equal(ExitCodes.Passed, Run("Register").ExitCode);
        Assert.Equal(ExitCodes.Passed, Run("Promote", options => options with { To = "production" }).ExitCode);
        Repository.EditPipeline("seed: 7", "seed: 8");
        Repository.EditPipeline("margin: 0.02", "margin: 0.2");
        AssertPasses();
        JsonNode alone = Report();

        SetRepeats(4);
        (int code, string output) = Run("Gate");

        Assert.Equal(ExitCodes.Passed, code);
        AssertSaid(output, "the difference to the champion, ", " is within what the seed alone changes");
        AssertSaid((string)Report()["seedSpread"]![0]!["note"]!, "is within what the seed alone changes");
        Assert.Equal(Decisions(alone), Decisions(Report()));
        Assert.Equal((string?)alone["digests"]!["rules"], (string?)Report()["digests"]!["rules"]);
        Assert.Equal((int)alone["holdoutUse"]![0]!["decision"]!, (int)Report()["holdoutUse"]![0]!["decision"]!);
    }

    [Fact]
    public void SeedWhoseTrainingFails_FailsTheGate_AndTheFirstModelIsJudgedAllTheSame()
    {
        Repository.EditPipeline("seed: 7", "seed: 12");
        SetRepeats(3);

        JsonNode report = AssertFails("Train: seed 13: the program's train ended with exit code 3, expected 0\nits last lines:\n  seed 13 is unlucky");

        Assert.Equal("passed", (string?)Gate(report, "auc")["verdict"]);
        Assert.Empty(report["seedSpread"]!.AsArray());
        Assert.Equal(["12", "13"], Trained);
    }

    [Fact]
    public void SeedWhoseModelCannotPredict_FailsTheGate()
    {
        Repository.EditPipeline("seed: 7", "seed: 22");
        SetRepeats(2);

        JsonNode report = AssertFails("Evaluate: seed 23: the program's predict ended with exit code 4, expected 0\nits last lines:\n  cannot predict");

        Assert.Equal("failed", StatusOf(report, "Evaluate"));
        Assert.Empty(report["seedSpread"]!.AsArray());
    }

    [Fact]
    public void SmokeRun_TrainsOneSeed()
    {
        SetRepeats(3);

        (int code, string output) = Run("Gate", options => options with { Smoke = true });

        Assert.True(code == ExitCodes.Passed, output);
        Assert.Equal(["7"], Trained);
    }

    private string[] Trained => File.ReadAllLines(Repository.Path("trained.txt"));

    private static string Decisions(JsonNode report) => string.Join('\n', report["gates"]!.AsArray().Select(gate =>
    {
        JsonObject one = gate!.DeepClone().AsObject();
        // Another line was added above it.
        one.Remove("source");
        one.Remove("reason");
        return one.ToJsonString();
    }));

    private void SetRepeats(int count) => Repository.EditPipeline("lock: packages.lock", $"lock: packages.lock\n  repeats: {count}");
}
