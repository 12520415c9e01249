using MlCi.Statistics;

namespace MlCi.Metrics;

/// <summary>
/// What some rows say by themselves: cells and loss sums of challenger (x) and champion (z). All integers, so those of parts of
/// the rows, merged in any order, are those of the whole to the last bit.
/// </summary>
/// <param name="Positives">The cells of the positive rows.</param>
/// <param name="Negatives">The cells of the negative rows.</param>
/// <param name="Brier">The sums of the squared errors.</param>
/// <param name="LogLoss">The sums of the negative log-likelihoods.</param>
/// <param name="Different">The rows on which the models differ in score, or whose scores are no probabilities.</param>
/// <param name="UnusableChallenger">The rows whose challenger's score is not a number from 0 to 1.</param>
/// <param name="UnusableChampion">The rows whose champion's score is not a number from 0 to 1.</param>
public sealed record PartialStatistics(
    DecisionPairs Positives,
    DecisionPairs Negatives,
    PairedMoments Brier,
    PairedMoments LogLoss,
    long Different,
    long UnusableChallenger,
    long UnusableChampion)
{
    /// <summary>All rows.</summary>
    public long Rows => Positives.Rows + Negatives.Rows;

    /// <summary>The statistics of the rows of both.</summary>
    public PartialStatistics Merge(PartialStatistics other) => new(
        Positives.Merge(other.Positives), Negatives.Merge(other.Negatives), Brier.Merge(other.Brier), LogLoss.Merge(other.LogLoss),
        Different + other.Different, UnusableChallenger + other.UnusableChallenger, UnusableChampion + other.UnusableChampion);
}
