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

    /// <summary>The difference, positive where the challenger is better.</summary>
    /// <param name="metric">A metric that is a function of the cells.</param>
    /// <param name="cells">The eight cells.</param>
    /// <param name="replicates">Room for the replicates.</param>
    /// <param name="margin">The margin δ.</param>
    /// <param name="alpha">The error of each side.</param>
    /// <returns>The difference, or null where too many replicates have no value for an interval at this level.</returns>
    public static PairedDifference? Difference(Metric metric, PairedCells cells, CellReplicates replicates, double margin, double alpha)
    {
        double[] differences = replicates.Values;
        int count = 0, below = 0, above = 0, notWorse = 0;
        double sum = 0, squares = 0;
        Func<ConfusionCounts, double> value = CellFunctions.Of(metric);
        double sign = metric.HigherIsBetter ? 1 : -1;
        double found = sign * (value(cells.Challenger) - value(cells.Champion));
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
            return null;
        double[] defined = undefined == 0 ? differences : differences[..count];
        var interval = new Interval(
            ArrayStatistics.OrderStatisticInplace(defined, beyond + 1), ArrayStatistics.OrderStatisticInplace(defined, count - beyond));
        double error = Math.Sqrt((squares - sum * sum / count) / (count - 1));
        return new PairedDifference(
            found, interval, error, Math.Min(1, 2 * Chance(Math.Min(below, above) + undefined)), Chance(notWorse + undefined));
    }

    // With the data counted as one more replicate (Davison & Hinkley 1997, section 4.2).
    private static double Chance(int replicates) => (replicates + 1.0) / (Replicates + 1);
}
