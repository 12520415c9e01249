using FsCheck;
using FsCheck.Fluent;
using MlCi.Metrics;
using MlCi.Statistics;
using MlCi.Tests.Statistics;

namespace MlCi.Tests.Metrics;

public sealed class PredictionStatisticsTests
{
    [Fact]
    public void EachGroup_HasTheStatisticsOfItsRowsAlone() => Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed =>
    {
        var rows = SampleRows.Make(seed);
        PredictionStatistics all = rows.Statistics();
        return Enumerable.Range(0, rows.First.Count).All(group => Alone(rows, rows.First, group) == all.Groups[0][group])
            && Enumerable.Range(0, rows.Second.Count).All(group => Alone(rows, rows.Second, group) == all.Groups[1][group]);
    }).Check(Properties.Fixed);

    [Fact]
    public void OrderOfRows_ChangesNothing_ToTheLastBit() => Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed =>
    {
        var rows = SampleRows.Make(seed);
        int[] order = [.. Enumerable.Range(0, rows.Challenger.RowCount)];
        new Random(seed).Shuffle(order);
        return SampleRows.Flat(rows.Statistics()).SequenceEqual(SampleRows.Flat(rows.Take(order).Statistics()));
    }).Check(Properties.Fixed);

    [Fact]
    public void SplittingAndMerging_ChangesNothing_ToTheLastBit() => Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed =>
    {
        var rows = SampleRows.Make(seed);
        int n = rows.Challenger.RowCount;
        int cut = new Random(seed).Next(n + 1);
        PairedStatistics low = rows.Take([.. Enumerable.Range(0, cut)]).Statistics().Whole;
        PairedStatistics high = rows.Take([.. Enumerable.Range(cut, n - cut)]).Statistics().Whole;
        PartialStatistics whole = rows.Statistics().Whole.Sums;
        return low.Sums.Merge(high.Sums) == whole && high.Sums.Merge(low.Sums) == whole;
    }).Check(Properties.Fixed);

    [Fact]
    public void RelabellingSlices_ChangesNothingButTheirPlaces() => Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed =>
    {
        var rows = SampleRows.Make(seed);
        int[] names = [.. Enumerable.Range(0, rows.First.Count)];
        new Random(seed).Shuffle(names);
        var relabelled = rows with { First = new RowGroups([.. rows.First.Codes.ToArray().Select(code => names[code])], names.Length) };
        PredictionStatistics before = rows.Statistics(), after = relabelled.Statistics();
        return Enumerable.Range(0, names.Length).All(group => before.Groups[0][group] == after.Groups[0][names[group]])
            && before.Whole == after.Whole && before.Groups[1].SequenceEqual(after.Groups[1]);
    }).Check(Properties.Fixed);

    [Fact]
    public void OneCoreOrTwo_ChangeNothing_ToTheLastBit()
    {
        var rows = SampleRows.Make(seed: 3, least: 60_000);

        Assert.Equal(SampleRows.Flat(rows.Statistics(cores: 1)), SampleRows.Flat(rows.Statistics(cores: 2)));
        Assert.Equal(SampleRows.Flat(rows.Statistics(cores: 1)), SampleRows.Flat(rows.Statistics(cores: 5)));
    }

    [Fact]
    public void Cells_CountHowBothModelsDecided()
    {
        bool[] labels = [true, true, true, false, false, false, false];
        var challenger = new PredictionSet(labels, [.9, .9, .1, .9, .1, .5, .1], .5);
        var champion = new PredictionSet(labels, [.9, .1, .9, .1, .1, .9, .9], .5);
        PairedStatistics whole = PredictionStatistics.Of(challenger, champion, [], Measures.Cells, 1).Whole;

        Assert.Equal(new DecisionPairs(0, 1, 1, 1), whole.Sums.Positives);
        Assert.Equal(new DecisionPairs(1, 1, 1, 1), whole.Sums.Negatives);
        Assert.Equal(new ConfusionCounts(2, 2, 1, 2), whole.Challenger.Counts);
        Assert.Equal(new ConfusionCounts(2, 2, 1, 2), whole.Champion.Counts);
        Assert.Equal(5, whole.Sums.Different);
    }

    [Fact]
    public void LossSums_AreThoseOfTheRows()
    {
        PredictionSet challenger = ReferenceValues.Set("challenger"), champion = ReferenceValues.Set("champion");
        PartialStatistics sums = PredictionStatistics.Of(challenger, champion, [], Measures.Losses, 1).Whole.Sums;

        foreach ((Metric metric, PairedMoments found) in new[] { (Metric.Brier, sums.Brier), (Metric.LogLoss, sums.LogLoss) })
        {
            Moments x = Moments.Of(Losses.Of(metric, challenger)), z = Moments.Of(Losses.Of(metric, champion));
            Close.Equal(x.Mean, found.First.Mean, 1e-14);
            Close.Equal(x.Variance, found.First.Variance, 1e-13);
            Close.Equal(z.Mean, found.Second.Mean, 1e-14);
            Close.Equal(z.Variance, found.Second.Variance, 1e-13);
        }
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(-.1)]
    [InlineData(double.PositiveInfinity)]
    public void UnusableScore_SpoilsItsSliceOnly(double score)
    {
        bool[] labels = [true, false, true, false];
        var set = new PredictionSet(labels, [.9, .1, score, .2], .5);
        PredictionStatistics all = PredictionStatistics.Of(set, set, [new RowGroups([0, 0, 1, 1], 2)], Measures.All, 1);

        Assert.Equal((false, true), (all.Groups[0][0].Challenger.IsUnusable, all.Groups[0][1].Champion.IsUnusable));
        Assert.Equal(1, all.Groups[0][0].Challenger.Auc().Auc);
        Assert.Equal((0, 1), (all.Groups[0][0].Sums.Different, all.Groups[0][1].Sums.Different));
    }

    [Fact]
    public void ManyRowsOfTheLargestLoss_DoNotOverflow()
    {
        const int Rows = 10_000;
        var set = new PredictionSet([.. Enumerable.Repeat(true, Rows)], new double[Rows], .5);
        ModelStatistics all = PredictionStatistics.Of(set, set, [], Measures.Losses, 1).Whole.Challenger;

        Assert.Equal(new Moments(Rows, 1, 0), all.Brier());
        Close.Equal(Losses.MaximumLogLoss, all.LogLoss().Mean, 1e-15);
        Assert.Equal(0, all.LogLoss().Variance);
    }

    [Fact]
    public void GroupOutOfRange_Throws()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new RowGroups([0, 2], 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => new RowGroups([-2], 2));
    }

    private static PairedStatistics Alone(SampleRows rows, RowGroups groups, int group) =>
        rows.Take([.. Enumerable.Range(0, rows.Challenger.RowCount).Where(row => groups.Codes[row] == group)]).Statistics().Whole;
}
