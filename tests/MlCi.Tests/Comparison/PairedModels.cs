using MlCi.Metrics;

namespace MlCi.Tests.Comparison;

/// <summary>Predictions of two models that decide given numbers of rows as they are told to.</summary>
internal static class PairedModels
{
    public static (PredictionSet Champion, PredictionSet Challenger) Of(DecisionPairs positives, DecisionPairs negatives)
    {
        long[] counts =
        [
            positives.Neither, positives.OnlyChallenger, positives.OnlyChampion, positives.Both,
            negatives.Neither, negatives.OnlyChallenger, negatives.OnlyChampion, negatives.Both,
        ];
        bool[] labels = [.. Enumerable.Range(0, (int)counts.Sum()).Select(row => row < positives.Rows)];
        double[] Scores(params bool[] decided) =>
            [.. counts.SelectMany((count, cell) => Enumerable.Repeat(decided[cell % 4] ? .9 : .1, (int)count))];
        return (new PredictionSet(labels, Scores(false, false, true, true), .5), new PredictionSet(labels, Scores(false, true, false, true), .5));
    }
}
