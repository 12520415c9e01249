using FsCheck;
using FsCheck.Fluent;
using MlCi.Metrics;

namespace MlCi.Tests.Metrics;

/// <summary>Predictions for properties, a function of a seed: from few rows to some hundreds, often with ties, rarely of one class.</summary>
internal static class RandomPredictions
{
    public static Arbitrary<int> Seeds { get; } = ArbMap.Default.ArbFor<int>();

    /// <summary>One model.</summary>
    public static PredictionSet Of(int seed) => Pair(seed).Champion;

    /// <summary>Two models of the same rows; no score is exactly on the decision threshold.</summary>
    public static (PredictionSet Champion, PredictionSet Challenger) Pair(int seed)
    {
        var random = new Random(seed);
        int n = random.Next(10) == 0 ? 1 + random.Next(20) : 100 + random.Next(400);
        double prevalence = random.Next(20) == 0 ? 0 : .1 + .8 * random.NextDouble();
        int decimals = 1 + random.Next(4);
        bool[] labels = [.. Enumerable.Range(0, n).Select(_ => random.NextDouble() < prevalence)];
        double Score(bool label) => OffTheThreshold(Math.Round(Math.Clamp((label ? .6 : .4) + .8 * (random.NextDouble() - .5), 0, 1), decimals));
        double[] champion = [.. labels.Select(Score)];
        double[] challenger = [.. labels.Select((label, row) => random.Next(3) == 0 ? Score(label) : champion[row])];
        return (new PredictionSet(labels, champion, .5), new PredictionSet(labels, challenger, .5));
    }

    /// <summary>A random order of so many rows.</summary>
    public static int[] Order(int seed, int rows)
    {
        int[] order = [.. Enumerable.Range(0, rows)];
        new Random(seed ^ 0x5bd1e995).Shuffle(order);
        return order;
    }

    /// <summary>The same rows with the classes exchanged: the negatives are the positives, and a score is the chance of those.</summary>
    public static PredictionSet Exchanged(PredictionSet set) => new(
        [.. set.Labels.ToArray().Select(label => !label)], [.. set.Scores.ToArray().Select(score => 1 - score)], 1 - set.Decision);

    private static double OffTheThreshold(double score) => score == .5 ? .55 : score;
}
