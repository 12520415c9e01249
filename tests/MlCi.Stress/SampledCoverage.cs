using System.Globalization;
using MlCi.Metrics;
using MlCi.Statistics;

namespace MlCi.Stress;

/// <summary>A holdout of rows that count differently, or belong together.</summary>
/// <param name="Units">The rows, or clusters of 1 to 10 rows.</param>
/// <param name="HasWeights">Whether rows count differently.</param>
/// <param name="HasClusters">Whether they belong together.</param>
public sealed record SampledShape(int Units, bool HasWeights, bool HasClusters)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{(HasWeights ? HasClusters ? "weighted clusters" : "weighted rows" : "clusters"),-18} {Units,6:N0}");
}

/// <summary>
/// How often each end of an interval misses the truth where rows have weights or clusters: at most at α and half of it on top. Labels
/// of one cluster correlate by .2, and so does what the model sees of them; weights are lognormal and say nothing of the rows.
/// </summary>
public sealed class SampledCoverage(IReadOnlyList<SampledShape> shapes, IReadOnlyList<Metric> metrics) : ISimulation
{
    private const double Alpha = MissRates.Alpha;
    private const double Prevalence = .3;
    private const double Correlation = .2;
    private const double SpreadOfWeights = .5;
    private const int LargestCluster = 10;

    private static readonly Population Population = new(Prevalence);
    private static readonly Model Model = new(Noise: 0, Confidence: 1.25);

    public SampledCoverage()
        : this(AllShapes, AllMetrics)
    {
    }

    public static IReadOnlyList<SampledShape> AllShapes { get; } =
    [
        .. from rows in (int[])[150, 500, 3000] select new SampledShape(rows, HasWeights: true, HasClusters: false),
        .. from isWeighted in (bool[])[false, true] from clusters in (int[])[30, 50, 100, 500] select new SampledShape(clusters, isWeighted, HasClusters: true),
    ];

    /// <summary>All that there are with weights or clusters.</summary>
    public static IReadOnlyList<Metric> AllMetrics { get; } =
        [.. Metric.All.Where(metric => metric != Metric.CalibrationSlope && metric != Metric.CalibrationError)];

    public string Name => "sampled";

    public string Title => "One-sided miss rates of the 90 % intervals where rows have weights or clusters, in percent of all replicates";

    public int Replicates => 2000;

    public ResultTable Run(int replicates, Action<string> progress)
    {
        List<ResultRow> rows = [];
        foreach (SampledShape shape in shapes)
        {
            progress($"{Name}: {shape}");
            rows.AddRange(MissRates.Of($"{shape}", [.. metrics.Select(metric => (metric, Population.Truth(metric, Model), 0.0, 1.5 * Alpha))], replicates,
                (ref Philox stream) => LinearisedEstimator.EstimateAll(metrics, Draw(ref stream, shape), Alpha)));
        }

        return new ResultTable(Title, MissRates.Columns, MissRates.InOrder(rows, metrics));
    }

    private static SampledPredictions Draw(ref Philox stream, SampledShape shape)
    {
        List<bool> labels = [];
        List<double> scores = [], weights = [];
        List<int> clusters = [];
        for (int unit = 0; unit < shape.Units; unit++)
        {
            int size = shape.HasClusters ? 1 + (int)(LargestCluster * stream.NextDouble()) : 1;
            double correlation = shape.HasClusters ? Correlation : 0;
            bool commonLabel = stream.NextDouble() < Prevalence;
            double common = stream.NextNormal();
            for (int i = 0; i < size; i++)
            {
                // Of two rows both have the common label with a chance of the correlation, else they are independent.
                bool label = stream.NextDouble() < Math.Sqrt(correlation) ? commonLabel : stream.NextDouble() < Prevalence;
                double noise = Math.Sqrt(correlation) * common + Math.Sqrt(1 - correlation) * stream.NextNormal();
                labels.Add(label);
                scores.Add(Population.Score(Model, (label ? .5 : -.5) * Population.Separation + noise));
                weights.Add(Math.Exp(SpreadOfWeights * stream.NextNormal()));
                clusters.Add(unit);
            }
        }

        return new SampledPredictions(
            new PredictionSet([.. labels], [.. scores], Population.Decision),
            new Sampling(labels.Count, shape.HasWeights ? [.. weights] : null, shape.HasClusters ? [.. clusters] : null));
    }
}
