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
        ScoreStatistics[][] scores = (measures & Measures.Sorted) != Measures.Cells ? Scores(challenger, champion, all, measures, cores) : [];
        PredictionSet other = champion ?? challenger;
        IReadOnlyList<PairedStatistics>[] joined =
        [
            .. sums.Select((groups, partition) =>
            {
                var grouped = new Lazy<GroupedRows>(() => GroupedRows.Of(all[partition], challenger.RowCount));
                return groups.Select((sum, group) =>
                {
                    ScoreStatistics sorted = scores.Length == 0 ? default : scores[partition][group];
                    return new PairedStatistics(
                        sum, sorted.Roc, sorted.Precision, sorted.Slope,
                        new PairedRows(() => challenger.Take(grouped.Value.Of(group)), () => other.Take(grouped.Value.Of(group))));
                }).ToArray();
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

    private static ScoreStatistics[][] Scores(
        PredictionSet challenger, PredictionSet? champion, RowGroups?[] partitions, Measures measures, int cores)
    {
        var ordered = RocRows.Of(challenger.LabelMemory, () => challenger.Order, champion is null ? null : () => champion.Order, cores);
        var wanted = new ScoreMeasures(
            measures.HasFlag(Measures.Roc), measures.HasFlag(Measures.Precision),
            measures.HasFlag(Measures.Slope) ? LabelledLogits.Of(ordered, challenger.Scores, Losses.Clip) : null);
        return GroupedScores.Of(ordered, partitions, wanted, cores);
    }

    private sealed class Worker(RowGroups?[] partitions, bool losses)
    {
        public RowTerms Terms { get; } = new();

        public GroupTally[] Tallies { get; } = [.. partitions.Select(groups => new GroupTally(groups, losses))];
    }
}
