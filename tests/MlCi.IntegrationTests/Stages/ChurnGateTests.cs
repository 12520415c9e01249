using System.Text.Json.Nodes;
using Xunit.Abstractions;

namespace MlCi.IntegrationTests.Stages;

/// <summary>From real data to a verdict: the sample passes, and each way of making it worse is found.</summary>
public sealed class ChurnGateTests(GatedChurn churn, ITestOutputHelper output) : SampleGateTests(churn, output), IClassFixture<GatedChurn>
{
    protected override int GateCount => 39;

    protected override int ComparisonCount => 2;

    [Fact]
    public void HeavyPenalty_Fails_NamingMetricIntervalAndLimit()
    {
        using SampleRepository repository = churn.CopyWithChampion();
        repository.EditPipeline("l2: 1.0", "l2: 1000000");

        string reason = AssertFails(repository);

        Assert.Matches(@"^(auc|brier|accuracy|recall) 0\.\d+ \[0\.\d+, 0\.\d+\] misses [≥≤] 0\.\d+", reason);
    }

    [Fact]
    public void DroppedFeature_FailsAgainstTheChampion_NamingMetricIntervalAndMargin()
    {
        using SampleRepository repository = churn.CopyWithChampion();
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
        using SampleRepository repository = churn.Copy();
        repository.Relabel("churn", (_, labels) => new Random(1).Shuffle(labels));

        Assert.StartsWith("auc 0.", AssertFails(repository), StringComparison.Ordinal);
    }

    [Fact]
    public void ModelThatIsWorseInOneSliceAlone_FailsOnThatSlice()
    {
        using SampleRepository repository = churn.Copy();
        repository.Relabel("churn", (train, labels) =>
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
}
