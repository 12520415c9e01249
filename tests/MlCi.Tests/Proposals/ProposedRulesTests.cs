using MlCi.Data;
using MlCi.Metrics;
using MlCi.Proposals;

namespace MlCi.Tests.Proposals;

/// <summary>Slices and limits.</summary>
public sealed class ProposedRulesTests
{
    [Fact]
    public void Slices_AreCategories_ThenFlags_ThenNumbersByRoundQuartiles()
    {
        Table table = Csv.Table("n,flag,c,y", 4000, row => $"{row / 4}.5,{row / 3 % 2},{"abc"[row % 3]},{row / 7 % 2}");

        IReadOnlyList<ProposedSlice> slices = Csv.Proposal(table, "y").Slices;

        Assert.Equal(["c", "flag", "n_band"], slices.Select(slice => slice.Name));
        Assert.Equal("n", slices[2].Column);
        Assert.All(slices[2].Bins.Zip([250, 500, 750]), pair => Assert.InRange(pair.First, pair.Second - 30, pair.Second + 30));
        Assert.All(slices[2].Bins, edge => Assert.Equal(0, edge % 10));
    }

    [Theory]
    [InlineData("c", 20)]      // 60 rows in the holdout
    [InlineData("c", 35)]      // 105 rows, but none of the rarer class
    public void SliceWithTooFewRows_IsNotProposed(string name, int percent)
    {
        Table table = Csv.Table($"x,{name},y", 1000, row => $"{row % 3},{(row % 100 < percent ? "few" : "many")},{(percent == 35 && row % 100 < percent ? 0 : row % 2)}");

        Assert.Empty(Csv.Proposal(table, "y").Slices);
    }

    // Of three classes one is rare: 900 rows in the holdout have 9 or 18 of it, half of them in each slice.
    [Theory]
    [InlineData(100, 0)]
    [InlineData(40, 1)]
    public void SliceInWhichAClassIsTooRare_IsNotProposed(int every, int slices) => Assert.Equal(
        slices, Csv.Proposal(Csv.Table("x,c,y", 3000, row => $"{row}.5,{(row / every % 2 == 0 ? "s" : "t")},{(row % every == 0 ? "rare" : row % 2 == 0 ? "a" : "b")}"), "y").Slices.Count(slice => slice.Name == "c"));

    // Each of the two values is that of 10 or 300 users, 5 or 90 of whom are in the holdout.
    [Theory]
    [InlineData(20, false)]
    [InlineData(600, true)]
    public void SliceOfTooFewEntities_IsNotProposed(int users, bool isProposed) => Assert.Equal(
        isProposed, Csv.Proposal(Csv.Table("user_id,x,c,y", 6000, row => $"{row % users},{row}.5,{(row % users % 2 == 0 ? "s" : "t")},{row / users % 2}"), "y").Slices.Any(slice => slice.Name == "c"));

    [Fact]
    public void SliceOfEveryLevel_IsProposedOnlyWithRowsInEach() =>
        Assert.Equal(["c"], Csv.Proposal(Csv.Table("x,c,y", 1000, row => $"{row % 3},{(row % 100 < 35 ? "few" : "many")},{row % 2}"), "y").Slices.Select(slice => slice.Name));

    [Fact]
    public void LimitsOfABinaryTask_AreThoseOfAConstantAnswer()
    {
        // A quarter is positive, in the holdout as in the training data.
        IReadOnlyList<ProposedGate> gates = Csv.Proposal(Csv.Table("x,y", 2000, row => $"{row}.5,{(row % 4 == 0 ? "yes" : "no")}"), "y").Gates;

        Assert.Equal(["auc", "log_loss", "accuracy", "brier"], gates.Select(gate => gate.Metric));
        double entropy = -(.25 * Math.Log(.25)) - (.75 * Math.Log(.75));
        Assert.Equal([.55, Math.Floor(entropy * 1000) / 1000, .75, .25], gates.Select(gate => gate.Limit));
        Assert.Equal([true, false, true, false], gates.Select(gate => gate.IsMinimum));
        Assert.Equal([true, false, false, true], gates.Select(gate => gate.Blocks));
        Assert.Contains("25 %", gates[1].Why, StringComparison.Ordinal);
    }

    [Fact]
    public void RankingOfTooFewRows_DoesNotBlock_ButLossesDo()
    {
        IReadOnlyList<ProposedGate> gates = Csv.Proposal(Csv.Table("x,y", 400, row => $"{row}.5,{(row % 20 == 0 ? "yes" : "no")}"), "y").Gates;

        Assert.Equal([("auc", false), ("log_loss", true), ("brier", true)], gates.Select(gate => (gate.Metric, gate.Blocks)));
        Assert.Contains("The holdout has 10 rows of the rarer class", gates[0].Why, StringComparison.Ordinal);
    }

    [Fact]
    public void LimitsOfSeveralClasses_AreThoseOfTheirShares()
    {
        IReadOnlyList<ProposedGate> gates = Csv.Proposal(Csv.Table("x,y", 2000, row => $"{row}.5,{(row % 2 == 0 ? "a" : row / 2 % 2 == 0 ? "b" : "c")}"), "y").Gates;

        // Shares of a half and two quarters.
        Assert.Equal([("log_loss", 1.03), ("accuracy", .5), ("log_loss", 1.1)], gates.Select(gate => (gate.Metric, gate.Limit)));
    }

    // Nine rows of each class in the holdout are fewer than an interval of log loss takes.
    [Theory]
    [InlineData(1200, false)]
    [InlineData(2400, true)]
    public void LossesOfRareClasses_BlockOnlyWhereTheyCanBeJudged_AndElseAccuracyDoes(int rows, bool blocks) => Assert.Equal(
        [("log_loss", blocks), ("accuracy", !blocks), ("log_loss", true)],
        Csv.Proposal(Csv.Table("x,y", rows, row => $"{row}.5,k{row % 40}"), "y").Gates.Select(gate => (gate.Metric, gate.Blocks)));

    [Fact]
    public void RareClassesBesideALargeOne_AreStillDecidedByALimit() => Assert.Equal(
        [("log_loss", false), ("accuracy", true)],
        Csv.Proposal(Csv.Table("x,y", 1000, row => $"{row}.5,{(row % 50 == 0 ? row % 100 == 0 ? "a" : "b" : "large")}"), "y").Gates.Take(2).Select(gate => (gate.Metric, gate.Blocks)));

    [Fact]
    public void LimitsOfARegression_AreThoseOfMeanAndMedian()
    {
        PipelineProposal proposal = Csv.Proposal(Csv.Table("x,y", 2000, row => $"{row}.5,{row * 37 % 2000}.5"), "y");

        Assert.Equal(["r2", "mae", "mae"], proposal.Gates.Select(gate => gate.Metric));
        Assert.Equal(0, proposal.Gates[0].Limit);
        // Of numbers that are spread evenly over 2000 the mean distance from the middle is 500.
        Assert.InRange(proposal.Gates[1].Limit, 480, 520);
        Assert.True(proposal.Gates[2] is { IsDiagnostic: true, InSlices: true });
    }

    // The limits come from the labels: what the features are makes no difference.
    [Fact]
    public void Limits_KnowNothingOfFeatures()
    {
        Table one = Csv.Table("x,y", 500, row => $"{row}.5,{row % 3}");
        Column other = Csv.Table("x", 500, row => $"{row % 3 * 1000 + row}").Columns[0];

        Assert.Equal(
            ProposedGate.Of(one.Column("y"), one.Column("y"), Csv.Proposal(one, "y").Label),
            ProposedGate.Of(one.Column("y"), one.Column("y"), Csv.Proposal(one.With([other, one.Columns[1]]), "y").Label));
    }

    [Fact]
    public void PipelineOfEveryTask_HasALimitThatDecides() => Assert.All(
        new[] { PredictionTask.Binary, PredictionTask.Multiclass, PredictionTask.Regression }, task => Assert.Contains(
            Csv.Proposal(Csv.Table("x,y", 300, row => $"{row}.5,{row % 2}"), "y", task).Gates, gate => gate is { IsDiagnostic: false, InSlices: false, Blocks: true }));
}
