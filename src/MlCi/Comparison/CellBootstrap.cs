using MathNet.Numerics.Statistics;
using MlCi.Metrics;
using MlCi.Statistics;

namespace MlCi.Comparison;

/// <summary>
/// The difference of a function of the confusion cells, such as precision, F1 or a pipeline's own metric: percentile bootstrap
/// over rows (Efron &amp; Tibshirani, "An Introduction to the Bootstrap", 1993), each row counting Poisson(1) times
/// (Hanley &amp; MacGibbon, "Creating non-parametric bootstrap samples using Poisson frequencies", 2006). The random numbers
/// are a function of the eight cells, so the same rows give the same interval.
/// </summary>
internal static class CellBootstrap
{
    /// <summary>The rows decided differently from which the interval is trusted.</summary>
    public const int LeastDiscordant = 10;

    private const int Replicates = CellReplicates.Count;

    // Of the size of the values: what varies by less varies by rounding.
    private const double Rounding = 1e-12;

    /// <summary>The difference, positive where the challenger is better.</summary>
    /// <param name="metric">A metric that is a function of the cells.</param>
    /// <param name="cells">The eight cells.</param>
    /// <param name="replicates">Room for the replicates.</param>
    /// <param name="margin">The margin δ.</param>
    /// <param name="alpha">The error of each side.</param>
    /// <returns>The difference, or that too many replicates have no value for an interval at this level, or all have the same.</returns>
    public static PairedFinding Difference(Metric metric, PairedCells cells, CellReplicates replicates, double margin, double alpha)
    {
        double[] differences = replicates.Values;
        int count = 0, below = 0, above = 0, notWorse = 0;
        double sum = 0, squares = 0;
        Func<ConfusionCounts, double> value = CellFunctions.Of(metric);
        double sign = metric.HigherIsBetter ? 1 : -1;
        double challenger = value(cells.Challenger), champion = value(cells.Champion);
        double found = sign * (challenger - champion);
        foreach (PairedCells replicate in replicates.Of(cells))
        {
            double difference = sign * (value(replicate.Challenger) - value(replicate.Champion));
            if (double.IsNaN(difference))
                continue;
            differences[count++] = difference;
            below += difference <= 0 ? 1 : 0;
            above += difference >= 0 ? 1 : 0;
            notWorse += difference >= -margin ? 1 : 0;
            sum += difference - found;
            squares += (difference - found) * (difference - found);
        }

        // A replicate without a value (no positive decisions, say) may stand for any: it counts as beyond either end.
        int undefined = Replicates - count;
        int beyond = (int)Math.Floor(alpha * (Replicates + 1)) - 1 - undefined;
        if (beyond < 0)
            return new PairedFinding(null, "too many bootstrap replicates without a value, expected fewer than α", null);
        double error = Math.Sqrt(Math.Max(0, squares - sum * sum / count) / (count - 1));
        if (error <= Rounding * Math.Max(Math.Abs(challenger), Math.Abs(champion)))
            return WithoutVariance(metric, cells, found, margin, alpha);
        double[] defined = undefined == 0 ? differences : differences[..count];
        var interval = new Interval(
            ArrayStatistics.OrderStatisticInplace(defined, beyond + 1), ArrayStatistics.OrderStatisticInplace(defined, count - beyond));
        return new PairedDifference(
            found, interval, error, Math.Min(1, 2 * Chance(Math.Min(below, above) + undefined)), Chance(notWorse + undefined));
    }

    // Two precisions of 1 show no variance, but rows as yet unseen may differ (see ConstantEvidence). A sum of what rows are worth
    // rests on all of them, a ratio perhaps on the smallest part only.
    private static PairedFinding WithoutVariance(Metric metric, PairedCells cells, double found, double margin, double alpha)
    {
        double range = metric.Maximum - metric.Minimum;
        if (!double.IsFinite(range))
            return new PairedFinding(null, "bootstrap replicates that all have the same value, expected some variation", null);
        long agreeing = metric.Expression is null ? Math.Max(1, cells.Smallest) : cells.Positives.Rows + cells.Negatives.Rows;
        return PairedDifference.WithoutVariance(found, range, agreeing, margin, alpha);
    }

    // With the data counted as one more replicate (Davison & Hinkley 1997, section 4.2).
    private static double Chance(int replicates) => (replicates + 1.0) / (Replicates + 1);
}
