using MlCi.Statistics;

namespace MlCi.Tests.Statistics;

/// <summary>Weights stand for copies of rows, and an influence is the derivative of the value by a row's share of the weight.</summary>
public sealed class InfluenceTests
{
    private const double Step = 1e-5;
    private static readonly bool[] Labels = [.. Enumerable.Range(0, 24).Select(row => row * 7 % 5 < 2)];
    private static readonly double[] Scores = [.. Enumerable.Range(0, 24).Select(row => row * 11 % 13 / 13.0 + (row * 7 % 5 < 2 ? .2 : 0))];
    private static readonly double[] Weights = [.. Enumerable.Range(0, 24).Select(row => 1.0 + row % 4)];

    private delegate Linearised Statistic(bool[] labels, double[] scores, Sampling sampling);

    public static TheoryData<string> Names => [.. Statistics.Keys];

    private static Dictionary<string, Statistic> Statistics { get; } = new()
    {
        ["mean"] = (_, scores, sampling) => Linearised.Mean(scores, sampling),
        ["share"] = (labels, scores, sampling) => Linearised.Share(labels, Array.ConvertAll(scores, score => score > .5), sampling),
        ["area"] = (labels, scores, sampling) => WeightedRoc.Area(labels, scores, sampling),
        ["precision"] = (labels, scores, sampling) => WeightedPrecision.Of(labels, scores, sampling).Value,
        ["root of mean"] = (_, scores, sampling) =>
        {
            Linearised mean = Linearised.Mean(scores, sampling);
            return mean.Map(Math.Sqrt(mean.Value), .5 / Math.Sqrt(mean.Value));
        },
        ["area over mean"] = (labels, scores, sampling) =>
        {
            (Linearised area, Linearised mean) = (WeightedRoc.Area(labels, scores, sampling), Linearised.Mean(scores, sampling));
            return area.With(area.Value / mean.Value, 1 / mean.Value, mean, -area.Value / (mean.Value * mean.Value));
        },
    };

    [Theory]
    [MemberData(nameof(Names))]
    public void Influence_IsTheDerivativeByTheShareOfTheWeight(string name)
    {
        Linearised found = Statistics[name](Labels, Scores, new Sampling(24, Weights, null));
        for (int row = 0; row < Weights.Length; row++)
        {
            double derivative = (Value(name, row, Step) - Value(name, row, -Step)) / (2 * Step);
            Assert.Equal(derivative * Weights.Sum(), found.Influences[row], 1e-7);
        }

        Assert.Equal(0, found.Influences.Zip(Weights, (influence, weight) => influence * weight).Sum(), 1e-12);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Weights_StandForCopies(string name)
    {
        int[] copies = [.. Enumerable.Range(0, 24).SelectMany(row => Enumerable.Repeat(row, (int)Weights[row]))];
        bool[] labels = [.. copies.Select(row => Labels[row])];
        double[] scores = [.. copies.Select(row => Scores[row])];
        Linearised weighted = Statistics[name](Labels, Scores, new Sampling(24, Weights, null));

        foreach (Sampling sampling in new[] { Sampling.Plain(copies.Length), new Sampling(copies.Length, [.. copies.Select(_ => 2.5)], null) })
        {
            Linearised copied = Statistics[name](labels, scores, sampling);
            Close.Equal(weighted.Value, copied.Value, 1e-14);
            Assert.All(copies.Select((row, i) => (weighted.Influences[row], copied.Influences[i])), pair => Assert.Equal(pair.Item1, pair.Item2, 1e-12));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void OrderOfTheRows_ChangesNothing(string name)
    {
        int[] order = [.. Enumerable.Range(0, 24).Select(row => row * 5 % 24)];
        double[] uneven = Array.ConvertAll(Weights, weight => weight / 3);
        Linearised one = Statistics[name](Labels, Scores, new Sampling(24, uneven, null));
        Linearised other = Statistics[name](
            [.. order.Select(row => Labels[row])], [.. order.Select(row => Scores[row])], new Sampling(24, [.. order.Select(row => uneven[row])], null));

        Assert.Equal(one.Value, other.Value);
        Assert.Equal(order.Select(row => one.Influences[row]), other.Influences);
    }

    // Of weights w a positive among N at or above its score lifts its own precision P by w(1 − P)/N.
    [Fact]
    public void BiasOfPrecision_IsWhatEachPositiveDoesToItsOwn()
    {
        double bias = 0, positives = 0;
        for (int row = 0; row < 24; row++)
        {
            if (!Labels[row])
                continue;
            double all = Enumerable.Range(0, 24).Where(i => Scores[i] >= Scores[row]).Sum(i => Weights[i]);
            double found = Enumerable.Range(0, 24).Where(i => Scores[i] >= Scores[row] && Labels[i]).Sum(i => Weights[i]);
            bias += Weights[row] * Weights[row] * (1 - found / all) / all;
            positives += Weights[row];
        }

        Close.Equal(bias / positives, WeightedPrecision.Of(Labels, Scores, new Sampling(24, Weights, null)).Bias, 1e-13);
    }

    [Fact]
    public void PerfectScores_DoNotVary()
    {
        double[] perfect = [.. Labels.Select((label, row) => label ? 1 + row / 7.0 : -row / 7.0)];
        double[] uneven = Array.ConvertAll(Weights, weight => weight / 7);
        Linearised area = WeightedRoc.Area(Labels, perfect, new Sampling(24, uneven, null));
        Linearised precision = WeightedPrecision.Of(Labels, perfect, new Sampling(24, uneven, null)).Value;

        Assert.Equal((1, 1), (area.Value, Math.Round(precision.Value, 14)));
        Assert.All(area.Influences.Concat(precision.Influences), influence => Assert.Equal(0, influence));
        Assert.Equal(0, WeightedRoc.Area(Labels, Array.ConvertAll(perfect, score => -score), new Sampling(24, uneven, null)).Value);
    }

    [Fact]
    public void EqualNumbers_HaveNoInfluence_AndNoNegativeZero()
    {
        Linearised equal = Linearised.Mean([.1, .1, .1], new Sampling(3, [.3, .7, .1], null));
        Linearised zero = Linearised.Mean([-0.0, 0], Sampling.Plain(2));

        Assert.Equal(.1, equal.Value);
        Assert.Equal([0, 0, 0], equal.Influences);
        Assert.True(double.IsPositive(zero.Value));
    }

    private static double Value(string name, int row, double change)
    {
        double[] weights = [.. Weights];
        weights[row] += change;
        return Statistics[name](Labels, Scores, new Sampling(24, weights, null)).Value;
    }
}
