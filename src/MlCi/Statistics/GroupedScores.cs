namespace MlCi.Statistics;

/// <summary>
/// What the ROC curves, precision-recall curves and calibration slopes of scores come to within every group of rows, from rows
/// sorted once: each group of each partition is walked in that order.
/// </summary>
public static class GroupedScores
{
    // What is known of a row in so many partitions just fits a line or two of memory; eleven of them make two walks for two cores.
    private const int PartitionsAtOnce = 3;

    /// <summary>The statistics of each group of each partition.</summary>
    /// <param name="rows">The rows in the order of their scores.</param>
    /// <param name="partitions">How the rows are cut; null: all rows are one group.</param>
    /// <param name="wanted">What to take.</param>
    /// <param name="cores">The most threads to use, at least 1.</param>
    public static ScoreStatistics[][] Of(RocRows rows, IReadOnlyList<RowGroups?> partitions, ScoreMeasures wanted, int cores)
    {
        RowGroups?[][] blocks = [.. partitions.Chunk(PartitionsAtOnce)];
        var found = new ScoreStatistics[blocks.Length][][];
        Workers.Run(cores, blocks.Length, () => new ScoreWalk(rows, blocks[0].Length, wanted), (i, walk) => found[i] = walk.Of(blocks[i]));
        return [.. found.SelectMany(block => block)];
    }

    /// <summary>The statistics of all rows.</summary>
    /// <param name="rows">The rows in the order of their scores.</param>
    /// <param name="wanted">What to take.</param>
    public static ScoreStatistics Of(RocRows rows, ScoreMeasures wanted) => Of(rows, [null], wanted, cores: 1)[0][0];
}

/// <summary>What to take of sorted scores.</summary>
/// <param name="Roc">Whether ROC curves are wanted.</param>
/// <param name="Precision">Whether average precisions are wanted.</param>
/// <param name="Logits">The logits of the first score in its order, where calibration slopes are wanted; else null.</param>
public sealed record ScoreMeasures(bool Roc = false, bool Precision = false, double[]? Logits = null);

/// <summary>What sorted scores come to within a group of rows; what was not wanted has its default value.</summary>
/// <param name="Roc">The sums of the placements.</param>
/// <param name="Precision">The average precisions; what has no positive rows has no number as its value.</param>
/// <param name="Slope">The calibration slope of the first score, not a number where it is constant, null where it separates the classes.</param>
public readonly record struct ScoreStatistics(RocSums Roc, PairedPrecision Precision, CalibrationSlope? Slope);
