using MlCi.Comparison;
using MlCi.Data;
using MlCi.Findings;
using MlCi.Gates;
using MlCi.Metrics;
using MlCi.Pipelines;
using MlCi.Reports;
using MlCi.Slices;
using MlCi.Statistics;

namespace MlCi.Testing;

/// <summary>Gate reports of every kind, decided by the engine on made-up predictions, for the snapshots of what people read.</summary>
public static class SampleReports
{
    private const double Alpha = .05;
    private const double Power = .8;
    private const string NoChampion = "no champion in production yet";
    private const string NoResult = "Train gave no result";

    private static readonly SamplePredictions Model = new(rows: 2000);
    private static readonly GateRule[] Rules =
    [
        Rule(Metric.Auc, .75, line: 12), Rule(Metric.Brier, .2, line: 13), Rule(Metric.Accuracy, .6, line: 14, "contract"),
    ];

    /// <summary>Every report by its name, which names its snapshots.</summary>
    public static IReadOnlyDictionary<string, GateReport> All => typeof(SampleReports).GetProperties()
        .Where(property => property.PropertyType == typeof(GateReport)).ToDictionary(property => property.Name, property => (GateReport)property.GetValue(null)!);

    public static GateReport PassedWithoutChampion { get; } = Decided(Skipped, Thresholds(Model.Set), NoChampion);

    public static GateReport PassedWithIdenticalChampion { get; } = Compared(Thresholds(Model.Set), Model.Set, Model.Set);

    public static GateReport FailedOnOneSlice { get; } = Compared(
        Thresholds(Model.WorseIn("contract=Two year").Set), Model.WorseIn("contract=Two year").Set, Model.WorseIn("contract=Two year").Set);

    public static GateReport WorseThanChampion { get; } = Compared(Thresholds(Model.Worse.Set), Model.Set, Model.Worse.Set);

    public static GateReport InconclusiveThatWarns { get; } = Compared(
        Thresholds(Model.Set, [.. Rules, Rule(Metric.Accuracy, .72, line: 15, "region")]), Model.Shaken.Set, Model.Set);

    public static GateReport OverSeveralSeeds { get; } = InconclusiveThatWarns with
    {
        SeedSpread =
        [
            Spread("auc", .861, .842, .87, .853, .866), Spread("brier", .14492, .14495, .1449, .14493, .14491), Spread("accuracy", .79, .79, .79, .79, .79),
            new SeedSpread("precision", [new(7, .5), new(8, null, "no row is decided positive")]),
        ],
    };

    public static GateReport InconclusiveThatBlocks { get; } = Decided(
        Skipped, Thresholds(Model.Set, [Rule(Metric.Auc, .87, line: 12), .. Rules[1..]]), NoChampion);

    public static GateReport HoldoutCounted { get; } = On(PassedWithoutChampion, Track, earlier: 2);

    public static GateReport HoldoutThatWarns { get; } = On(FailedOnOneSlice, Track, earlier: 9);

    public static GateReport HoldoutUsedUp { get; } = On(
        PassedWithoutChampion, Track with { Mode = HoldoutMode.Full, Budget = new HoldoutBudget(3, Alpha) }, earlier: 3);

    public static GateReport WorstSlicesConfirmed { get; } = FailedOnOneSlice with
    {
        WorstSlices = Worst(
            Bad("contract=Two year & region=North", 31, 44), Bad("contract=Two year", 92, 198), Bad("region=North", 18, 40),
            Bad("hostile=" + SamplePredictions.Hostile, 300, 500), Bad("a=1", 70, 120), Bad("a=2", 61, 110), Bad("never=there", 20, 100) with { PAdjusted = .4 }),
    };

    public static GateReport WorstSlicesUnconfirmed { get; } = PassedWithoutChampion with
    {
        WorstSlices = Worst(Bad("contract=Two year", 50, 200) with { PAdjusted = .34 }, Bad("a=1", 0, 0) with { Difference = null, PValue = null, PAdjusted = null }),
    };

    public static GateReport CrashedTrainer { get; } = Decided(
        [
            StageOutcome.Passed("ValidateData", "4,000 + 2,000 rows, 12 columns, no findings"),
            StageOutcome.Passed("TestPreprocessing", "28 passed, 0 failed, 0 skipped"),
            StageOutcome.Failed("Train", "the program's train ended with exit code 134, expected 0\nits last lines:\n  reading train.csv\n  ::error::Unhandled exception: no such column 'tenure'"),
            StageOutcome.NotEvaluated("Evaluate", NoResult),
            StageOutcome.NotEvaluated("Compare", "Evaluate gave no result"),
        ],
        NotEvaluated(NoResult, "Evaluate gave no result"),
        "Compare did not run") with
    { Digests = Digests(model: null) };

    public static GateReport DataFindings { get; } = Decided(
        [
            StageOutcome.Failed("ValidateData", "the data break the contract: data/train.csv:18: column 'age': found 'x', expected integer (3 of 4000 rows) (1 of 2 findings)"),
            StageOutcome.Passed("TestPreprocessing", "28 passed, 0 failed, 0 skipped"),
            StageOutcome.NotEvaluated("Train", "ValidateData gave no result"),
            StageOutcome.NotEvaluated("Evaluate", NoResult),
            StageOutcome.NotEvaluated("Compare", "Evaluate gave no result"),
        ],
        NotEvaluated(NoResult, "Evaluate gave no result"),
        "Compare did not run",
        new Finding("type", "data/train.csv", "age", "integer", 3, 4000, [new Sighting(18, "x"), new Sighting(40, "y"), new Sighting(41, "")], new SourcePlace("schema.json", 9, 18)),
        new Finding("required", "data/holdout.csv", "contract", "a value", 1, 2000, [new Sighting(7, null)])) with
    { Digests = Digests(model: null) };

    public static GateReport HostileNames { get; } = Decided(
        [StageOutcome.Skipped("Compare", $"no champion for {SamplePredictions.Hostile}")],
        Thresholds(Model.WorseIn($"hostile={SamplePredictions.Hostile}").Set, [Rules[0], Rule(Metric.Accuracy, .6, line: 100, "hostile")]),
        $"no champion for {SamplePredictions.Hostile}",
        new Finding("enum", "data/train.csv", SamplePredictions.Hostile, "one of \"No\", \"Yes\"", 1, 4000, [new Sighting(18, SamplePredictions.Hostile)]));

    private static SeedSpread Spread(string metric, params double[] values) => new(metric, [.. values.Select((value, i) => new SeedEstimate(7 + i, value))]);

    private static WorstSlices Worst(params WorstSlice[] slices) => new(Searched: 1010, Tested: 990, ["contract", "region", "hostile", "a"], slices, Reason: null, Alpha);

    // As the second half says it of its 990 rows, 250 of them wrong.
    private static WorstSlice Bad(string id, int wrong, int rows)
    {
        (Proportion inside, Proportion outside) = (new(wrong, rows), new(250 - Math.Min(wrong, 200), 990 - rows));
        double p = FisherExact.PValueOfLarger(inside, outside);
        return new WorstSlice(new FoundSlice([(0, 0)], id, .25, rows, wrong), inside, outside, rows == 0 ? null : Newcombe.Of(inside, outside, Alpha), p, Math.Min(1, 2 * p));
    }

    private static StageOutcome[] Skipped => [.. Before, StageOutcome.Skipped("Compare", $"{NoChampion}, which {Place(34)} accepts (champion: optional)")];

    private static StageOutcome[] Before =>
    [
        StageOutcome.Passed("ValidateData", "4,000 + 2,000 rows, 12 columns, no findings"),
        StageOutcome.Passed("TestPreprocessing", "28 passed, 0 failed, 0 skipped"),
        StageOutcome.Passed("Train", "model 9372c470eead"),
        StageOutcome.Passed("Evaluate", "2000 rows, 600 positive"),
    ];

    private static GateReport Compared(IEnumerable<GateResult> thresholds, PredictionSet champion, PredictionSet challenger) => Decided(
        [.. Before, StageOutcome.Passed("Compare", "champion 2b4fbcc66b7e")],
        [
            .. thresholds,
            .. new[] { Metric.Auc, Metric.Brier }.Select((metric, i) => ComparisonGate.ToResult(
                ChampionComparison.Compare(Compare(metric, 20 + i), champion, challenger, Alpha, Power), Alpha)),
        ],
        "champion 2b4fbcc66b7e");

    private static GateReport Decided(IReadOnlyList<StageOutcome> stages, IEnumerable<GateResult> gates, string champion, params Finding[] findings) =>
        GateReportBuilder.Decide(new GateReport
        {
            Passed = false,
            Reason = "",
            Pipeline = "churn",
            Commit = "0123456789abcdef0123456789abcdef01234567",
            Dirty = false,
            Digests = Digests(Digest.OfText("model")),
            Packages = [new PackageUse("Octokit", "14.0.0", Available: true, StandIn: null, Reason: null), new PackageUse("Nuke.Common", "10.1.0", Available: false, "the in-box host", "NU1101")],
            Stages = stages,
            Gates = [.. gates],
            Findings = findings,
            Decisions = Verdict.Of([]),
            Champion = champion,
        });

    private static HoldoutRule Track => new(HoldoutMode.Track, Budget: null, HoldoutRule.DefaultWarnFrom, Place(40));

    // A report that is one decision more on a holdout.
    private static GateReport On(GateReport report, HoldoutRule rule, int earlier)
    {
        HoldoutDecision Decision(string model) => new()
        {
            Holdout = report.Digests.Holdout!,
            Model = model,
            Rules = report.Digests.Rules!,
            Passed = report.Passed,
            Mode = rule.Mode.Word(),
            Alpha = rule.LevelOf(Alpha),
            When = DateTimeOffset.UnixEpoch,
        };
        var account = new HoldoutAccount([.. Enumerable.Range(0, earlier).Select(i => Decision(Digest.OfText($"earlier {i}")))]);
        return GateReportBuilder.Decide(report with { HoldoutUse = [account.Judge(rule, Decision(report.Digests.Model!))] });
    }

    private static ReportDigests Digests(string? model) =>
        new(model, Digest.OfText("data"), Digest.OfText("holdout"), Digest.OfText("rules"), Champion: null);

    private static IReadOnlyList<GateResult> Thresholds(PredictionSet set, params GateRule[] rules) =>
        GateEvaluator.Evaluate(rules.Length == 0 ? Rules : rules, set, [.. SamplePredictions.Slices(set.RowCount)], Alpha, Power);

    private static IEnumerable<GateResult> NotEvaluated(string whyNotEvaluate, string whyNotCompare) =>
    [
        .. Rules.SelectMany(rule => GateReportBuilder.NotEvaluated(rule, Alpha, whyNotEvaluate)),
        GateReportBuilder.NotEvaluated(Compare(Metric.Auc, 20), Alpha, whyNotCompare),
    ];

    private static GateRule Rule(Metric metric, double limit, int line, params string[] slices) => new(
        metric, limit, metric.HigherIsBetter, slices, Planned: null, slices.Length > 0 ? WhenInconclusive.Warn : WhenInconclusive.Block, Place(line));

    private static CompareRule Compare(Metric metric, int line) =>
        new(metric, CompareRule.DefaultMargin(metric), Planned: 0, WhenInconclusive.Warn, Place(line));

    private static SourcePlace Place(int line) => new("pipelines/churn/pipeline.yml", line, 10);
}
