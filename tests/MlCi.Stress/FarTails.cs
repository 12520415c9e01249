using MlCi.Metrics;
using MlCi.Statistics;

namespace MlCi.Stress;

/// <summary>
/// How often a metric of the confusion cells fails a limit that is its true value: by itself at α, and as one of 120 slices at α/120,
/// where a wrong shape of the distribution shows first. Of the cells alone there can be as many replicates as that takes.
/// </summary>
public sealed class FarTails(IReadOnlyList<HoldoutShape> shapes, IReadOnlyList<Metric> metrics) : ISimulation
{
    private const double Alpha = .05;
    private const int Slices = 120;

    // Counts are whole numbers, of few rows the level cannot be met to the percent.
    private const double Slack = 1.1;

    private static readonly Model Model = new();

    public FarTails()
        : this(AllShapes, [Metric.Mcc, Metric.BalancedAccuracy, Metric.Accuracy])
    {
    }

    public static IReadOnlyList<HoldoutShape> AllShapes { get; } =
        [.. from rows in (int[])[20, 100, 200, 500, 2000] from prevalence in (double[])[.05, .1, .2, .5] select new HoldoutShape(rows, prevalence)];

    public string Name => "tails";

    public string Title => "A slice just at its limit: how often it is failed by itself (α 5 %) and as one of 120 (α/120 = 0.042 %), in percent, by a minimum and by a maximum";

    public int Replicates => 200_000;

    public ResultTable Run(int replicates, Action<string> progress)
    {
        List<ResultRow> rows = [];
        foreach (Metric metric in metrics)
        {
            foreach (HoldoutShape shape in shapes)
            {
                progress($"{Name}: {metric} {shape}");
                rows.Add(Of(metric, shape, replicates));
            }
        }

        return new ResultTable(Title, ["with interval", "min, α", "max, α", "min, α/120", "max, α/120"], rows);
    }

    private static ResultRow Of(Metric metric, HoldoutShape shape, int replicates)
    {
        var population = new Population(shape.Prevalence);
        double truth = population.Truth(metric, Model);
        double recall = population.Truth(Metric.Recall, Model), specificity = population.Truth(Metric.Specificity, Model);
        long[] counts = Tally.Of($"tails {metric} {shape}", replicates, 5, (ref Philox stream, Span<long> count) =>
        {
            PredictionSet set = Draw(ref stream, shape, recall, specificity);
            MetricEstimate estimate = MetricEstimator.Estimate(metric, set, Alpha);
            if (estimate.Interval is null)
                return;
            double low = LimitTest.PValue(estimate, truth, isMinimum: true)!.Value, high = LimitTest.PValue(estimate, truth, isMinimum: false)!.Value;
            count[0]++;
            count[1] += low <= Alpha ? 1 : 0;
            count[2] += high <= Alpha ? 1 : 0;
            count[3] += low <= Alpha / Slices ? 1 : 0;
            count[4] += high <= Alpha / Slices ? 1 : 0;
        });
        return new ResultRow($"{metric,-18}{shape}",
            new Claim(counts[0], replicates), new Claim(counts[1], replicates, 0, Slack * Alpha), new Claim(counts[2], replicates, 0, Slack * Alpha),
            new Claim(counts[3], replicates, 0, Alpha / Slices), new Claim(counts[4], replicates, 0, Alpha / Slices));
    }

    private static PredictionSet Draw(ref Philox stream, HoldoutShape shape, double recall, double specificity)
    {
        bool[] labels = new bool[shape.Rows];
        double[] scores = new double[shape.Rows];
        for (int row = 0; row < labels.Length; row++)
        {
            labels[row] = stream.NextDouble() < shape.Prevalence;
            bool isRight = stream.NextDouble() < (labels[row] ? recall : specificity);
            scores[row] = isRight == labels[row] ? 1 : 0;
        }

        return new PredictionSet(labels, scores, Population.Decision);
    }
}
