using MlCi.Statistics;

namespace MlCi.Metrics;

/// <summary>
/// The sufficient statistics of predictions, for all rows and for every group of every partition, from one pass over the columns
/// and one sort of each score. All are integers: neither the order of the rows nor the number of cores changes a bit.
/// </summary>
/// <param name="Whole">All rows.</param>
/// <param name="Groups">For each partition the statistics of its groups.</param>
public sealed record PredictionStatistics(PairedStatistics Whole, IReadOnlyList<IReadOnlyList<PairedStatistics>> Groups)
{
    private const int RowsWorthACore = 20_000;

    /// <summary>The most threads that are used where nothing else is said.</summary>
    public static int Cores { get; } = Environment.ProcessorCount;

    /// <summary>Takes the statistics.</summary>
    /// <param name="challenger">The model that is judged.</param>
    /// <param name="champion">The model that it is compared with, on the same rows in the same order; or null.</param>
    /// <param name="partitions">How the rows are cut.</param>
    /// <param name="measures">What to take.</param>
    /// <param name="cores">The most threads to use, at least 1.</param>
    public static PredictionStatistics Of(
        PredictionSet challenger, PredictionSet? champion, IReadOnlyList<RowGroups> partitions, Measures measures, int cores)
    {
        RowGroups?[] all = [null, .. partitions];
        if (challenger.RowCount < RowsWorthACore)
            cores = 1;
        PartialStatistics[][] sums = Sums(challenger, champion, all, measures.HasFlag(Measures.Losses), cores);
        RocRows? ordered = (measures & Measures.Sorted) != Measures.Cells ? RocRows.Of(challenger.LabelMemory, challenger.ScoreMemory, champion?.ScoreMemory, cores) : null;
        RocSums[][] roc = measures.HasFlag(Measures.Roc) ? PerPartition(all, cores, () => new GroupedRoc(ordered!), (walk, groups) => walk.Of(groups)) : [];
        PairedPrecision[][] precision = measures.HasFlag(Measures.Precision) ? PerPartition(all, cores, () => new GroupedPrecision(ordered!), (walk, groups) => walk.Of(groups)) : [];
        CalibrationSlope?[][] slopes = measures.HasFlag(Measures.Slope) ? Slopes(challenger, ordered!, all, cores) : [];
        PredictionSet other = champion ?? challenger;
        IReadOnlyList<PairedStatistics>[] joined =
        [
            .. sums.Select((groups, partition) =>
            {
                var grouped = new Lazy<GroupedRows>(() => GroupedRows.Of(all[partition], challenger.RowCount));
                return groups.Select((sum, group) => new PairedStatistics(
                    sum, roc.Length == 0 ? default : roc[partition][group], precision.Length == 0 ? default : precision[partition][group],
                    slopes.Length == 0 ? null : slopes[partition][group],
                    new PairedRows(() => challenger.Take(grouped.Value.Of(group)), () => other.Take(grouped.Value.Of(group))))).ToArray();
            }),
        ];
        return new PredictionStatistics(joined[0][0], joined[1..]);
    }

    private static PartialStatistics[][] Sums(PredictionSet challenger, PredictionSet? champion, RowGroups?[] partitions, bool losses, int cores)
    {
        const int Piece = GroupTally.RowsBetweenCarries;
        int n = challenger.RowCount;
        var workers = Workers.Run(cores, (n + Piece - 1) / Piece, () => new Worker(partitions, losses), (piece, worker) =>
        {
            int end = Math.Min(n, (piece + 1) * Piece);
            for (int from = piece * Piece; from < end; from += RowTerms.Rows)
            {
                int rows = Math.Min(RowTerms.Rows, end - from);
                worker.Terms.Fill(challenger, champion, from, rows, losses);
                foreach (GroupTally tally in worker.Tallies)
                    tally.Add(worker.Terms, from, rows);
            }

            foreach (GroupTally tally in worker.Tallies)
                tally.Carry();
        });
        return [.. workers[0].Tallies.Select((tally, i) =>
        {
            foreach (Worker other in workers.Skip(1))
                tally.Merge(other.Tallies[i]);
            return tally.ToStatistics();
        })];
    }

    private static CalibrationSlope?[][] Slopes(PredictionSet challenger, RocRows ordered, RowGroups?[] partitions, int cores)
    {
        var taken = GroupedSlope.Over(ordered, challenger.Scores, Losses.Clip);
        return PerPartition(partitions, cores, taken.Fork, (slopes, groups) => slopes.Of(groups));
    }

    private static T[][] PerPartition<TWalk, T>(RowGroups?[] partitions, int cores, Func<TWalk> start, Func<TWalk, RowGroups?, T[]> of)
    {
        var sums = new T[partitions.Length][];
        Workers.Run(cores, partitions.Length, start, (i, walk) => sums[i] = of(walk, partitions[i]));
        return sums;
    }

    private sealed class Worker(RowGroups?[] partitions, bool losses)
    {
        public RowTerms Terms { get; } = new();

        public GroupTally[] Tallies { get; } = [.. partitions.Select(groups => new GroupTally(groups, losses))];
    }
}
