using MlCi.Findings;
using MlCi.Pipelines;
using MlCi.Testing;

namespace MlCi.IntegrationTests.Schemas;

/// <summary>What editors say of a pipeline.yml is what the product says.</summary>
public sealed class PipelineSchemaTests : IDisposable
{
    private const string Schema = "Pipelines/pipeline.schema.json";
    private const string Right = """
        version: 1
        task: binary
        data: {train: train.csv, holdout: holdout.csv}
        label: {column: churn, positive: "Yes"}
        tests: none
        train: {project: model.csproj}
        slices: [contract, {name: age_band, column: age, bins: [30, 50]}, {name: new, where: tenure < 12}, {cross: [contract, age_band]}]
        gates: [{metric: auc, min: 0.8}, {metric: log_loss, max: 1.7, slices: all}, {metric: brier, max: 0.2, slices: all, diagnostic: true}]
        fairness: [{column: female, metric: parity, max_gap: 0.1}, {column: age_band, metric: equalized_odds, min_ratio: 0.8}]
        robustness: [{noise: 0.5, columns: [tenure], max_flips: 0.1}]
        worst_slices: {k: 3, min_rows: 40, columns: [contract]}
        compare: [{metric: auc, margin: 0.01}]
        holdoutUse: {mode: full, decisions: 4, reliability: 0.99}
        promote:
          people: {ana: keys/ana.pub, bo: {github: bo-smith}}
          aliases: {canary-eu: {from: staging, smoke: true}, production: {from: canary-eu, max_age_days: 14, champion: any, approvals: {count: 2, of: [ana, bo]}}}
        quality:
          unique: [id, [a, b], {columns: [c], warn: true}]
          nulls: [{column: age, max: 0.05}]
          distinct: [{column: city, min: 2}]
          rows: [{of: holdout, change: 0.5}]
          fresh: [{column: day, within: 36h}]
          balance: {min: 0.05}
          drift: {reference: old.csv, measure: ks, floor: 0.2}
          new_categories: none
          allow_new: [town]
          copies: {max: 0, warn: true}
          entity: patient
          time: {column: day}
          predictors: {max: 0.95, except: [known]}

        """;

    private static readonly (string Old, string Replacement)[] Wrong =
    [
        ("version: 1", "version: 2"), ("version: 1\n", ""), ("task: binary", "task: regression"), ("task: binary", "task:"),
        ("train: train.csv, ", ""), ("train: train.csv", "train: [a]"), ("holdout.csv}", "holdout.csv, test: x}"), ("tests: none", ""),
        (", positive: \"Yes\"", ""), ("{project: model.csproj}", "{}"), ("model.csproj}", "model.csproj, timeout: 5}"),
        ("model.csproj}", "model.csproj, timeout: 5 minutes}"), ("task: binary", "task: binary\ngate: []"),
        ("task: binary", "task: binary\nseed: -1"), ("task: binary", "task: binary\nseed: 1.5"), ("task: binary", "task: binary\nseed: 2147483648"),
        ("task: binary", "task: binary\nalpha: 0.26"), ("task: binary", "task: binary\nalpha: 1e-5"), ("task: binary", "task: binary\nalpha: 0"), ("task: binary", "task: binary\npower: 1"),
        ("task: binary", "task: binary\ndecision: 1.5"), ("task: binary", "task: binary\nchampion: none"), ("task: binary", "task: binary\nparams: 7"),
        ("where: tenure < 12", "where: []"), ("name: new, where", "where"), ("where: tenure", "column: age, where: tenure"),
        ("cross: [contract, age_band]", "cross: [contract]"), ("cross: [contract, age_band]", "cross: [a, b, c, d]"), ("diagnostic: true", "diagnostic: 1"),
        ("max_gap: 0.1", "max_gap: 0"), ("max_gap: 0.1", "max_gap: 0.1, min_ratio: 0.8"), (", max_gap: 0.1", ""), ("metric: parity", "metric: odds"),
        ("noise: 0.5", "noise: 11"), ("noise: 0.5", "nulls: 0"), ("noise: 0.5, ", ""), ("noise: 0.5", "noise: 0.5, swap: 0.1"), ("columns: [tenure], max", "max"),
        ("max_flips: 0.1", "max_flips: 1"), (", max_flips: 0.1", ""), ("[tenure]", "[]"),
        ("min_ratio: 0.8", "min_ratio: 1"), ("column: female, ", ""), ("k: 3", "k: 0"), ("k: 3", "n: 3"), ("min_rows: 40", "min_rows: few"),
        ("columns: [contract]", "columns: []"), ("worst_slices: {k: 3, min_rows: 40, columns: [contract]}", "worst_slices: 3"),
        ("unique: [id,", "unique: [[],"), ("age, max: 0.05", "age"), ("age, max: 0.05", "age, max: 5"), ("city, min: 2", "city"), ("city, min: 2", "city, min: 2.5"),
        ("of: holdout", "of: test"), ("of: holdout, change: 0.5", "of: holdout"), ("within: 36h", "within: 36"), ("within: 36h", "within: 3m"), ("{min: 0.05}", "{}"),
        ("measure: ks", "measure: chi"), ("floor: 0.2", "floor: 0"), ("new_categories: none", "new_categories: all"), ("[town]", "[]"), ("copies: {max: 0,", "copies: {max: -1,"),
        ("entity: patient", "entity: [patient]"), ("time: {column: day}", "time: {}"), ("max: 0.95", "max: 1"), ("warn: true}]", "warn: maybe}]"), ("entity: patient", "entities: patient"),
        ("min: 0.8", "min: 1.7"), ("min: 0.8", "min: -0.1"), (", min: 0.8", ""),
        ("min: 0.8", "min: 0.8, max: 0.9"), ("min: 0.8", "min: 0.8, planned: 2"), ("min: 0.8", "min: 0.8, when_inconclusive: ignore"),
        ("min: 0.8", "min: 0.8, slice: contract"), ("1.7, slices: all", "1.7, slices: []"), ("1.7, slices: all", "1.7, slices: contract"),
        ("[{metric: auc, min: 0.8}, {metric: log_loss, max: 1.7, slices: all}, {metric: brier, max: 0.2, slices: all, diagnostic: true}]", "[]"), ("bins: [30, 50]", "bins: []"), ("bins: [30, 50]", "bins: 30"),
        ("bins: [30, 50]", "edges: [30]"), ("column: age, ", ""), ("metric: auc, margin", "metric: calibration_slope, margin"), ("margin: 0.01", "margin: 0"),
        ("margin: 0.01", "margin: 1"), ("margin: 0.01", "planned: 2"), ("margin: 0.01", "min: 0.8"),
        ("{mode: full, decisions: 4, reliability: 0.99}", "full"), ("{mode: full, decisions: 4, reliability: 0.99}", "none"), ("mode: full, ", ""),
        ("decisions: 4, ", ""), ("decisions: 4", "decisions: 0"), ("decisions: 4", "decisions: 2.5"), ("decisions: 4", "decisions: 1001"),
        ("reliability: 0.99", "reliability: 1"), ("reliability: 0.99", "warn: 0.5"), ("reliability: 0.99", "error: 0.01"), ("mode: full", "mode: track"),
        ("ana: keys/ana.pub", "ana: []"), ("{github: bo-smith}", "{email: b@c}"), ("canary-eu: {from: staging, smoke: true}", "Canary: {}"), ("smoke: true", "smoke: 2"),
        ("max_age_days: 14", "max_age_days: 0"), ("champion: any", "champion: old"), ("count: 2, ", ""), ("count: 2", "count: 21"), (", of: [ana, bo]", ""), ("smoke: true", "smoky: true"),
        ("mode: full", "mode: first"), ("mode: full, decisions: 4, reliability: 0.99", "mode: track, warn: 0"),
    ];

    private const string Own = Right + "metrics: [{name: cost, expression: 5*fn + fp, better: lower, per: row}]\n";

    private static readonly (string Old, string Replacement)[] WrongOwn =
    [
        ("name: cost", "name: Cost"), ("name: cost", "name: auc"), ("name: cost, ", ""), ("expression: 5*fn + fp, ", ""), (", better: lower", ""),
        ("better: lower", "better: less"), ("per: row", "per: set"), ("per: row", "unit: row"), ("metric: auc, margin: 0.01", "metric: cost"),
        ("metric: auc, margin: 0.01", "metric: cost, margin: 0"), ("metric: auc, margin", "metric: calibration_error, margin"),
        ("metric: auc, min: 0.8", "metric: mcc, min: -1.1"), ("metrics: [{", "metrics: [7, {"),
    ];

    private const string Regression = """
        version: 1
        task: regression
        data: {train: train.csv, holdout: holdout.csv, weight: w, cluster: patient}
        label: {column: price}
        tests: none
        train: {project: model.csproj}
        slices: [cut]
        gates: [{metric: rmse, max: 3}, {metric: pinball_0.95, max: 1, slices: all}]
        worst_slices: none
        compare: [{metric: mae}, {metric: r2, margin: 0.02}]

        """;

    private const string Multiclass = """
        version: 1
        task: multiclass
        data: {train: train.csv, holdout: holdout.csv}
        label: {column: grade}
        tests: none
        train: {project: model.csproj}
        gates: [{metric: macro_f1, min: 0.6}, {metric: top_4_accuracy, min: 0.9}, {metric: auc, min: 0.7}]
        compare: [{metric: log_loss}]

        """;

    private static readonly (string Text, string Old, string Replacement)[] WrongTask =
    [
        (Regression, "task: regression", "task: binary"), (Regression, "task: regression", "task: multiclass"), (Regression, "metric: rmse", "metric: auc"),
        (Regression, "metric: rmse", "metric: pinball_1"), (Regression, "metric: rmse", "metric: pinball_0.950"), (Regression, "{column: price}", "{column: price, positive: 1}"),
        (Regression, "worst_slices: none", "worst_slices: {k: 3}"), (Regression, "worst_slices: none", "decision: 0.5"), (Regression, "weight: w", "weight: [w]"),
        (Regression, "worst_slices: none", "metrics: [{name: cost, expression: fn, better: lower}]"),
        (Regression, "worst_slices: none", "fairness: [{column: cut, metric: parity, max_gap: 0.1}]"),
        (Regression, "margin: 0.02", "margin: 1"), (Multiclass, "metric: macro_f1", "metric: f1"), (Multiclass, "top_4_accuracy", "top_1_accuracy"),
        (Multiclass, "metric: log_loss", "metric: brier"), (Right, "holdout.csv}", "holdout.csv, cluster: patient}"),
    ];

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [SkippableFact]
    public void EverySample_IsValid()
    {
        string[] samples = Directory.GetFiles(Path.Combine(RepositoryRoot.Path, "pipelines"), "pipeline.yml", SearchOption.AllDirectories);

        Assert.NotEmpty(samples);
        Assert.All(PythonSchema.Validate(Schema, samples), answer => Assert.Equal("valid", answer));
    }

    [SkippableFact]
    public void RightFile_IsTakenByBoth()
    {
        string own = Own.Replace("metric: auc, margin: 0.01", "metric: cost, margin: 2, planned: -3", StringComparison.Ordinal)
            .Replace("metric: auc, min: 0.8", "metric: cost, max: 1.5", StringComparison.Ordinal);
        PipelineFile.Read(Right, "pipeline.yml", "churn");
        PipelineFile.Read(own, "pipeline.yml", "churn");

        PipelineFile.Read(Regression, "pipeline.yml", "diamonds");
        PipelineFile.Read(Multiclass, "pipeline.yml", "grades");

        Assert.Equal(["valid", "valid", "valid", "valid"], PythonSchema.Validate(
            Schema, folder.Write("right.yml", Right), folder.Write("own.yml", own), folder.Write("regression.yml", Regression), folder.Write("multiclass.yml", Multiclass)));
    }

    [SkippableFact]
    public void WrongFile_IsRefusedByBoth()
    {
        string[] texts =
        [
            .. Wrong.Select(change => Right.Replace(change.Old, change.Replacement, StringComparison.Ordinal)),
            .. WrongOwn.Select(change => Own.Replace(change.Old, change.Replacement, StringComparison.Ordinal)),
            .. WrongTask.Select(change => change.Text.Replace(change.Old, change.Replacement, StringComparison.Ordinal)),
        ];
        string[] answers = PythonSchema.Validate(Schema, [.. texts.Select((text, i) => folder.Write($"{i:00}.yml", text))]);

        Assert.Equal(texts.Length, answers.Length);
        foreach ((string text, string answer) in texts.Zip(answers))
        {
            Assert.DoesNotContain(text, new[] { Right, Own, Regression, Multiclass });
            Assert.True(answer != "valid", $"the schema takes\n{text}");
            FaultException refused = Assert.Throws<FaultException>(() => PipelineFile.Read(text, "pipeline.yml", "churn"));
            Assert.Equal(ExitCodes.Misconfigured, refused.ExitCode);
        }
    }
}
