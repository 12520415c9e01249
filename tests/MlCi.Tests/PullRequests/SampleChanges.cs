using MlCi.Comparison;
using MlCi.Findings;
using MlCi.Metrics;
using MlCi.Pipelines;
using MlCi.PullRequests;
using MlCi.Reports;
using MlCi.Testing;

namespace MlCi.Tests.PullRequests;

/// <summary>Judged pull requests of every kind, made of gate reports that the engine decided.</summary>
internal static class SampleChanges
{
    private const string PipelineFile = "pipelines/churn/pipeline.yml";

    public static PullRequestReport Passed { get; } = Of(Judged(SampleReports.InconclusiveThatWarns));

    public static PullRequestReport FailedOnOneSlice { get; } = Of(Judged(SampleReports.WorstSlicesConfirmed));

    public static PullRequestReport WorseThanChampion { get; } = Of(Judged(SampleReports.WorseThanChampion) with { Claimed = true });

    public static PullRequestReport Inconclusive { get; } = Of(Judged(SampleReports.InconclusiveThatBlocks));

    public static PullRequestReport NoChampion { get; } = Of(Judged(SampleReports.PassedWithoutChampion) with { LabelsVisible = true });

    public static PullRequestReport ChampionMissing { get; } = Of(Judged(WithoutChampion("no champion in production yet; promote a model, or accept that with champion: optional")));

    public static PullRequestReport CrashedTrainer { get; } = Of(Judged(SampleReports.CrashedTrainer));

    public static PullRequestReport DataFindings { get; } = Of(Judged(SampleReports.DataFindings));

    public static PullRequestReport RulesChanged { get; } = Of(Judged(SampleReports.FailedOnOneSlice) with { Proposed = SampleReports.PassedWithIdenticalChampion }) with
    {
        ChangedRules = [".github/workflows/gate.yml", PipelineFile],
    };

    public static PullRequestReport NoPredictions { get; } = Of(new JudgedPipeline
    {
        Name = "churn",
        Failure = "found no predictions of churn in the run's artifact, expected predictions.csv with a row for each of 2,000 rows of the holdout",
        LabelsVisible = false,
    });

    public static PullRequestReport NothingAffected { get; } = Of();

    public static PullRequestReport NoArtifact { get; } = Of() with { Failure = "found no artifact of the run, expected one of mlci gate: the run was cancelled" };

    public static PullRequestReport HostileNames { get; } = Of(Judged(SampleReports.HostileNames) with
    {
        Name = SamplePredictions.Hostile,
        Claimed = true,
        LabelsVisible = true,
        Proposed = SampleReports.HostileNames,
    }) with
    {
        ChangedRules = [$"pipelines/{SamplePredictions.Hostile}/pipeline.yml"],
    };

    public static PullRequestReport FortyPipelines { get; } = Of(
    [
        .. Enumerable.Range(1, 36).Select(i => Named($"region-{i:00}", i % 5 == 0 ? SampleReports.PassedWithIdenticalChampion : SampleReports.InconclusiveThatWarns)),
        Named("churn", SampleReports.FailedOnOneSlice) with { Claimed = true }, Named("fraud", SampleReports.WorseThanChampion), Named("pricing", SampleReports.CrashedTrainer),
        NoPredictions.Pipelines[0] with { Name = "upsell", Failure = NoPredictions.Pipelines[0].Failure!.Replace("churn", "upsell", StringComparison.Ordinal) },
    ]);

    public static PullRequestReport Of(params JudgedPipeline[] pipelines) => new()
    {
        Repository = "octo/models",
        Number = 17,
        HeadSha = "0123456789abcdef0123456789abcdef01234567",
        BaseSha = "89abcdef0123456789abcdef0123456789abcdef",
        Run = new Uri("https://github.com/octo/models/actions/runs/1536140711"),
        Pipelines = pipelines,
    };

    public static JudgedPipeline Judged(GateReport report) => new() { Name = report.Pipeline, Report = report, LabelsVisible = false };

    private static GateReport WithoutChampion(string why)
    {
        GateReport report = SampleReports.PassedWithoutChampion;
        var rule = new CompareRule(Metric.Auc, .01, Planned: 0, WhenInconclusive.Warn, new SourcePlace(PipelineFile, 20, 10));
        return GateReportBuilder.Decide(report with
        {
            Stages = [.. report.Stages.Where(stage => stage.Stage != "Compare"), StageOutcome.NotEvaluated("Compare", why)],
            Gates = [.. report.Gates, GateReportBuilder.NotEvaluated(rule, alpha: .05, why)],
        });
    }

    private static JudgedPipeline Named(string name, GateReport report) => Judged(report with { Pipeline = name }) with { Name = name };
}
