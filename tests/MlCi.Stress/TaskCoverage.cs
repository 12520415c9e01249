using System.Globalization;
using MlCi.Metrics;
using MlCi.Statistics;

namespace MlCi.Stress;

/// <summary>A size of a regression's holdout and the skew of its errors; 0: they are normal.</summary>
public sealed record NumberShape(int Rows, double Skew);

/// <summary>
/// How often each end of an interval misses the truth where a model predicts numbers, or one of several classes: at most at α for
/// exact intervals, of the others at half of α on top, of skewed errors as often as the metrics' documentation says.
/// </summary>
public sealed class TaskCoverage(
    IReadOnlyList<NumberShape> numberShapes, IReadOnlyList<Metric> numberMetrics, IReadOnlyList<int> classRows, IReadOnlyList<Metric> classMetrics) : ISimulation
{
    private const double Alpha = MissRates.Alpha;

    // The draw that stands for the truth is so much larger that its own error does not show.
    private const int TruthPerRow = 400;
    private const int MostTruthRows = 2_000_000;
    private const int ManyRows = 10_000;

    private static readonly HashSet<Metric> Exact = [Metric.Accuracy, Metric.TopAccuracy(2), Metric.TopAccuracy(3)];

    public TaskCoverage()
        : this(AllNumberShapes, AllNumberMetrics, [200, 1300, ManyRows], AllClassMetrics)
    {
    }

    /// <summary>Small, middling and large holdouts with normal, skewed and very skewed errors.</summary>
    public static IReadOnlyList<NumberShape> AllNumberShapes { get; } =
        [.. from rows in (int[])[100, 1000, ManyRows] from skew in (double[])[0, .5, 1] select new NumberShape(rows, skew)];

    public static IReadOnlyList<Metric> AllNumberMetrics { get; } = [.. Metric.For(PredictionTask.Regression), Metric.Pinball(.1), Metric.Pinball(.9)];

    public static IReadOnlyList<Metric> AllClassMetrics { get; } =
        [.. Metric.For(PredictionTask.Multiclass).Where(metric => !(metric.Parameter > 3))];

    public string Name => "tasks";

    public string Title => "One-sided miss rates of the 90 % intervals of regression and of several classes, in percent of all replicates";

    public int Replicates => 2000;

    public ResultTable Run(int replicates, Action<string> progress)
    {
        List<ResultRow> numbers = [], classes = [];
        foreach (NumberShape shape in numberShapes)
        {
            var population = new NumberPopulation(shape.Skew);
            string name = Named($"{population,-14}n {shape.Rows,6:N0}");
            progress($"{Name}: {name}");
            numbers.AddRange(MissRates.Of(name, [.. numberMetrics.Select(metric => Asked(metric, population.Truth(metric), shape.Rows, shape.Skew))], replicates,
                (ref Philox stream) => LinearisedEstimator.EstimateAll(numberMetrics, population.Draw(ref stream, shape.Rows), Alpha)));
        }

        IReadOnlyList<double> truths = classRows.Count == 0 ? [] : ClassPopulation.Truths(classMetrics, Math.Min(MostTruthRows, TruthPerRow * classRows.Max()));
        foreach (int rows in classRows)
        {
            string name = Named($"{"four classes",-14}n {rows,6:N0}");
            progress($"{Name}: {name}");
            classes.AddRange(MissRates.Of(name, [.. classMetrics.Zip(truths, (metric, value) => Asked(metric, value, rows, skew: 0))], replicates,
                (ref Philox stream) => LinearisedEstimator.EstimateAll(classMetrics, ClassPopulation.Draw(ref stream, rows), Alpha)));
        }

        return new ResultTable(Title, MissRates.Columns, [.. MissRates.InOrder(numbers, numberMetrics), .. MissRates.InOrder(classes, classMetrics)]);
    }

    private static (Metric Metric, double Truth, double Least, double Most) Asked(Metric metric, double truth, int rows, double skew) =>
        (metric, truth, rows >= ManyRows && skew == 0 ? Alpha / 2 : 0, Exact.Contains(metric) ? Alpha : MostMisses(metric == Metric.Rmse || metric == Metric.R2, skew));

    private static double MostMisses(bool isOfSquares, double skew) =>
        skew >= 1 ? isOfSquares ? .24 : .11 : isOfSquares && skew > 0 ? .12 : 1.5 * Alpha;

    private static string Named(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
