using MlCi.Metrics;
using MlCi.Statistics;

namespace MlCi.Comparison;

/// <summary>How two models decided the same rows: eight cells, by label, champion's decision and challenger's decision.</summary>
public sealed class PairedCells
{
    // The cell of a row: 4 where it is positive, 2 where the champion says so, 1 where the challenger does.
    private readonly long[] cells;

    private PairedCells(long[] cells) => this.cells = cells;

    /// <summary>The champion's cells.</summary>
    public ConfusionCounts Champion => new(cells[6] + cells[7], cells[2] + cells[3], cells[4] + cells[5], cells[0] + cells[1]);

    /// <summary>The challenger's cells.</summary>
    public ConfusionCounts Challenger => new(cells[5] + cells[7], cells[1] + cells[3], cells[4] + cells[6], cells[0] + cells[2]);

    /// <summary>The rows that the two decide differently.</summary>
    public long Discordant => cells[1] + cells[2] + cells[5] + cells[6];

    /// <summary>Counts two sets of the same rows, in the same order.</summary>
    /// <param name="champion">The champion's predictions.</param>
    /// <param name="challenger">The challenger's predictions.</param>
    public static PairedCells Of(PredictionSet champion, PredictionSet challenger)
    {
        ReadOnlySpan<bool> labels = champion.Labels;
        ReadOnlySpan<double> old = champion.Scores;
        ReadOnlySpan<double> fresh = challenger.Scores;
        long[] counted = new long[8];
        for (int i = 0; i < labels.Length; i++)
            counted[(labels[i] ? 4 : 0) + (old[i] >= champion.Decision ? 2 : 0) + (fresh[i] >= challenger.Decision ? 1 : 0)]++;
        return new PairedCells(counted);
    }

    /// <summary>A key for random numbers that are about these cells.</summary>
    internal (ulong First, ulong Second) Key => Philox.KeyOf(cells);

    /// <summary>Rows of a paired rate: where only the challenger is right, where only the champion is, and all.</summary>
    /// <param name="label">Whether the positive rows count (recall) or the negative ones (specificity).</param>
    internal (long Gained, long Lost, long Rows) Rate(bool label) => label
        ? (cells[5], cells[6], cells[4] + cells[5] + cells[6] + cells[7])
        : (cells[2], cells[1], cells[0] + cells[1] + cells[2] + cells[3]);

    /// <summary>
    /// The cells of a bootstrap replicate in which each row counts a Poisson(1) number of times: a sum of k of these is
    /// Poisson(k), so that eight draws stand for all rows.
    /// </summary>
    /// <param name="stream">The random numbers of the replicate.</param>
    internal PairedCells Draw(ref Philox stream)
    {
        long[] drawn = new long[cells.Length];
        for (int cell = 0; cell < cells.Length; cell++)
            drawn[cell] = Poisson.Draw(cells[cell], ref stream);
        return new PairedCells(drawn);
    }
}
