using MlCi.Metrics;

namespace MlCi.Slices;

/// <summary>What is known of the rows of a slice.</summary>
/// <param name="Rule">The name of the rule that cut it.</param>
/// <param name="Id">Its name: <c>contract=Two year</c>.</param>
/// <param name="Statistics">The statistics of its rows.</param>
public sealed record SliceStatistics(string Rule, string Id, PairedStatistics Statistics);

/// <summary>What is known of a holdout and all its slices, from one pass.</summary>
/// <param name="Whole">All rows.</param>
/// <param name="Slices">The slices, in the order of the partitions and their values.</param>
public sealed record SlicedStatistics(PairedStatistics Whole, IReadOnlyList<SliceStatistics> Slices)
{
    /// <summary>Takes the statistics.</summary>
    /// <param name="challenger">The model that is judged.</param>
    /// <param name="champion">The model that it is compared with, on the same rows in the same order; or null.</param>
    /// <param name="partitions">The slices.</param>
    /// <param name="measures">What to take.</param>
    /// <param name="cores">The most threads to use, at least 1.</param>
    public static SlicedStatistics Of(
        PredictionSet challenger, PredictionSet? champion, IReadOnlyList<SlicePartition> partitions, Measures measures, int cores)
    {
        PredictionStatistics all = PredictionStatistics.Of(challenger, champion, [.. partitions.Select(partition => partition.Groups)], measures, cores);
        return new SlicedStatistics(all.Whole,
        [
            .. partitions.SelectMany((partition, i) => all.Groups[i].Select((group, value) =>
                new SliceStatistics(partition.Rule, partition.Ids[value], group))),
        ]);
    }
}
