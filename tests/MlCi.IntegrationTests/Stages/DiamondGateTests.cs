using System.Globalization;
using System.Text.Json.Nodes;
using Xunit.Abstractions;

namespace MlCi.IntegrationTests.Stages;

/// <summary>A regression from real data to a verdict: the sample passes, and each way of making it worse is found.</summary>
public sealed class DiamondGateTests(GatedDiamonds diamonds, ITestOutputHelper output)
    : SampleGateTests(diamonds, output), IClassFixture<GatedDiamonds>
{
    private const string Missed = @"^(r2|mae|rmse|mape) [−0-9.,]+ \[[−0-9.,]+, [−0-9.,]+\] misses [≥≤] [0-9.]+";

    protected override int GateCount => 24;

    protected override int ComparisonCount => 23;

    [Fact]
    public void HeavyPenalty_Fails_NamingMetricIntervalAndLimit()
    {
        using SampleRepository repository = diamonds.CopyWithChampion();
        repository.EditPipeline("l2: 1.0", "l2: 1000000");

        string reason = AssertFails(repository);

        Assert.Matches(Missed, reason);
    }

    [Fact]
    public void DroppedFeature_FailsAgainstTheChampionAlone_NamingMetricIntervalAndMargin()
    {
        using SampleRepository repository = diamonds.CopyWithChampion();
        repository.EditPipeline("# drop: [cut]", "drop: [cut]");

        string reason = AssertFails(repository);

        JsonNode report = Report(repository);
        Assert.DoesNotContain(Gates(report), gate => (string?)gate["rule"] == "threshold" && (string?)gate["verdict"] == "failed");
        Assert.Contains(Comparisons(report), comparison => (string?)comparison["outcome"] == "worse");
        Assert.Matches(@"^(mae|mape) [0-9.,]+ vs champion [0-9.,]+: worse by [0-9.]+ % \[[0-9.]+ %, [0-9.]+ %\], margin [12] %$", reason);
    }

    [Fact]
    public void ShuffledPrices_Fail()
    {
        using SampleRepository repository = diamonds.Copy();
        repository.Relabel("price", (_, prices) => new Random(1).Shuffle(prices));

        Assert.Matches(Missed, AssertFails(repository));
    }

    [Fact]
    public void ModelThatIsWorseInOneSliceAlone_FailsOnThatSlice()
    {
        using SampleRepository repository = diamonds.Copy();
        repository.Relabel("price", (train, prices) =>
        {
            // Flawless stones are said to cost a third more than they do: 3 of 100 stones.
            for (int row = 0; row < prices.Length; row++)
            {
                if (train.Column("clarity").Text(row) == "IF")
                    prices[row] = (int.Parse(prices[row], CultureInfo.InvariantCulture) * 4 / 3).ToString(CultureInfo.InvariantCulture);
            }
        });

        string reason = AssertFails(repository);

        Assert.Matches(@"^mape@clarity=IF 0\.\d+ \[0\.\d+, 0\.\d+\] misses ≤ 0\.18", reason);
        JsonNode failed = Assert.Single(Gates(Report(repository)), gate => (string?)gate["verdict"] == "failed");
        Assert.Equal("mape@clarity=IF", (string?)failed["id"]);
        Assert.InRange((double)failed["pAdjusted"]!, 0, .05);
        Assert.All(Gates(Report(repository)).Where(gate => gate["slice"] is null), gate => Assert.Equal("passed", (string?)gate["verdict"]));
    }
}
