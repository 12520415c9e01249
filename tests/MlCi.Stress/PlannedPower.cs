using System.Globalization;
using MlCi.Comparison;
using MlCi.Findings;
using MlCi.Metrics;
using MlCi.Statistics;

namespace MlCi.Stress;

/// <summary>A comparison whose true difference is the planned one.</summary>
/// <param name="Metric">The metric.</param>
/// <param name="Margin">The margin.</param>
/// <param name="Challenger">The challenger; the champion has a noise of 0.5.</param>
public sealed record PlannedComparison(Metric Metric, double Margin, Model Challenger);

/// <summary>
/// Whether the rows that an inconclusive comparison asks for do decide it with the stated power, were the planned difference true:
/// a first holdout gives the number of rows, a second one of so many rows in all is decided.
/// </summary>
public sealed class PlannedPower(IReadOnlyList<PlannedComparison> comparisons) : ISimulation
{
    private const double Alpha = .05;
    private const double Power = .8;
    private const int FirstRows = 1000;
    private const double Slack = .04;

    private static readonly Population Population = new(Prevalence: .3);
    private static readonly Model Champion = new(Noise: .5);
    private static readonly Model AsGood = new(Noise: .5);
    private static readonly Model Better = new(Noise: .45);

    public PlannedPower()
        : this(AllComparisons)
    {
    }

    public static IReadOnlyList<PlannedComparison> AllComparisons { get; } =
    [
        .. from challenger in (Model[])[AsGood, Better]
           from one in ((Metric Metric, double Margin)[])
           [
               (Metric.Auc, .01), (Metric.AveragePrecision, .02), (Metric.Accuracy, .02), (Metric.BalancedAccuracy, .02), (Metric.Precision, .03),
               (Metric.Recall, .04), (Metric.Specificity, .02), (Metric.F1, .02), (Metric.Mcc, .03), (Metric.LogLoss, .05), (Metric.Brier, .05),
           ]
           select new PlannedComparison(one.Metric, one.Margin, challenger),
    ];

    public string Name => "power";

    public string Title => "Rows that an inconclusive comparison asks for: how often so many decide it (planned at power 80 %), in percent";

    public int Replicates => 1500;

    public ResultTable Run(int replicates, Action<string> progress)
    {
        List<ResultRow> rows = [];
        foreach (PlannedComparison comparison in comparisons)
        {
            progress($"{Name}: {Named(comparison)}");
            rows.Add(Of(comparison, replicates));
        }

        return new ResultTable(Title, ["asked for rows", "then decided"], rows);
    }

    private static ResultRow Of(PlannedComparison comparison, int replicates)
    {
        var rule = new CompareRule(comparison.Metric, comparison.Margin, Planned(comparison), WhenInconclusive.Warn, new SourcePlace("pipeline.yml", 1));
        long[] counts = Tally.Of($"power {Named(comparison)}", replicates, 2, (ref Philox stream, Span<long> count) =>
        {
            ComparisonResult first = Compare(ref stream, FirstRows);
            if (first.RowsNeeded is not > 0)
                return;
            count[0]++;
            count[1] += IsDecided(Compare(ref stream, FirstRows + (int)first.RowsNeeded).Outcome) ? 1 : 0;
        });
        return new ResultRow(Named(comparison), new Claim(counts[0], replicates, AtLeast: .05), new Claim(counts[1], counts[0], Power - Slack, Power + Slack));

        ComparisonResult Compare(ref Philox stream, int rows)
        {
            PredictionSet[] sets = Population.Draw(ref stream, rows, Champion, comparison.Challenger);
            return ChampionComparison.Compare(rule, sets[0], sets[1], Alpha, Power);
        }
    }

    // The lower end of the interval is above −margin.
    private static bool IsDecided(ComparisonOutcome outcome) =>
        outcome is ComparisonOutcome.Better or ComparisonOutcome.NotWorse or ComparisonOutcome.WorseWithinMargin;

    private static double Planned(PlannedComparison comparison) =>
        Population.TrueDifference(comparison.Metric, Champion, comparison.Challenger);

    private static string Named(PlannedComparison comparison) => string.Create(CultureInfo.InvariantCulture,
        $"{comparison.Metric,-18}margin {comparison.Margin:.00}  planned {Planned(comparison):.0000}");
}
