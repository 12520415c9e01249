using MlCi.Findings;
using MlCi.Gates;
using MlCi.Metrics;
using MlCi.Pipelines;
using MlCi.Reports;
using MlCi.Reports.Html;
using MlCi.Slices;
using MlCi.Statistics;

namespace MlCi.Benchmarks;

/// <summary>
/// What gate.html costs beside the evaluation that it shows: one model's metrics in 100 slices, each with a gate; then what is drawn of
/// the scores; then the page. The evaluation sorts the scores anew in each round, as it does in the product; reading files is no part of it.
/// </summary>
internal static class PageCost
{
    private const int Rounds = 7;
    private const double Alpha = .05;
    private static readonly Metric[] Metrics = [Metric.Accuracy, Metric.F1, Metric.LogLoss, Metric.Brier, Metric.Auc];

    public static void Run()
    {
        Console.WriteLine($"{"rows",12}{"evaluation ms",15}{"curves ms",11}{"page ms",9}{"share",8}{"KB",6}");
        foreach (int rows in new[] { 1_400, 100_000, 1_000_000 })
            Print(Columns.Random(rows, [.. Enumerable.Repeat(10, 10)]), rows);
    }

    private static void Print(Columns columns, int rows)
    {
        (bool[] labels, double[] scores) = (columns.Challenger.Labels.ToArray(), columns.Challenger.Scores.ToArray());
        double[][] times = new double[Rounds + 1][];
        string page = "";
        for (int round = 0; round <= Rounds; round++)
        {
            var predictions = new SampledPredictions(new PredictionSet(labels, scores, .5), Sampling.Plain(rows));
            double start = Used();
            GateReport report = Decide(predictions, columns.Partitions);
            double evaluated = Used();
            ReportCurves curves = ReportCurves.Of(predictions);
            double drawn = Used();
            page = HtmlReport.Write(report, curves, []);
            times[round] = [evaluated - start, drawn - evaluated, Used() - drawn];
        }

        // The first round is the compiler's.
        double[] middle = [.. Enumerable.Range(0, 3).Select(part => times[1..].Select(time => time[part]).Order().ElementAt(Rounds / 2))];
        Console.WriteLine($"{rows,12:N0}{middle[0],15:F2}{middle[1],11:F2}{middle[2],9:F2}{(middle[1] + middle[2]) / middle[0],8:P1}{page.Length / 1000,6}");
    }

    private static GateReport Decide(SampledPredictions predictions, IReadOnlyList<SlicePartition> partitions)
    {
        Evaluation evaluation = Evaluation.Of(Metrics, Metrics, predictions, partitions, Alpha, Environment.ProcessorCount);
        // evaluation.json has its numbers.
        ReliabilityCurve.Of(predictions.Set);
        var place = new SourcePlace("pipeline.yml", 1, 1);
        GateRule rule = new(Metric.Accuracy, .5, IsMinimum: true, [.. partitions.Select(partition => partition.Rule)], Planned: null, WhenInconclusive.Warn, place);
        return GateReportBuilder.Decide(new GateReport
        {
            Passed = false,
            Reason = "",
            Pipeline = "benchmark",
            Commit = null,
            Dirty = null,
            Digests = new ReportDigests(Model: null, Data: null, Holdout: null, Rules: null, Champion: null),
            Packages = [],
            Stages = [StageOutcome.Passed("Evaluate", "")],
            Gates = SliceFamily.Decide(GateEvaluator.Pending([rule], evaluation, Alpha, power: .8)),
            Findings = [],
            Decisions = Verdict.Of([]),
            Champion = "none",
        });
    }

    // The processor's time, on all cores: other work on the machine hardly touches it.
    private static double Used() => Environment.CpuUsage.TotalTime.TotalMilliseconds;
}
