using MlCi.Comparison;
using MlCi.Findings;
using MlCi.Metrics;
using MlCi.Statistics;

namespace MlCi.Stress;

/// <summary>How often each end of the interval of a paired difference misses the true difference of two models on the same rows.</summary>
public sealed class PairedCoverage(IReadOnlyList<HoldoutShape> shapes, IReadOnlyList<Metric> metrics) : ISimulation
{
    private const double Alpha = .05;
    private const double Power = .8;

    private static readonly Model Champion = new(Noise: .6, Confidence: 1.1);
    private static readonly Model Challenger = new(Noise: .45, Confidence: 1);

    public PairedCoverage()
        : this(AllShapes, [.. Metric.All.Where(ChampionComparison.Supports)])
    {
    }

    public static IReadOnlyList<HoldoutShape> AllShapes { get; } =
        [new(260, .5), new(650, .2), new(2600, .05), new(1000, .5), new(10_000, .05), new(10_000, .2), new(10_000, .5), new(20_000, .3)];

    public string Name => "paired";

    public string Title => "One-sided miss rates of the 90 % intervals of champion against challenger, in percent of all replicates";

    public int Replicates => 2000;

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

        return new ResultTable(Title, ["with interval", "all of it too low", "all of it too high"], rows);
    }

    private static ResultRow Of(Metric metric, HoldoutShape shape, int replicates)
    {
        var population = new Population(shape.Prevalence);
        double truth = population.TrueDifference(metric, Champion, Challenger);
        var rule = new CompareRule(metric, CompareRule.DefaultMargin(metric), Planned: 0, WhenInconclusive.Warn, new SourcePlace("pipeline.yml", 1));
        long[] counts = Tally.Of($"paired {metric} {shape}", replicates, 3, (ref Philox stream, Span<long> count) =>
        {
            PredictionSet[] sets = population.Draw(ref stream, shape.Rows, Champion, Challenger);
            if (ChampionComparison.Compare(rule, sets[0], sets[1], Alpha, Power).Interval is not { } interval)
                return;
            count[0]++;
            count[1] += LimitTest.Misses(interval, truth, isMinimum: true) ? 1 : 0;
            count[2] += LimitTest.Misses(interval, truth, isMinimum: false) ? 1 : 0;
        });

        double least = shape.Rows >= 10_000 && counts[0] == replicates ? Alpha / 2 : 0;
        return new ResultRow($"{metric,-18}{shape}",
            new Claim(counts[0], replicates), new Claim(counts[1], replicates, least, 1.5 * Alpha), new Claim(counts[2], replicates, least, 1.5 * Alpha));
    }
}
