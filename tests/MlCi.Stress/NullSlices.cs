using MlCi.Findings;
using MlCi.Gates;
using MlCi.Metrics;
using MlCi.Slices;
using MlCi.Statistics;

namespace MlCi.Stress;

/// <summary>
/// How often a pipeline is failed by slices none of which is bad: ten columns of twelve values each, 120 slices that overlap as
/// columns do, the smallest of 2 % of the rows, and the limit just at the true value of them all.
/// </summary>
public sealed class NullSlices(int rows, IReadOnlyList<Metric> metrics) : ISimulation
{
    private const double Alpha = .05;
    private const double Power = .8;
    private const int ColumnCount = 10;
    private const int ValueCount = 12;

    private static readonly Population Population = new(Prevalence: .3);
    private static readonly Model Model = new(Noise: 0, Confidence: 1.25);

    public NullSlices()
        : this(10_000, [.. Metric.All.Where(metric => metric != Metric.CalibrationSlope)])
    {
    }

    public string Name => "slices";

    public string Title => "120 slices just at their limit: how often one of them fails the pipeline, in percent";

    public int Replicates => 1000;

    public ResultTable Run(int replicates, Action<string> progress)
    {
        List<ResultRow> found = [];
        foreach (Metric metric in metrics)
        {
            progress($"{Name}: {metric}");
            found.Add(Of(metric, metric == Metric.CalibrationError ? Math.Max(20, replicates / 20) : replicates));
        }

        return new ResultTable(Title, ["failed by a slice", "would be, uncorrected"], found);
    }

    private ResultRow Of(Metric metric, int replicates)
    {
        string[] columns = [.. Enumerable.Range(0, ColumnCount).Select(column => $"column{column}")];
        var rule = new GateRule(
            metric, Population.Truth(metric, Model), metric.HigherIsBetter, columns, Planned: null, WhenInconclusive.Warn, new SourcePlace("pipeline.yml", 1));
        long[] counts = Tally.Of($"slices {metric}", replicates, 2, (ref Philox stream, Span<long> count) =>
        {
            PredictionSet set = Population.Draw(ref stream, rows, Model)[0];
            List<Slice> slices = [];
            foreach (string column in columns)
                slices.AddRange(Cut(column, ref stream));
            IReadOnlyList<GateResult> results = GateEvaluator.Evaluate([rule], set, slices, Alpha, Power);
            count[0] += results.Any(result => result.Verdict == GateVerdict.Failed) ? 1 : 0;
            count[1] += results.Any(result => result.PValue <= Alpha) ? 1 : 0;
        });
        // Without the correction most pipelines would fail: so the simulation can tell.
        return new ResultRow($"{metric,-18}", new Claim(counts[0], replicates, 0, Alpha), new Claim(counts[1], replicates, AtLeast: .2));
    }

    // Values of very different shares, without any bearing on label and score.
    private IEnumerable<Slice> Cut(string column, ref Philox stream)
    {
        List<int>[] members = [.. Enumerable.Range(0, ValueCount).Select(_ => new List<int>())];
        for (int row = 0; row < rows; row++)
        {
            double u = stream.NextDouble();
            members[(int)(ValueCount * u * u * u * u)].Add(row);
        }

        return [.. members.Select((list, value) => new Slice(column, $"value{value}", [.. list]))];
    }
}
