using MlCi.Metrics;
using MlCi.Statistics;

namespace MlCi.Comparison;

/// <summary>How two models decided the same rows: eight cells, by label, champion's decision and challenger's decision.</summary>
/// <param name="Positives">The cells of the positive rows.</param>
/// <param name="Negatives">The cells of the negative rows.</param>
internal readonly record struct PairedCells(DecisionPairs Positives, DecisionPairs Negatives)
{
    /// <summary>The champion's cells.</summary>
    public ConfusionCounts Champion => Counts(Positives.ByChampion, Negatives.ByChampion);

    /// <summary>The challenger's cells.</summary>
    public ConfusionCounts Challenger => Counts(Positives.ByChallenger, Negatives.ByChallenger);

    /// <summary>The rows that the two decide differently.</summary>
    public long Discordant => Positives.Discordant + Negatives.Discordant;

    /// <summary>The rows of the smallest of both classes and of both decisions of each model.</summary>
    public long Smallest => Math.Min(Math.Min(Positives.Rows, Negatives.Rows), Math.Min(FewerDecisions(Challenger), FewerDecisions(Champion)));

    /// <summary>A key for random numbers that are about these cells.</summary>
    public (ulong First, ulong Second) Key => Philox.KeyOf(
    [
        Negatives.Neither, Negatives.OnlyChallenger, Negatives.OnlyChampion, Negatives.Both,
        Positives.Neither, Positives.OnlyChallenger, Positives.OnlyChampion, Positives.Both,
    ]);

    /// <summary>The cells of some rows.</summary>
    public static PairedCells Of(PartialStatistics rows) => new(rows.Positives, rows.Negatives);

    private static long FewerDecisions(ConfusionCounts counts)
    {
        long positive = counts.TruePositives + counts.FalsePositives;
        return Math.Min(positive, counts.Rows - positive);
    }

    private ConfusionCounts Counts(long truePositives, long falsePositives) =>
        new(truePositives, falsePositives, Positives.Rows - truePositives, Negatives.Rows - falsePositives);
}
