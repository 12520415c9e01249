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
    private const double Alpha = MissRates.Alpha;

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

        return new ResultTable(Title, MissRates.Columns, MissRates.InOrder(rows, metrics));
    }

    private static IEnumerable<ResultRow> Of(HoldoutShape shape, IReadOnlyList<Metric> asked, int replicates)
    {
        var population = new Population(shape.Prevalence);
        bool isLarge = shape.Rows >= 10_000;
        return MissRates.Of($"{shape}",
            [.. asked.Select(metric => (metric, population.Truth(metric, Model), isLarge ? LeastMisses(metric) : 0, MostMisses(metric)))], replicates,
            (ref Philox stream) => MetricEstimator.EstimateAll(asked, population.Draw(ref stream, shape.Rows, Model)[0], Alpha));
    }

    private static double MostMisses(Metric metric) => Exact.Contains(metric) ? Alpha : 1.5 * Alpha;

    // An interval that never misses is not one at this level; of a large holdout's it is known how often it should.
    private static double LeastMisses(Metric metric) => metric == Metric.CalibrationError ? 0 : Alpha / 2;
}
