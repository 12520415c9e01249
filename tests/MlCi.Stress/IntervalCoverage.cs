using System.Globalization;
using MlCi.Metrics;
using MlCi.Statistics;

namespace MlCi.Stress;

/// <summary>A size of a holdout and its share of positives.</summary>
public sealed record HoldoutShape(int Rows, double Prevalence)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"n {Rows,6:N0}  prevalence {Prevalence:.00}");
}

/// <summary>
/// How often each end of a metric's interval misses the truth: at most at α for exact intervals. Of the approximate ones each has the
/// bound that its documentation names, or half of α on top.
/// </summary>
public sealed class IntervalCoverage(IReadOnlyList<HoldoutShape> shapes, IReadOnlyList<Metric> metrics) : ISimulation
{
    private const double Alpha = .05;

    // One estimate of the calibration error costs as much as many of all others.
    private const int FewerOfCalibrationError = 20;
    private const int LeastReplicates = 40;

    private static readonly Model Model = new(Noise: 0, Confidence: 1.25);

    private static readonly HashSet<Metric> Exact = [Metric.Accuracy, Metric.Precision, Metric.Recall, Metric.Specificity, Metric.F1];

    public IntervalCoverage()
        : this(AllShapes, Metric.All)
    {
    }

    /// <summary>Small, middling and large holdouts, and those just large enough for a ROC area to have an interval.</summary>
    public static IReadOnlyList<HoldoutShape> AllShapes { get; } =
    [
        .. from rows in (int[])[100, 1000, 10_000] from prevalence in (double[])[.05, .2, .5] select new HoldoutShape(rows, prevalence),
        new HoldoutShape(260, .5), new HoldoutShape(650, .2), new HoldoutShape(2600, .05),
    ];

    public string Name => "coverage";

    public string Title => "One-sided miss rates of the metrics' 90 % intervals, in percent of all replicates (each side is tested at 5 %)";

    public int Replicates => 4000;

    public ResultTable Run(int replicates, Action<string> progress)
    {
        List<ResultRow> rows = [];
        foreach (HoldoutShape shape in shapes)
        {
            progress($"{Name}: {shape}");
            rows.AddRange(Of(shape, [.. metrics.Where(metric => metric != Metric.CalibrationError)], replicates));
            if (metrics.Contains(Metric.CalibrationError))
                rows.AddRange(Of(shape, [Metric.CalibrationError], Math.Max(LeastReplicates, replicates / FewerOfCalibrationError)));
        }

        return new ResultTable(Title, ["with interval", "all of it too low", "all of it too high"],
            [.. rows.OrderBy(row => metrics.ToList().FindIndex(metric => row.Name.StartsWith($"{metric} ", StringComparison.Ordinal)))]);
    }

    private static IEnumerable<ResultRow> Of(HoldoutShape shape, IReadOnlyList<Metric> asked, int replicates)
    {
        var population = new Population(shape.Prevalence);
        double[] truths = [.. asked.Select(metric => population.Truth(metric, Model))];
        long[] counts = Tally.Of($"coverage {shape}", replicates, 3 * asked.Count, (ref Philox stream, Span<long> count) =>
        {
            PredictionSet set = population.Draw(ref stream, shape.Rows, Model)[0];
            IReadOnlyList<MetricEstimate> estimates = MetricEstimator.EstimateAll(asked, set, Alpha);
            for (int i = 0; i < estimates.Count; i++)
            {
                if (estimates[i].Interval is not { } interval)
                    continue;
                count[3 * i]++;
                count[3 * i + 1] += LimitTest.Misses(interval, truths[i], isMinimum: true) ? 1 : 0;
                count[3 * i + 2] += LimitTest.Misses(interval, truths[i], isMinimum: false) ? 1 : 0;
            }
        });

        for (int i = 0; i < asked.Count; i++)
        {
            double least = shape.Rows >= 10_000 && counts[3 * i] == replicates ? LeastMisses(asked[i]) : 0;
            double most = MostMisses(asked[i]);
            yield return new ResultRow($"{asked[i],-18}{shape}",
                new Claim(counts[3 * i], replicates), new Claim(counts[3 * i + 1], replicates, least, most), new Claim(counts[3 * i + 2], replicates, least, most));
        }
    }

    private static double MostMisses(Metric metric) => Exact.Contains(metric) ? Alpha : 1.5 * Alpha;

    // An interval that never misses is not one at this level; of a large holdout's it is known how often it should.
    private static double LeastMisses(Metric metric) => metric == Metric.CalibrationError ? 0 : Alpha / 2;
}
