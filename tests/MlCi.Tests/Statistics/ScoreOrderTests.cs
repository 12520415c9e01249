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
        return Rows(order).SequenceEqual(expected) && Ties(order).Count(tied => !tied) == numbers.Distinct().Count();
    }).Check(Properties.Fixed);

    [Fact]
    public void Ties_AreMarkedFromTheirSecondRowOn()
    {
        var order = ScoreOrder.Of([.5, -0.0, .5, 0, -1]);

        Assert.Equal([4, 1, 3, 0, 2], Rows(order));
        Assert.Equal([false, false, true, false, true], Ties(order));
    }

    [Fact]
    public void NoTies_AndNoRows_AreNotMarked()
    {
        Assert.Equal([false, false], Ties(ScoreOrder.Of([.2, .1])));
        Assert.Empty(Ties(ScoreOrder.Of([])));
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

    private static int[] Rows(ScoreOrder order) => [.. Enumerable.Range(0, order.Count).Select(order.RowAt)];

    private static bool[] Ties(ScoreOrder order) => [.. Enumerable.Range(0, order.Count).Select(order.IsTied)];
}
