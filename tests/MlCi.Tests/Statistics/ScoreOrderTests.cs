using FsCheck;
using FsCheck.Fluent;
using MlCi.Statistics;

namespace MlCi.Tests.Statistics;

public sealed class ScoreOrderTests
{
    [Fact]
    public void Rows_AreInTheOrderOfAStableSort() => Prop.ForAll<double[]>(scores =>
    {
        double[] numbers = [.. scores.Where(score => !double.IsNaN(score))];
        var order = ScoreOrder.Of(numbers);
        int[] expected = [.. Enumerable.Range(0, numbers.Length).OrderBy(row => numbers[row])];
        return order.Rows.SequenceEqual(expected) && order.TieCount == numbers.Distinct().Count();
    }).Check(Properties.Fixed);

    [Fact]
    public void Starts_BoundTheTies()
    {
        var order = ScoreOrder.Of([.5, -0.0, .5, 0, -1]);

        Assert.Equal([4, 1, 3, 0, 2], order.Rows.ToArray());
        Assert.Equal([0, 1, 3, 5], order.Starts.ToArray());
    }

    [Fact]
    public void NoTies_AndNoRows_HaveTheirEnds()
    {
        Assert.Equal([0, 1, 2], ScoreOrder.Of([.2, .1]).Starts.ToArray());
        Assert.Equal([0], ScoreOrder.Of([]).Starts.ToArray());
    }

    [Fact]
    public void Sums_AreThoseOfThePlacements() => Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed =>
    {
        var random = new Random(seed);
        int n = 20 + random.Next(60);
        bool[] labels = [.. Enumerable.Range(0, n).Select(_ => random.Next(2) == 0)];
        double[] scores = [.. Enumerable.Range(0, n).Select(_ => (double)random.Next(9))];
        RocSums sums = GroupedScores.Of(RocRows.Of(labels, scores, null, 1), new ScoreMeasures(Roc: true)).Roc;
        long[] placements = Placements.Of(labels, scores);
        long positives = labels.LongCount(label => label);
        long[] ofPositives = [.. placements.Where((_, i) => labels[i])];
        long[] ofNegatives = [.. placements.Where((_, i) => !labels[i]).Select(placement => 2 * positives - placement)];
        return sums.Positives.A == ofPositives.Sum() && sums.Positives.AA == ofPositives.Sum(value => value * value)
            && sums.Negatives.A == ofNegatives.Sum() && sums.Negatives.AA == ofNegatives.Sum(value => value * value);
    }).Check(Properties.Fixed);
}
