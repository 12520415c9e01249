namespace MlCi.Metrics;

/// <summary>How many rows were decided rightly and wrongly, by class.</summary>
/// <param name="TruePositives">Positive rows decided positive.</param>
/// <param name="FalsePositives">Negative rows decided positive.</param>
/// <param name="FalseNegatives">Positive rows decided negative.</param>
/// <param name="TrueNegatives">Negative rows decided negative.</param>
public readonly record struct ConfusionCounts(long TruePositives, long FalsePositives, long FalseNegatives, long TrueNegatives)
{
    /// <summary>All rows.</summary>
    public long Rows => TruePositives + FalsePositives + FalseNegatives + TrueNegatives;

    /// <summary>The positive rows.</summary>
    public long Positives => TruePositives + FalseNegatives;

    /// <summary>The negative rows.</summary>
    public long Negatives => FalsePositives + TrueNegatives;

    /// <summary>The rows of the smaller class.</summary>
    public long Minority => Math.Min(Positives, Negatives);

    /// <summary>The counts of a set at its own decision threshold.</summary>
    public static ConfusionCounts Of(PredictionSet set)
    {
        ReadOnlySpan<bool> labels = set.Labels;
        ReadOnlySpan<double> scores = set.Scores;
        Span<long> counts = stackalloc long[4];
        for (int i = 0; i < labels.Length; i++)
            counts[(labels[i] ? 2 : 0) + (scores[i] >= set.Decision ? 1 : 0)]++;
        return new ConfusionCounts(counts[3], counts[1], counts[2], counts[0]);
    }
}
