using MlCi.Metrics;
using MlCi.Statistics;

namespace MlCi.Comparison;

/// <summary>
/// The cells of bootstrap replicates in which each row counts a Poisson(1) number of times: a sum of k of these is Poisson(k), so
/// that eight draws stand for all rows. They are a function of the cells, so one drawing serves every metric. One instance
/// serves one thread.
/// </summary>
internal sealed class CellReplicates
{
    /// <summary>The replicates.</summary>
    public const int Count = 10_000;

    private PairedCells[] replicates = [];
    private double[] values = [];
    private PairedCells? of;

    /// <summary>Room for what is computed of the replicates.</summary>
    public double[] Values => values.Length > 0 ? values : values = new double[Count];

    /// <summary>The replicates of some cells.</summary>
    public ReadOnlySpan<PairedCells> Of(PairedCells cells)
    {
        if (of == cells)
            return replicates;
        // Large cells are not drawn, so many a thread needs no room.
        if (replicates.Length == 0)
            replicates = new PairedCells[Count];
        (ulong, ulong) key = cells.Key;
        ClassDraws positives = new(cells.Positives), negatives = new(cells.Negatives);
        for (int replicate = 0; replicate < Count; replicate++)
        {
            var stream = new Philox(key, (ulong)replicate);
            DecisionPairs drawn = negatives.Next(ref stream);
            replicates[replicate] = new PairedCells(positives.Next(ref stream), drawn);
        }

        of = cells;
        return replicates;
    }

    private readonly struct ClassDraws(DecisionPairs cells)
    {
        private readonly Poisson neither = new(cells.Neither);
        private readonly Poisson onlyChallenger = new(cells.OnlyChallenger);
        private readonly Poisson onlyChampion = new(cells.OnlyChampion);
        private readonly Poisson both = new(cells.Both);

        // Arguments are evaluated from left to right, so each cell has its own place in the stream.
        public DecisionPairs Next(ref Philox stream) =>
            new(neither.Draw(ref stream), onlyChallenger.Draw(ref stream), onlyChampion.Draw(ref stream), both.Draw(ref stream));
    }
}
