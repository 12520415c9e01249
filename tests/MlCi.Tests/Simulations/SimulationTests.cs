using MlCi.Metrics;
using MlCi.Stress;

namespace MlCi.Tests.Simulations;

/// <summary>The simulations of <c>./build.sh Stress</c> in short: seeds are fixed, bounds the same, only grosser errors are seen.</summary>
public sealed class SimulationTests
{
    [Fact]
    public void IntervalsOfAllMetrics_MissTheTruthAboutAsOftenAsTheyMay()
    {
        Holds(new IntervalCoverage([new(260, .5), new(650, .2)], Metric.All), 1000);
        Holds(new IntervalCoverage([new(100, .05)], [Metric.Accuracy, Metric.Precision, Metric.Recall, Metric.Specificity, Metric.F1]), 1000);
    }

    [Fact]
    public void IntervalsOfNumbersAndClasses_MissTheTruthAboutAsOftenAsTheyMay() => Holds(
        new TaskCoverage([new(100, 0), new(300, .5)], TaskCoverage.AllNumberMetrics, [200], TaskCoverage.AllClassMetrics), 500);

    [Fact]
    public void IntervalsOfWeightedAndClusteredRows_MissTheTruthAboutAsOftenAsTheyMay() => Holds(
        new SampledCoverage(
            [new(150, HasWeights: true, HasClusters: false), new(50, HasWeights: false, HasClusters: true), new(100, HasWeights: true, HasClusters: true)],
            SampledCoverage.AllMetrics), 500);

    [Fact]
    public void IntervalsOfDifferences_MissTheTruthAboutAsOftenAsTheyMay()
    {
        Holds(new PairedCoverage([new(260, .5)], [Metric.Auc, Metric.AveragePrecision, Metric.Accuracy, Metric.Recall, Metric.LogLoss, Metric.Brier]), 800);
        Holds(new PairedCoverage([new(260, .5)], [Metric.F1, Metric.Mcc]), 120);
    }

    [Fact]
    public void SlicesJustAtTheirLimit_SeldomFailAPipeline() =>
        Holds(new NullSlices(rows: 3000, [Metric.Accuracy, Metric.F1, Metric.Auc, Metric.LogLoss]), 100);

    [Fact]
    public void RowsAskedFor_DecideWithTheStatedPower() => Holds(new PlannedPower(
        [.. PlannedPower.AllComparisons.Where(one => one.Metric == Metric.Accuracy || one.Metric == Metric.Auc || one.Metric == Metric.Brier)]), 300);

    [Fact]
    public void ThousandLooks_MissTheTruthAsSeldomAsOne() => Holds(new RepeatedLooks([.. RepeatedLooks.AllWatched.Skip(1)]), 80);

    [Fact]
    public void SameReplicates_GiveTheSameTable()
    {
        var simulation = new RepeatedLooks([.. RepeatedLooks.AllWatched.TakeLast(1)]);

        Assert.Equal(simulation.Run(20, _ => { }).ToString(), simulation.Run(20, _ => { }).ToString());
    }

    [Theory]
    [InlineData(50, 1000, 0, .05, true)]
    [InlineData(77, 1000, 0, .05, true)]
    [InlineData(78, 1000, 0, .05, false)]
    [InlineData(26, 1000, .05, 1, true)]
    [InlineData(25, 1000, .05, 1, false)]
    [InlineData(0, 0, 0, 1, false)]
    [InlineData(0, 500, 0, 0, true)]
    [InlineData(1, 500, 0, 0, false)]
    [InlineData(1, 500, .02, 1, true)]
    [InlineData(0, 500, .02, 1, false)]
    public void Claim_IsBroken_WhereItsCountIsOutOfTheQuestion(long count, long replicates, double atLeast, double atMost, bool holds) =>
        Assert.Equal(holds, new Claim(count, replicates, atLeast, atMost).Holds);

    private static void Holds(ISimulation simulation, int replicates)
    {
        ResultTable table = simulation.Run(replicates, _ => { });

        Assert.NotEmpty(table.Rows);
        Assert.True(table.Broken.Count == 0, table.ToString());
    }
}
