using MlCi.Metrics;
using MlCi.Statistics;

namespace MlCi.Stress;

/// <summary>What a replicate says of the metrics asked for, in their order.</summary>
public delegate IReadOnlyList<MetricEstimate> Estimates(ref Philox stream);

/// <summary>How often each end of some metrics' intervals misses their true values.</summary>
public static class MissRates
{
    /// <summary>The error of each side.</summary>
    public const double Alpha = .05;

    /// <summary>What the claims are about.</summary>
    public static IReadOnlyList<string> Columns { get; } = ["with interval", "all of it too low", "all of it too high"];

    /// <summary>The rows of one case.</summary>
    /// <param name="name">The case, in words and for its random numbers.</param>
    /// <param name="metrics">The metrics, with the true value of each, the share of replicates that each end may miss it in, and the share that it has to.</param>
    /// <param name="replicates">The replicates.</param>
    /// <param name="estimates">One replicate.</param>
    public static IEnumerable<ResultRow> Of(
        string name, IReadOnlyList<(Metric Metric, double Truth, double Least, double Most)> metrics, int replicates, Estimates estimates)
    {
        long[] counts = Tally.Of($"coverage {name}", replicates, 3 * metrics.Count, (ref Philox stream, Span<long> count) =>
        {
            IReadOnlyList<MetricEstimate> found = estimates(ref stream);
            for (int i = 0; i < found.Count; i++)
            {
                if (found[i].Interval is not { } interval)
                    continue;
                count[3 * i]++;
                count[3 * i + 1] += LimitTest.Misses(interval, metrics[i].Truth, isMinimum: true) ? 1 : 0;
                count[3 * i + 2] += LimitTest.Misses(interval, metrics[i].Truth, isMinimum: false) ? 1 : 0;
            }
        });

        for (int i = 0; i < metrics.Count; i++)
        {
            (Metric metric, _, double least, double most) = metrics[i];
            // An interval that is often not given may miss less often.
            double below = counts[3 * i] == replicates ? least : 0;
            yield return new ResultRow($"{metric,-18}{name}",
                new Claim(counts[3 * i], replicates), new Claim(counts[3 * i + 1], replicates, below, most), new Claim(counts[3 * i + 2], replicates, below, most));
        }
    }

    /// <summary>Rows in the order of their metrics.</summary>
    public static IReadOnlyList<ResultRow> InOrder(IEnumerable<ResultRow> rows, IReadOnlyList<Metric> metrics) =>
        [.. rows.OrderBy(row => metrics.ToList().FindIndex(metric => row.Name.StartsWith($"{metric} ", StringComparison.Ordinal)))];
}
