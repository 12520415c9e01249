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
    /// <summary>The replicates.</summary>
    public const int Replicates = 10_000;

    /// <summary>The rows decided differently from which the interval is trusted.</summary>
    public const int LeastDiscordant = 10;

    /// <summary>The difference, positive where the challenger is better.</summary>
    /// <param name="metric">A metric that is a function of the cells.</param>
    /// <param name="cells">The eight cells.</param>
    /// <param name="margin">The margin δ.</param>
    /// <param name="alpha">The error of each side.</param>
    /// <returns>The difference, or null where too many replicates have no value for an interval at this level.</returns>
    public static PairedDifference? Difference(Metric metric, PairedCells cells, double margin, double alpha)
    {
        (ulong, ulong) key = cells.Key;
        double[] differences = new double[Replicates];
        int count = 0;
        for (int replicate = 0; replicate < Replicates; replicate++)
        {
            var stream = new Philox(key, (ulong)replicate);
            double difference = Of(metric, cells.Draw(ref stream));
            if (!double.IsNaN(difference))
                differences[count++] = difference;
        }

        // A replicate without a value (no positive decisions, say) may stand for any: it counts as beyond either end.
        int undefined = Replicates - count;
        int beyond = (int)Math.Floor(alpha * (Replicates + 1)) - 1 - undefined;
        if (beyond < 0)
            return null;
        double[] sorted = differences[..count];
        Array.Sort(sorted);
        var interval = new Interval(sorted[beyond], sorted[^(beyond + 1)]);
        int below = sorted.Count(one => one <= 0) + undefined;
        int above = sorted.Count(one => one >= 0) + undefined;
        int notWorse = sorted.Count(one => one >= -margin) + undefined;
        return new PairedDifference(
            Of(metric, cells), interval, Math.Sqrt(Moments.Of(sorted).Variance), Math.Min(1, 2 * Chance(Math.Min(below, above))), Chance(notWorse));
    }

    private static double Chance(int replicates) => (replicates + 1.0) / (Replicates + 1);

    private static double Of(Metric metric, PairedCells cells)
    {
        double difference = CellFunctions.Value(metric, cells.Challenger) - CellFunctions.Value(metric, cells.Champion);
        return metric.HigherIsBetter ? difference : -difference;
    }
}
