using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using MlCi.Adapters.Storage;
using MlCi.Findings;
using Xunit.Abstractions;

namespace MlCi.IntegrationTests.Stages;

/// <summary>From real data to a verdict: the sample passes, and each way of making it worse is found.</summary>
public sealed partial class ChurnGateTests(GatedChurn churn, ITestOutputHelper output) : IClassFixture<GatedChurn>
{
    [Fact]
    public void Sample_Passes()
    {
        Assert.True(churn.FirstGate.ExitCode == ExitCodes.Passed, churn.FirstGate.Output);
        using ChurnRepository repository = churn.Copy();

        JsonNode report = Report(repository);

        Assert.Equal("passed", (string?)report["verdict"]);
        Assert.All(Gates(report), gate => Assert.Equal("passed", (string?)gate["verdict"]));
        Assert.Equal(39, Gates(report).Count());
    }

    [Fact]
    public void SecondGate_ReusesEverything_AndGivesTheSameReport()
    {
        using ChurnRepository repository = churn.Copy();
        string first = File.ReadAllText(repository.Artifact("gate.json"));

        (int code, string printed) = repository.Run("Gate");

        Assert.Equal(ExitCodes.Passed, code);
        Assert.Equal(3, printed.Split(", unchanged since an earlier run").Length - 1);
        Assert.Equal(first, File.ReadAllText(repository.Artifact("gate.json")));
        output.WriteLine($"second Gate: {EngineTime().Match(printed).Value}");
    }

    [Fact]
    public void TrainingAnew_GivesTheSameModel_ToTheByte()
    {
        using ChurnRepository repository = churn.Copy();
        string first = FileDigests.OfFolder(repository.Artifact("model"));

        (int code, string printed) = repository.Run("Train", options => options with { Force = true });

        Assert.Equal(ExitCodes.Passed, code);
        Assert.DoesNotContain("unchanged", printed, StringComparison.Ordinal);
        Assert.Equal(first, FileDigests.OfFolder(repository.Artifact("model")));
    }

    [Fact]
    public void SameModelAsTheChampion_IsIdentical_NeverBetter()
    {
        using ChurnRepository repository = churn.CopyWithChampion();

        (int code, _) = repository.Run("Gate");

        Assert.Equal(ExitCodes.Passed, code);
        JsonNode report = Report(repository);
        Assert.Equal((string?)report["digests"]!["model"], (string?)report["digests"]!["champion"]);
        Assert.All(Comparisons(report), comparison => Assert.Equal("identical", (string?)comparison["outcome"]));
        Assert.Equal(2, Comparisons(report).Count());
    }

    [Fact]
    public void HeavyPenalty_Fails_NamingMetricIntervalAndLimit()
    {
        using ChurnRepository repository = churn.CopyWithChampion();
        repository.EditPipeline("l2: 1.0", "l2: 1000000");

        string reason = AssertFails(repository);

        Assert.Matches(@"^(auc|brier|accuracy|recall) 0\.\d+ \[0\.\d+, 0\.\d+\] misses [≥≤] 0\.\d+", reason);
    }

    [Fact]
    public void DroppedFeature_FailsAgainstTheChampion_NamingMetricIntervalAndMargin()
    {
        using ChurnRepository repository = churn.CopyWithChampion();
        repository.EditPipeline("# drop: [contract]", "drop: [contract]");

        string reason = AssertFails(repository);

        JsonNode report = Report(repository);
        Assert.DoesNotContain(Gates(report), gate => (string?)gate["rule"] == "threshold" && (string?)gate["verdict"] == "failed");
        Assert.Contains(Comparisons(report), comparison => (string?)comparison["verdict"] == "failed");
        Assert.Contains("margin", reason, StringComparison.Ordinal);
        Assert.Matches(@"(auc|brier) .*\[.*\]", reason);
    }

    [Fact]
    public void ShuffledLabels_Fail()
    {
        using ChurnRepository repository = churn.Copy();
        repository.Relabel((_, labels) => new Random(1).Shuffle(labels));

        Assert.StartsWith("auc 0.", AssertFails(repository), StringComparison.Ordinal);
    }

    [Fact]
    public void ModelThatIsWorseInOneSliceAlone_FailsOnThatSlice()
    {
        using ChurnRepository repository = churn.Copy();
        repository.Relabel((train, labels) =>
        {
            int senior = 0;
            for (int row = 0; row < labels.Length; row++)
            {
                // Five of nine seniors are said to have left.
                if (train.Column("senior_citizen").Text(row) == "1" && senior++ % 9 < 5)
                    labels[row] = "Yes";
            }
        });

        string reason = AssertFails(repository);

        Assert.StartsWith("brier@senior_citizen=1 0.", reason, StringComparison.Ordinal);
        JsonNode failed = Assert.Single(Gates(Report(repository)), gate => (string?)gate["verdict"] == "failed");
        Assert.Equal("brier@senior_citizen=1", (string?)failed["id"]);
        Assert.InRange((double)failed["pAdjusted"]!, 0, .05);
        Assert.All(Gates(Report(repository)).Where(gate => gate["slice"] is null), gate => Assert.Equal("passed", (string?)gate["verdict"]));
    }

    private string AssertFails(ChurnRepository repository)
    {
        (int code, string printed) = repository.Run("Gate");

        Assert.True(code == ExitCodes.Negative, printed);
        string reason = (string)Report(repository)["reason"]!;
        Assert.Contains($"FAILED telco-churn: {reason}", printed, StringComparison.Ordinal);
        output.WriteLine(reason);
        return reason;
    }

    private static JsonNode Report(ChurnRepository repository) => JsonNode.Parse(File.ReadAllText(repository.Artifact("gate.json")))!;

    private static IEnumerable<JsonNode> Gates(JsonNode report) => report["gates"]!.AsArray().Select(gate => gate!);

    private static IEnumerable<JsonNode> Comparisons(JsonNode report) => Gates(report).Where(gate => (string?)gate["rule"] == "comparison");

    [GeneratedRegex(@"[\d.]+ s since the engine started")]
    private static partial Regex EngineTime();
}
